import type { Host } from '../../model/host.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Text } from '../../model/place.ts'
import type { Span } from '../../syntax/tree.ts'
import { normalise } from '../broadPath.ts'
import { type Reach, reachesOf } from '../reaches.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'server-code-agent-writable',
    group: 'supply-chain',
    title: 'Server code lives where the agent can write',
    tier: 2,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'the script or program of a server, and the folders that other servers of the same agent can write',
    when: 'the script lies in such a folder, and is none that a package manager has put there.',
    why: 'The agent can rewrite the tools it is given.',
    fix: undefined,
    standards: ['CWE-732', 'ASI05', 'SAFE-T1205'],
    guards: ['script-path'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    const sameAgent = [config, ...workspace.configs.filter(({ host }) => host.id === config.host.id)]
    const folders = writableFolders(sameAgent)
    if (folders.size === 0) return
    for (const entry of config.servers) {
      const around = aroundCode(entry, config)
      if (!around) continue
      const found = around.flatMap((folder) => folders.get(folder) ?? []).find(({ writer }) => writer !== entry)
      const code = found && placeOfCode(entry, config)
      if (!code) continue
      const { writer, index, text } = found
      const span = found.config === config ? placesOf(writer, config)[index] : undefined
      yield {
        at: code,
        message: `Server "${writer.name}" can write "${text}", where "${code.text}" lies, which server "${entry.name}" runs: the agent can change its own tools. Keep the code of servers where the agent cannot write.`,
        related: span ? [{ span, message: `Server "${writer.name}" can write here.` }] : [],
      }
    }
  },
})

interface Writable {
  readonly writer: ServerEntry
  /** The configuration the writer stands in. */
  readonly config: McpConfig
  /** Among what the writer can write. */
  readonly index: number
  /** As it is written. */
  readonly text: string
}

/** By folder; of the servers that can write there the first two, since one of them may be the server in question itself. */
function writableFolders(configs: readonly McpConfig[]): ReadonlyMap<string, readonly Writable[]> {
  const folders = new Map<string, Writable[]>()
  for (const config of configs)
    for (const writer of config.servers)
      for (const [index, { folder, text }] of writtenBy(writer, config).entries()) {
        const known = folders.get(folder) ?? []
        if (known.length < 2 && !known.some((one) => one.writer === writer))
          folders.set(folder, [...known, { writer, config, index, text }])
      }
  return folders
}

/** A path, and all folders it lies in, the nearest first; the folder one stands in is empty. */
function foldersAround(path: string, host: Host): readonly string[] {
  const clean = normalise(fromWorkspace(path, host))
  const steps = clean.split('/').slice(0, MAX_DEPTH)
  const around = steps.map((_, at) => steps.slice(0, steps.length - at).join('/')).filter((folder) => folder !== '')
  const isRelative = !/^(?:[/~$%]|\.\.(?:\/|$)|[A-Za-z]:)/.test(clean)
  return [...around, ...(clean.startsWith('/') ? ['/'] : isRelative ? [''] : [])]
}

/** No folder of a project lies deeper. */
const MAX_DEPTH = 64

interface Written {
  readonly folder: string
  readonly text: string
}

const NOTHING: readonly Written[] = []

const writtenBy = perEntry((entry, config): readonly Written[] => {
  const reaches = writableReaches(entry, config)
  if (reaches.length === 0) return NOTHING
  return reaches.map(({ path: { text } }) => ({ folder: normalise(fromWorkspace(text, config.host)), text }))
})

/** Where each of them stands. */
const placesOf = placedPerEntry((entry, config): readonly Span[] => writableReaches(entry, config).map(({ span }) => span))

/** An unknown server may only read. */
function writableReaches(entry: ServerEntry, config: McpConfig): readonly Reach[] {
  const { known } = entry.launch
  const isWriter = known?.dataClasses.includes('files') === true && known.tools.some(({ action }) => action === 'write')
  return entry.enabled && isWriter ? reachesOf(entry, config).filter(({ writable }) => writable) : []
}

/** The folders around what an entry runs; undefined where that is no code in a folder. */
const aroundCode = perEntry(({ launch }, { host }) => {
  const code = codeOf(launch)
  return code && foldersAround(code.text, host)
})

const placeOfCode = placedPerEntry(({ launch }): Text | undefined => codeOf(launch))

/** A script, or a program that is named by its path. A bare name is found elsewhere. */
function codeOf({ script, program, runner }: Launch): Text | undefined {
  const code = script ?? (runner ? undefined : program)
  return code && /[/\\]/.test(code.text) && !/^[a-z]+:\/\//i.test(code.text) && !SHIM.test(code.text) ? code : undefined
}

const SHIM = /(?:^|[/\\])(?:node_modules|\.venv|venv|site-packages|\.cargo|go)[/\\]/

/** A path from the folder of the workspace, in which hosts start servers, where it is written as one. */
function fromWorkspace(path: string, { workspaceFolder }: Host): string {
  for (const spelling of ['${workspaceFolder}', workspaceFolder]) {
    if (spelling !== undefined && (path === spelling || path.startsWith(`${spelling}/`))) return path.slice(spelling.length + 1)
  }
  return path
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"tools":{"command":"node","args":["./tools/server.js"]},"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","./docs"]}}}',
    },
    // script-path: a script is no reach of its own, a shim of a package manager is no code of one's own, and reading changes nothing
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"node","args":["./tools/server.js"]},"b":{"command":"node","args":["node_modules/acme/server.js"]},"c":{"command":"docker","args":["run","-i","-v",".:/work:ro","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","/work"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"tools":{"command":"node","args":["/srv/acme-tools/server.js"]},"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/srv/acme"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"tools":{"command":"node","args":["«./tools/server.js»"]},"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","."]}}}',
      message:
        'Server "files" can write ".", where "./tools/server.js" lies, which server "tools" runs: the agent can change its own tools. Keep the code of servers where the agent cannot write.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"tools":{"command":"«${workspaceFolder}/bin/tools»"},"py":{"command":"uv","args":["run","«/srv/acme/tools/server.py»"]},"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","./bin","/srv/acme"]}}}',
      message:
        'Server "files" can write "./bin", where "${workspaceFolder}/bin/tools" lies, which server "tools" runs: the agent can change its own tools. Keep the code of servers where the agent cannot write.',
    },
    // The other server stands in another file of the same agent.
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"tools":{"command":"node","args":["«./tools/server.js»"]}}}',
      beside: [
        {
          host: 'cursor',
          file: '~/.cursor/mcp.json',
          text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","."]}}}',
        },
      ],
      message:
        'Server "files" can write ".", where "./tools/server.js" lies, which server "tools" runs: the agent can change its own tools. Keep the code of servers where the agent cannot write.',
    },
  ],
} satisfies Examples

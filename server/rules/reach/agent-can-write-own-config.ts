import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Host } from '../../model/host.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Place } from '../../model/place.ts'
import type { Workspace } from '../../model/workspace.ts'
import { homeSegments, liesIn, normalise } from '../broadPath.ts'
import { type Reach, reachesOf } from '../reaches.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'agent-can-write-own-config',
    group: 'reach',
    title: 'Agent can write the files that limit it',
    tier: 2,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where:
      'writable folders of servers that are known to write files: arguments, mounts that are not read-only, `allowWrite` of a sandbox',
    when: 'the folder holds a file that says what agents may do and that exists: this configuration, another one of the workspace or of the user, their settings and permissions, a manifest or its lock file.',
    why: 'An agent that was led astray can give itself more, and keep it (the class of CurXecute and MCPoison).',
    fix: undefined,
    standards: ['ASI03', 'ASI05', 'CWE-732', 'AML.T0081', 'SAFE-T1206'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    const files = filesOf(config, workspace)
    for (const entry of config.servers) {
      const folders = foldersOf(entry, config)
      if (folders.length === 0) continue
      const found = folders.flatMap((folder, index) => {
        const file = files.find((one) => holds(folder, one))
        return file === undefined ? [] : [{ index, file: file.path, folder: folder.text }]
      })
      const [first, ...others] = found
      if (!first) continue
      const places = placesOf(entry, config)
      const at = places[first.index]
      if (!at) continue
      yield {
        at,
        message: `Server "${entry.name}" can write "${first.file}" through "${first.folder}", and so the agent can widen what it may do. Give it a folder that holds no such file.`,
        related: others.flatMap(({ index, file, folder }) => {
          const place = places[index]
          return place ? [{ span: place.span, message: `It can write "${file}" through "${folder}" too.` }] : []
        }),
      }
    }
  },
})

/** An unknown server may only read. */
function writesFiles({ known }: Launch): boolean {
  return known?.dataClasses.includes('files') === true && known.tools.some(({ action }) => action === 'write')
}

function writableReaches(entry: ServerEntry, config: McpConfig): readonly Reach[] {
  return writesFiles(entry.launch) ? reachesOf(entry, config).filter(({ writable }) => writable) : []
}

interface Folder {
  readonly text: string
  readonly clean: string
  /** From the folder of the workspace; undefined for one that starts elsewhere. */
  readonly inside: string | undefined
  readonly holdsWorkspaces: boolean
}

const NONE: readonly Folder[] = []

/** What an entry can write, taken apart once for all files it is compared with. */
const foldersOf = perEntry((entry, config): readonly Folder[] => {
  const reaches = writableReaches(entry, config)
  if (reaches.length === 0) return NONE
  return reaches.map(({ path: { text } }) => {
    const inside = withoutWorkspace(text, config.host)
    return {
      text,
      clean: normalise(text),
      inside: inside === undefined ? undefined : normalise(inside),
      holdsWorkspaces: holdsWorkspaces(text),
    }
  })
})

/** Where each of them stands. */
const placesOf = placedPerEntry((entry, config): readonly Place[] =>
  writableReaches(entry, config).map(({ span, path: { path } }) => ({ span, path })),
)

interface Limiting {
  /** As it is shown. */
  readonly path: string
  readonly clean: string
  readonly isInWorkspace: boolean
}

/** The file itself first, since it certainly exists. */
function filesOf({ file }: McpConfig, { configs, facts }: Workspace): readonly Limiting[] {
  const existing = SENSITIVE.hostConfigPaths.filter((path) => facts.get(path)?.exists)
  return [...new Set([file, ...configs.map((other) => other.file), ...existing])].map((path) => ({
    path,
    clean: normalise(path),
    isInWorkspace: isInWorkspace(path),
  }))
}

function holds(folder: Folder, file: Limiting): boolean {
  if (file.isInWorkspace) return folder.inside === undefined ? folder.holdsWorkspaces : liesIn(file.clean, folder.inside)
  return liesIn(file.clean, folder.clean) || folder.holdsWorkspaces
}

/** Where a workspace and the files of its user lie, wherever they lie exactly. */
function holdsWorkspaces(folder: string): boolean {
  const clean = normalise(folder)
  return homeSegments(folder)?.length === 0 || /^(?:\/(?:home|Users)?|[A-Za-z]:(?:\/Users)?|\/mnt\/[a-z])$/i.test(clean)
}

function isInWorkspace(file: string): boolean {
  return !/^(?:[/\\~$%]|[A-Za-z]:|\.\.[/\\])/.test(file)
}

/** A path from the folder of the workspace, in which hosts start servers; undefined for one that starts elsewhere. */
function withoutWorkspace(path: string, { workspaceFolder }: Host): string | undefined {
  for (const spelling of ['${workspaceFolder}', workspaceFolder]) {
    if (spelling !== undefined && (path === spelling || path.startsWith(`${spelling}/`))) return path.slice(spelling.length + 1)
  }
  return isInWorkspace(path) ? path : undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","./docs"]}}}',
    },
    // What does not exist, what lies beside, and where only reading is possible.
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","${workspaceFolder}/.claude",".cursor-notes","/srv/acme"]}}}',
      facts: { '.claude/settings.json': { exists: false } },
    },
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","."]},"files":{"command":"docker","args":["run","-i","-v",".:/work:ro","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","/work"]},"unknown":{"command":"docker","args":["run","-i","-v",".:/work","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«.»"]}}}',
      message:
        'Server "files" can write ".mcp.json" through ".", and so the agent can widen what it may do. Give it a folder that holds no such file.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"files":{"command":"docker","args":["run","-i","-v","«${workspaceFolder}:/work»","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","/work"]}}}',
      message:
        'Server "files" can write ".vscode/mcp.json" through "${workspaceFolder}", and so the agent can widen what it may do. Give it a folder that holds no such file.',
    },
    // Files of other hosts, of the user, and settings that exist.
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«.cursor/»"]}}}',
      beside: [{ host: 'cursor', file: '.cursor/mcp.json', text: '{"mcpServers":{}}' }],
      message:
        'Server "files" can write ".cursor/mcp.json" through ".cursor/", and so the agent can widen what it may do. Give it a folder that holds no such file.',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«${workspaceFolder}/.claude»"]}}}',
      facts: { '.claude/settings.json': { exists: true } },
      message:
        'Server "files" can write ".claude/settings.json" through "${workspaceFolder}/.claude", and so the agent can widen what it may do. Give it a folder that holds no such file.',
    },
    {
      host: 'cursor',
      file: '~/.cursor/mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«~/.cursor»"]}}}',
      message:
        'Server "files" can write "~/.cursor/mcp.json" through "~/.cursor", and so the agent can widen what it may do. Give it a folder that holds no such file.',
    },
  ],
} satisfies Examples

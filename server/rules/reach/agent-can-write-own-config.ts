import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Host } from '../../model/host.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Workspace } from '../../model/workspace.ts'
import { homeSegments, isWithin, normalise } from '../broadPath.ts'
import { reachesOf } from '../reaches.ts'
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
      if (!writesFiles(entry.launch)) continue
      const found = reachesOf(entry, config)
        .filter(({ writable }) => writable)
        .flatMap((reach) => {
          const file = files.find((one) => holds(reach.path.text, one, config))
          return file === undefined ? [] : [{ ...reach, file }]
        })
      const [first, ...others] = found
      if (!first) continue
      yield {
        at: { span: first.span, path: first.path.path },
        message: `Server "${entry.name}" can write "${first.file}" through "${first.path.text}", and so the agent can widen what it may do. Give it a folder that holds no such file.`,
        related: others.map(({ span, path, file }) => ({ span, message: `It can write "${file}" through "${path.text}" too.` })),
      }
    }
  },
})

/** An unknown server may only read. */
function writesFiles({ known }: Launch): boolean {
  return known?.dataClasses.includes('files') === true && known.tools.some(({ action }) => action === 'write')
}

/** The file itself first, since it certainly exists. */
function filesOf({ file }: McpConfig, { configs, facts }: Workspace): readonly string[] {
  const existing = SENSITIVE.hostConfigPaths.filter((path) => facts.get(path)?.exists)
  return [...new Set([file, ...configs.map((other) => other.file), ...existing])]
}

function holds(folder: string, file: string, { host }: McpConfig): boolean {
  if (isInWorkspace(file)) {
    const inside = withoutWorkspace(folder, host)
    return inside === undefined ? holdsWorkspaces(folder) : isWithin(file, inside)
  }
  return isWithin(file, folder) || holdsWorkspaces(folder)
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

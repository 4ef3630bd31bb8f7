import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { defineRule, type Examples } from '../rule.ts'

type Scope = NonNullable<McpConfig['scope']>

/** Who wins where a host merges its files, strongest first (documentation of the hosts, 2026-11). */
const USUAL: readonly Scope[] = ['managed', 'workspace', 'user', 'plugin']
/** Hosts of which the order is documented; of the others only that one of the two counts. */
const DOCUMENTED = new Set(['claude-code', 'codex', 'cursor', 'gemini', 'kiro', 'opencode', 'roo', 'kilocode', 'amazonq', 'zed'])

export default defineRule({
  meta: {
    id: 'scope-shadowed-server',
    group: 'structure',
    title: 'Server name defined in more than one scope',
    tier: 2,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'workspace, user, managed, plugin configs',
    when: 'the same name is defined in two scopes this host merges (user, workspace, managed, plugin) with a different launch identity, environment or restriction; the message names the winner for this host. Reported in the file that wins. Two workspaces are no two scopes.',
    why: 'The wider of the two definitions may win without notice.',
    fix: undefined,
    standards: ['MCP09', 'SAFE-T1004', 'CSF ID.AM-02'],
    guards: ['keyed-by-file'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    const { host, scope } = config
    if (scope === undefined || config.servers.length === 0) return
    const weaker = workspace.configs.filter(
      (other) => other.host.id === host.id && other.scope !== undefined && USUAL.indexOf(other.scope) > USUAL.indexOf(scope),
    )
    if (weaker.length === 0) return
    const byName = new Map(weaker.flatMap((other) => topLevel(other).map((entry) => [entry.name, { entry, file: other.file }])))
    for (const entry of topLevel(config)) {
      const other = byName.get(entry.name)
      if (!other || !entry.enabled || identityOf(entry) === identityOf(other.entry)) continue
      const wins = DOCUMENTED.has(host.id) ? `${host.name} takes the one here` : `${host.name} takes only one of them`
      yield {
        at: entry.nameAt,
        message: `Server "${entry.name}" is defined differently in "${other.file}", and ${wins}. Make the two equal, or give one another name.`,
      }
    }
  },
})

/** Entries for one project of one user have a name for that project alone. */
function topLevel({ servers, host }: McpConfig): readonly ServerEntry[] {
  return servers.filter(({ path }) => path.length <= host.serversPath.length + 1)
}

/** What decides what starts and with which access. Compared only: it never leaves this rule. */
function identityOf({ launch }: ServerEntry): string {
  const settings = (list: ServerEntry['launch']['env']) => list.map(({ name, value }) => [name, value?.text ?? '']).sort()
  return JSON.stringify([
    launch.source
      ? [launch.source.ecosystem, launch.source.name, launch.source.version?.text, launch.source.digest]
      : launch.program?.text,
    launch.url?.text,
    launch.args.map(({ text }) => text),
    settings(launch.env),
    settings(launch.headers),
  ])
}

const READ_ONLY = {
  host: 'cursor',
  file: '~/.cursor/mcp.json',
  text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
}

export const examples = {
  good: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"github-write":{"command":"docker","args":["run","-i","--rm","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      beside: [READ_ONLY],
      also: ['missing-read-only-mode'],
    },
    // The same in both.
    { ...READ_ONLY, file: '.cursor/mcp.json', beside: [READ_ONLY] },
    // keyed-by-file: the same name in another repository, and in a file of another host.
    {
      host: 'cursor',
      file: 'a/.cursor/mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}',
      beside: [
        { host: 'cursor', file: 'b/.cursor/mcp.json', text: '{"mcpServers":{"docs":{"command":"/opt/more"}}}' },
        { host: 'claude-code', file: '~/.claude.json', text: '{"mcpServers":{"docs":{"command":"/opt/more"}}}' },
      ],
    },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"«github»":{"command":"docker","args":["run","-i","--rm","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      beside: [READ_ONLY],
      message:
        'Server "github" is defined differently in "~/.cursor/mcp.json", and Cursor takes the one here. Make the two equal, or give one another name.',
      severity: 'medium',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"«docs»":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
      beside: [
        {
          host: 'vscode',
          file: '~/.config/Code/User/mcp.json',
          text: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp/readonly"}}}',
        },
      ],
      message:
        'Server "docs" is defined differently in "~/.config/Code/User/mcp.json", and VS Code takes only one of them. Make the two equal, or give one another name.',
    },
  ],
} satisfies Examples

import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import { isContainer } from '../containerOptions.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'git-unscoped-repository',
    group: 'reach',
    title: 'Git server not limited to a repository',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'arguments of mcp-server-git',
    when: 'mcp-server-git starts without `--repository`, and not in a container, whose mounts are the limit.',
    why: 'The tools can be pointed at any repository on the disk.',
    fix: { safety: 'review', does: 'adds --repository with the workspace folder' },
    standards: ['MCP02', 'CWE-22'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name, nameAt } = entry
    if (launch.known?.id !== 'git' || isContainer(launch)) return
    const isLimited = launch.args.some(({ text, flag }) => OPTIONS.has(flag ?? text) || OPTIONS.has(text))
    if (isLimited) return
    const fix = limit(entry, config)
    yield {
      at: nameAt,
      message: `Server "${name}" can be pointed at any repository on this machine. Add "--repository" with the folder of one.`,
      fixes: fix ? [fix] : [],
    }
  },
})

const OPTIONS = new Set(['--repository', '-r'])

/** At the end of the list that names the server; not where a shell takes it apart. */
function limit({ launch, path }: ServerEntry, { tree, host }: McpConfig): Fix | undefined {
  const { workspaceFolder, interpolation } = host
  if (workspaceFolder === undefined || !interpolation.expandedIn.includes('args')) return undefined
  const list = launch.source?.path.slice(0, -1)
  const node = list && list.length > path.length ? nodeAt(tree, list) : undefined
  if (!list || node?.kind !== 'array' || launch.wrappers.some(({ kind }) => kind === 'shell')) return undefined
  const end = node.items.length
  return {
    title: `Add --repository ${workspaceFolder}`,
    safety: 'review',
    patches: [
      { op: 'set', path: [...list, end], value: '--repository' },
      { op: 'set', path: [...list, end + 1], value: workspaceFolder },
    ],
  }
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","."]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["mcp-server-git==2026.7.10","-r","/srv/acme"]},"b":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository=/srv/acme"]},"c":{"command":"docker","args":["run","-i","-v","/srv/acme:/acme","mcp/git@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«git»":{"command":"uvx","args":["mcp-server-git==2026.7.10"]}}}',
      message: 'Server "git" can be pointed at any repository on this machine. Add "--repository" with the folder of one.',
      severity: 'low',
      fixed:
        '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","${CLAUDE_PROJECT_DIR:-.}"]}}}',
    },
    {
      host: 'vscode',
      text: '{\n  "servers": {\n    "«git»": {\n      "command": "python",\n      "args": ["-m", "mcp_server_git"]\n    }\n  }\n}\n',
      message: 'Server "git" can be pointed at any repository on this machine. Add "--repository" with the folder of one.',
    },
  ],
} satisfies Examples

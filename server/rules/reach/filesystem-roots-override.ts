import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Host } from '../../model/host.ts'
import { normalise } from '../broadPath.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'filesystem-roots-override',
    group: 'reach',
    title: 'Allowed directories are replaced by client roots',
    tier: 3,
    severity: 'info',
    confidence: 'high',
    persona: 'pedantic',
    where: 'folders in the arguments of server-filesystem, in a host that sends roots',
    when: 'the host tells servers which folders are open (roots, deprecated since protocol revision 2026-07-28), and the entry lists another folder than that of the workspace: what the host tells replaces the list.',
    why: 'The directories a reviewer reads in the entry are not the ones in force.',
    fix: undefined,
    standards: ['CWE-863', 'MCP02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { host }) {
    if (launch.known?.id !== 'filesystem' || !SENSITIVE.rootsHosts.includes(host.id)) return
    const [first, ...others] = launch.paths.filter(({ text }) => !isWorkspace(text, host))
    if (!first) return
    yield {
      at: first,
      message: `${host.name} tells server "${name}" which folders are open, and that replaces "${first.text}". Start the server in a container with a mount if this folder is to be the limit.`,
      related: others.map(({ span, text }) => ({ span, message: `"${text}" is replaced too.` })),
    }
  },
})

function isWorkspace(path: string, { workspaceFolder }: Host): boolean {
  return normalise(path) === '' || path === workspaceFolder || path === '${workspaceFolder}'
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","-v","/data/reports:/data:ro","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","/data"]}}}',
    },
    // The folder of the workspace is what the host tells.
    {
      host: 'vscode',
      text: '{"servers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","${workspaceFolder}"]}}}',
      also: ['agent-can-write-own-config'],
    },
    // Claude Desktop sends no roots; the git server asks for none.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/data/reports"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"git":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","/srv/acme"]}}}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«/data/reports»"]}}}',
      message:
        'VS Code tells server "files" which folders are open, and that replaces "/data/reports". Start the server in a container with a mount if this folder is to be the limit.',
      severity: 'info',
      persona: 'pedantic',
    },
  ],
} satisfies Examples

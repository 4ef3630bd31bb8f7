import { agentApprovals, readAgentFile } from '../../model/approvals/agentFile.ts'
import { type Approval, coversName } from '../../model/approvals/approval.ts'
import { stringsAt } from '../../model/approvals/lists.ts'
import { type Offered, offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { actionWords } from '../actionWords.ts'
import { offeredTo } from '../agentServers.ts'
import { expandWildcard } from '../expandWildcard.ts'
import { defineRule, type Examples, type Report, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'agent-server-wildcard',
    group: 'host-approval',
    title: 'Agent or host entry takes every tool of a server that writes',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: '`tools: ["server/*"]` in agent files, `tools: ["*"]` in entries of Copilot',
    when: 'the server has a tool that does more than read. Medium for the Copilot cloud agent, where nothing is asked about; info for Copilot CLI, which still asks. Low for the GitHub server that comes with Copilot, which only reads unless the settings of the repository say otherwise. Silent where the tools of the server are not known, and about the browser that comes with Copilot, which opens pages of its own machine.',
    why: 'Tools that somebody adds later come with it.',
    fix: { safety: 'review', does: 'puts the tools that are known to read in the place of the wildcard' },
    standards: ['LLM06', 'MCP02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (config.host.id !== 'copilot-cli' || readAgentFile(config)) return
    const at = stringsAt(config, [...entry.path, 'tools']).find(({ text }) => text === '*')
    if (!at) return
    const covers = { kind: 'tools', server: entry.name, tool: '*' } as const
    const approval: Approval = { effect: 'allow', at, value: undefined, entry: at.path, list: 'alwaysAllow', covers }
    yield* judge(approval, offeredTools(entry, config), 'info', config)
  },

  *file(config, context) {
    if (!readAgentFile(config)) return
    const severity = config.host.id === 'copilot-cloud-agent' ? 'medium' : 'low'
    for (const approval of agentApprovals(config)) {
      const { covers, at } = approval
      if (covers.kind !== 'tools' || !covers.tool.includes('*') || covers.server === '*') continue
      const offered = offeredTo(covers.server, config, context)
      // In the list of an entry the name of the tool stands alone.
      const inEntry = at.path.length > 2
      if (offered?.builtIn) yield* judgeBuiltIn(approval, offered, config)
      else if (offered) yield* judge(inEntry ? { ...approval, list: 'alwaysAllow' } : approval, offered, severity, config)
    }
  },
})

/** Today it only reads; what its owner adds in the settings of the repository comes with the wildcard. */
function* judgeBuiltIn(approval: Approval, offered: Offered, config: McpConfig): Iterable<Report> {
  if (offered.known?.id !== 'github') return
  for (const report of judge(approval, offered, 'low', config)) {
    const { text } = approval.at
    const message = `"${text}" takes every tool of the built-in server "github": as it comes it only reads, and what the settings of the repository add is taken as well. List the tools the agent needs.`
    yield { ...report, confidence: 'medium', message }
  }
}

function* judge(approval: Approval, offered: Offered, severity: Severity, config: McpConfig): Iterable<Report> {
  const { covers, at } = approval
  if (covers.kind !== 'tools' || offered.readOnly) return
  const acting = offered.tools?.find(
    ({ name, action }) => action !== undefined && action !== 'read' && coversName(covers.tool, name),
  )
  if (!acting?.action) return
  yield {
    at,
    severity,
    confidence: acting.origin === 'table' ? 'high' : 'medium',
    message: `"${at.text}" takes every tool of server "${covers.server}", also "${acting.name}", which ${actionWords(acting.action, acting.name)}. List the tools that only read.`,
    fixes: [expandWildcard(approval, offered.tools ?? [], config)],
  }
}

export const examples = {
  good: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/release.agent.md',
      text: '---\nname: release\ndescription: writes release notes\ntools: ["github/list_commits", "github/list_releases"]\n---\nWrite the notes.\n',
    },
    // The browser that comes with Copilot opens pages of its own machine.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/test.agent.md',
      text: '---\nname: test\ndescription: tests the page\ntools: ["read", "playwright/*"]\n---\nTest.\n',
    },
    // Nobody knows what this server does, and that one is kept from writing.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/docs.agent.md',
      text: '---\nname: docs\ndescription: reads the docs\ntools: ["read", "docs/*", "search/*"]\nmcp-servers:\n  docs:\n    type: local\n    command: /opt/docs\n    args: []\n    tools: ["*"]\n---\nRead.\n',
    },
    {
      host: 'copilot-cli',
      file: '.github/mcp.json',
      text: '{"mcpServers":{"time":{"type":"local","command":"uvx","args":["mcp-server-time==2026.1.1"],"tools":["*"]}}}',
    },
  ],
  bad: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/release.agent.md',
      text: '---\nname: release\ndescription: writes release notes\ntools: ["«github/*»"]\n---\nWrite the notes.\n',
      message:
        '"github/*" takes every tool of the built-in server "github": as it comes it only reads, and what the settings of the repository add is taken as well. List the tools the agent needs.',
      severity: 'low',
      confidence: 'medium',
    },
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/release.agent.md',
      text: '---\nname: release\ndescription: writes release notes\ntools: ["«github/*»"]\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/\n    tools: ["*"]\n---\nWrite the notes.\n',
      message:
        '"github/*" takes every tool of server "github", also "actions_run_trigger", which sets something running. List the tools that only read.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'copilot-cli',
      file: '.github/mcp.json',
      text: '{"mcpServers":{"git":{"type":"local","command":"uvx","args":["mcp-server-git==2026.1.14","--repository","."],"tools":["«*»"]}}}',
      message: '"*" takes every tool of server "git", also "git_commit", which changes code. List the tools that only read.',
      severity: 'info',
    },
  ],
} satisfies Examples

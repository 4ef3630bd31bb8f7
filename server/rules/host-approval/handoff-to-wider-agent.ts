import { actionOf } from '../../knowledge/toolActions.ts'
import { type AgentFile, readAgentFile } from '../../model/approvals/agentFile.ts'
import { coversName } from '../../model/approvals/approval.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { offeredTo } from '../agentServers.ts'
import { configuredServers } from '../approvedServers.ts'
import { defineRule, type Examples, type FileContext } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'handoff-to-wider-agent',
    group: 'host-approval',
    title: 'Agent hands off to one with more tools',
    tier: 2,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`handoffs` and `agents` in agent files',
    when: 'the receiver, an agent file in reach, has a tool of a server that does more than read and that the sender lacks. Tools of the host itself do not count.',
    why: 'Text from the narrow agent steers the wide one.',
    fix: undefined,
    standards: ['ASI07', 'ASI03'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, context) {
    const sender = readAgentFile(config)
    if (!sender || sender.receivers.length === 0) return
    const agents = agentsByName(context)
    for (const at of sender.receivers) {
      const receiver = agents.get(at.text)
      if (!receiver) continue
      const more = writingTools(receiver.agent, receiver.config, context).find((tool) => !has(sender, tool))
      if (!more) continue
      const can = more.builtIn
        ? `takes every tool there will be of server "${more.server}", which this agent does not`
        : `can use "${more.server}/${more.tool}", which this agent cannot`
      yield {
        at,
        ...(more.builtIn ? { confidence: 'low' } : {}),
        message: `Agent "${at.text}" ${can}, and works on what this agent hands over. Take the tool from it, or let a person look at what is handed over.`,
      }
    }
  },
})

/** By the name in the file, and by the name of the file. */
function agentsByName({
  workspace,
}: FileContext): ReadonlyMap<string, { readonly agent: AgentFile; readonly config: McpConfig }> {
  const agents = new Map<string, { readonly agent: AgentFile; readonly config: McpConfig }>()
  for (const config of workspace.configs) {
    const agent = readAgentFile(config)
    if (!agent) continue
    const file = config.file.replace(/^.*\//, '').replace(/(?:\.agent)?\.md$/, '')
    for (const name of [agent.name?.text, file]) if (name !== undefined && !agents.has(name)) agents.set(name, { agent, config })
  }
  return agents
}

interface ServerTool {
  readonly server: string
  readonly tool: string
  /** As it comes its server only reads. */
  readonly builtIn: boolean
}

/** As far as it is known; the lists of entries limit what a wildcard covers. */
function writingTools({ tools }: AgentFile, config: McpConfig, context: FileContext): readonly ServerTool[] {
  const labels = [...configuredServers(config, context).keys()]
  const listed = tools ?? labels.map((server) => ({ server, tool: '*' }))
  return listed.flatMap(({ server, tool }): readonly ServerTool[] => {
    if (server === undefined) return []
    const servers = server === '*' ? labels : [server]
    return servers.flatMap((label) => {
      const offered = offeredTo(label, config, context)
      if (!offered || offered.readOnly) return []
      if (offered.builtIn && !tool.includes('*')) return []
      const names = tool.includes('*') ? (offered.tools ?? []) : [{ name: tool, ...actionOf(tool, offered.known) }]
      return names
        .filter(({ name, action }) => action !== undefined && action !== 'read' && coversName(tool, name))
        .map(({ name }) => ({ server: label, tool: name, builtIn: offered.builtIn }))
    })
  })
}

function has({ tools }: AgentFile, wanted: ServerTool): boolean {
  if (!tools) return true
  return tools.some(
    ({ server, tool }) => server !== undefined && coversName(server, wanted.server) && coversName(tool, wanted.tool),
  )
}

const RELEASE = '---\nname: release\ndescription: releases\ntools: ["github/*"]\n---\n'

const RELEASE_WITH_SERVER =
  '---\nname: release\ndescription: releases\ntools: ["github/*"]\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/\n    tools: ["*"]\n---\n'

export const examples = {
  good: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: reads issues\ntools: ["github/issue_read"]\n---\n',
      beside: [{ host: 'copilot-cloud-agent', file: '.github/agents/release.agent.md', text: RELEASE }],
    },
    // Both have the same, and an agent nobody knows is no finding.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: reads issues\ntools: ["github/issue_read"]\nhandoffs:\n  - label: Read\n    agent: reader\n  - label: Go on\n    agent: agent\n---\n',
      beside: [
        {
          host: 'copilot-cloud-agent',
          file: '.github/agents/reader.agent.md',
          text: '---\nname: reader\ndescription: reads\ntools: ["github/list_issues", "edit"]\n---\n',
        },
      ],
    },
  ],
  bad: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: reads issues\ntools: ["github/issue_read"]\nhandoffs:\n  - label: Fix\n    agent: «release»\n---\n',
      beside: [{ host: 'copilot-cloud-agent', file: '.github/agents/release.agent.md', text: RELEASE }],
      message:
        'Agent "release" takes every tool there will be of server "github", which this agent does not, and works on what this agent hands over. Take the tool from it, or let a person look at what is handed over.',
      severity: 'medium',
      confidence: 'low',
    },
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: reads issues\ntools: ["github/issue_read"]\nhandoffs:\n  - label: Fix\n    agent: «release»\n---\n',
      beside: [{ host: 'copilot-cloud-agent', file: '.github/agents/release.agent.md', text: RELEASE_WITH_SERVER }],
      message:
        'Agent "release" can use "github/actions_run_trigger", which this agent cannot, and works on what this agent hands over. Take the tool from it, or let a person look at what is handed over.',
      severity: 'medium',
      confidence: 'medium',
    },
  ],
} satisfies Examples

import { offeredTools } from '../../model/approvals/offeredTools.ts'
import { perEntry } from '../../model/perEntry.ts'
import { agentServers } from '../catalogues.ts'
import { defineRule, type Examples } from '../rule.ts'

const MOST_SERVERS = 10
const MOST_TOOLS = 60

export default defineRule({
  meta: {
    id: 'excessive-tool-count',
    group: 'least-privilege',
    title: 'Very large tool surface for one agent',
    tier: 3,
    severity: 'info',
    confidence: 'medium',
    persona: 'pedantic',
    where: 'all enabled servers of one file',
    when: `there are more than ${MOST_SERVERS}, or they offer more than ${MOST_TOOLS} tools by the server table. Tools of a server that offers only some sets of them by itself count when all are asked for. One finding per file, on the entry that goes beyond.`,
    why: 'The more tools there are, the more often the wrong one is chosen or shadowed.',
    fix: undefined,
    standards: ['ASI02', 'LLM06'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    let servers = 0
    let tools = 0
    const all = agentServers(config)
    for (const entry of all) {
      servers++
      tools += countOf(entry, config)
      if (servers <= MOST_SERVERS && tools <= MOST_TOOLS) continue
      yield {
        at: entry.nameAt,
        message:
          tools > MOST_TOOLS
            ? `With server "${entry.name}" the agent is offered more than ${MOST_TOOLS} tools. Turn off the ones it does not need, or split the work between agents.`
            : `This agent has ${all.length} servers. Turn off the ones it does not need, or split the work between agents.`,
      }
      return
    }
  },
})

const countOf = perEntry((entry, config) => {
  const { known, tools } = offeredTools(entry, config)
  const { restrictions, broadeners } = entry.launch
  const asked = broadeners.some(({ kind }) => kind === 'everything') || restrictions.some(({ kind }) => kind === 'tools')
  const offersSets = known?.restrictions.some(({ kind }) => kind === 'toolset') ?? false
  return offersSets && !asked ? 0 : (tools?.length ?? 0)
})

const SERVERS = Array.from({ length: 11 }, (_, at) => `"s${at}":{"command":"npx","args":["-y","acme-s${at}@1.0.0"]}`)

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    { host: 'cursor', text: `{"mcpServers":{${SERVERS.slice(1).join(',')}}}` },
    // By itself it offers some sets of tools only.
    { host: 'cursor', text: '{"mcpServers":{"github":{"url":"https://api.githubcopilot.com/mcp/readonly"}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{${SERVERS.join(',').replace('"s10"', '"«s10»"')}}}`,
      message: 'This agent has 11 servers. Turn off the ones it does not need, or split the work between agents.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]},"«github»":{"url":"https://api.githubcopilot.com/mcp/x/all/readonly"}}}',
      message:
        'With server "github" the agent is offered more than 60 tools. Turn off the ones it does not need, or split the work between agents.',
    },
  ],
} satisfies Examples

import { offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry } from '../../model/perEntry.ts'
import { agentServers } from '../catalogues.ts'
import { legsOf } from '../legs.ts'
import filesystemRootTooBroad from '../reach/filesystem-root-too-broad.ts'
import filesystemSecretPath from '../reach/filesystem-secret-path.ts'
import { defineRule, type EntryContext, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'secret-read-plus-egress',
    group: 'combinations',
    title: 'Secret access plus any outbound channel',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'all enabled servers of one file, as the server table knows them',
    when: 'one can read secrets (it is given a home, a drive, the whole file system or a store of credentials, offers a tool that returns secrets, or is told to read them), and another can send data out or reach any host. Medium where only a tool returns a secret and data goes no further than into one service. One finding per file, on the entry that completes the pair.',
    why: 'A secret that can be read and sent is as good as published.',
    fix: undefined,
    standards: ['SAFE-T1502', 'SAFE-T1913', 'LLM02', 'AML.T0086'],
    guards: [],
    absorbs: ['lethal-trifecta'],
    since: '0.1.0',
  },

  *file(config) {
    const sending = new Map(legsOf(config).flatMap(({ entry, sends, sendsAnywhere }) => (sends ? [[entry, sendsAnywhere]] : [])))
    if (sending.size === 0) return
    let sender: ServerEntry | undefined
    let reader: ServerEntry | undefined
    for (const entry of agentServers(config)) {
      const { reads } = secretsOf(entry, config)
      const sends = sending.has(entry)
      const other = (reads && sender) || (sends && reader)
      if (other) {
        const [from, to] = other === sender ? [entry, other] : [other, entry]
        yield {
          at: entry.nameAt,
          severity: sending.get(to) || secretsOf(from, config).reaches ? 'high' : 'medium',
          message: `Server "${from.name}" can read secrets, and "${to.name}" can carry them out. Narrow what "${from.name}" reaches, or give one of them to another agent.`,
          related: [
            {
              span: other.nameAt.span,
              message: `Server "${other.name}" ${other === sender ? 'can send data out' : 'can read secrets'}.`,
            },
          ],
        }
        return
      }
      if (reads) reader ??= entry
      if (sends) sender ??= entry
    }
  },
})

const secretsOf = perEntry((entry, config) => {
  const reaches = reachesSecrets(entry, config)
  return { reaches, reads: reaches || returnsSecrets(entry, config) }
})

function reachesSecrets(entry: ServerEntry, config: McpConfig): boolean {
  if (entry.launch.broadeners.some(({ kind }) => kind === 'sensitive')) return true
  return [filesystemSecretPath, filesystemRootTooBroad].some((rule) =>
    [...(rule.server?.(entry, config, NO_DAY) ?? [])].some(({ severity }) => severity !== 'medium'),
  )
}

/** What is reached depends neither on the day nor on what is trusted. */
const NO_DAY: EntryContext = { today: 0, trusted: { packages: [], registries: [], hosts: [] } }

/** Tools of a set that has to be asked for count only where all sets are. */
function returnsSecrets(entry: ServerEntry, config: McpConfig): boolean {
  const { broadeners, restrictions } = entry.launch
  const { known, readOnly, tools } = offeredTools(entry, config)
  if (!known?.verified) return false
  const isWhole =
    restrictions.some(({ kind }) => kind === 'tools') ||
    broadeners.some(({ kind }) => kind === 'everything') ||
    !known.restrictions.some(({ kind }) => kind === 'toolset' || kind === 'capability')
  if (isWhole && tools?.some(({ returnsSecrets: returns, action }) => returns && (action === 'read' || !readOnly))) return true
  return known.tools.length === 0 && known.dataClasses.length > 0 && known.dataClasses.every((kind) => kind === 'secrets')
}

const FETCH = '{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}'
const FETCHES = ['private-network-reachable', 'unrestricted-egress']

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/home/alice/src/acme-api/docs"]},"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      also: FETCHES,
    },
    // GitHub offers its tools about secrets only when they are asked for.
    {
      host: 'cursor',
      text: `{"mcpServers":{"github":{"url":"https://api.githubcopilot.com/mcp/readonly"},"fetch":${FETCH}}}`,
      also: FETCHES,
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/home/alice"]},"«fetch»":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      message:
        'Server "files" can read secrets, and "fetch" can carry them out. Narrow what "files" reaches, or give one of them to another agent.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"fetch":${FETCH},"«eks»":{"command":"uvx","args":["awslabs.eks-mcp-server==0.1.20","--allow-sensitive-data-access"]}}}`,
      message:
        'Server "eks" can read secrets, and "fetch" can carry them out. Narrow what "eks" reaches, or give one of them to another agent.',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","~/.ssh"]},"«fetch»":${FETCH}}}`,
      message:
        'Server "files" can read secrets, and "fetch" can carry them out. Narrow what "files" reaches, or give one of them to another agent.',
    },
    // A connection string that one tool returns, and a tracker of issues.
    {
      host: 'cursor',
      text: '{"mcpServers":{"neon":{"url":"https://mcp.neon.tech/mcp"},"«linear»":{"url":"https://mcp.linear.app/mcp"}}}',
      message:
        'Server "neon" can read secrets, and "linear" can carry them out. Narrow what "neon" reaches, or give one of them to another agent.',
      severity: 'medium',
    },
  ],
} satisfies Examples

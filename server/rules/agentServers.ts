import { SERVERS } from '../knowledge/servers.ts'
import { actionOf } from '../knowledge/toolActions.ts'
import { type Offered, offeredTools } from '../model/approvals/offeredTools.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { configuredServers } from './approvedServers.ts'
import type { FileContext } from './rule.ts'

/** Servers that Copilot's agents have without any configuration. github/docs custom-agents-configuration.md@03e038c5. */
const BUILT_IN: ReadonlySet<string> = new Set(['github', 'playwright'])

/** What a server offers to the agent of this file; undefined where nobody in reach configures it. */
export function offeredTo(label: string, config: McpConfig, context: FileContext): Offered | undefined {
  const found = configuredServers(config, context).get(label)
  if (found) return offeredTools(found.entry, found.config)
  const known = BUILT_IN.has(label) && config.host.id.startsWith('copilot') ? SERVERS.find(({ id }) => id === label) : undefined
  if (!known) return undefined
  return { known, readOnly: false, someSets: false, tools: known.tools.map(({ name }) => ({ name, ...actionOf(name, known) })) }
}

import { SERVERS } from '../knowledge/servers.ts'
import { actionOf } from '../knowledge/toolActions.ts'
import { type Offered, offeredTools } from '../model/approvals/offeredTools.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { configuredServers } from './approvedServers.ts'
import type { FileContext } from './rule.ts'

/**
 * Servers that Copilot's agents have without any configuration. By default `github` offers tools that read, with a token that
 * reads this repository, and `playwright` opens pages of its own machine; only the settings of the repository, which are no
 * file, can give them more. github/docs custom-agents-configuration.md@03e038c5, mcp-and-cloud-agent.md@364ac31a, read 2026-11.
 */
const BUILT_IN: ReadonlySet<string> = new Set(['github', 'playwright'])

export interface OfferedToAgent extends Offered {
  /** It comes with the host, and nobody in reach configures it: of `tools` it may offer only those that read. */
  readonly builtIn: boolean
}

/** What a server offers to the agent of this file; undefined where nobody in reach configures it. */
export function offeredTo(label: string, config: McpConfig, context: FileContext): OfferedToAgent | undefined {
  const found = configuredServers(config, context).get(label)
  if (found) return { ...offeredTools(found.entry, found.config), builtIn: false }
  const known = BUILT_IN.has(label) && config.host.id.startsWith('copilot') ? SERVERS.find(({ id }) => id === label) : undefined
  if (!known) return undefined
  const tools = known.tools.map(({ name }) => ({ name, ...actionOf(name, known) }))
  return { known, readOnly: false, someSets: false, tools, builtIn: true }
}

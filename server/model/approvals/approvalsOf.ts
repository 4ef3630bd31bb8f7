import type { HostId } from '../host.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { agentApprovals } from './agentFile.ts'
import { agentFormatApprovals } from './agentFormat.ts'
import type { Approval, Order } from './approval.ts'
import { claudeApprovals } from './claudeCode.ts'
import { crushApprovals } from './crush.ts'
import { cursorApprovals } from './cursor.ts'
import { geminiApprovals } from './gemini.ts'
import { opencodeApprovals } from './opencode.ts'
import { vscodeApprovals } from './vscode.ts'
import { zedApprovals } from './zed.ts'

interface Dialect {
  readonly order: Order
  readonly read: (config: McpConfig) => readonly Approval[]
}

/** By host; a host that is not here keeps its approvals in server entries, or nowhere we know. */
const DIALECTS: Readonly<Record<HostId, Dialect>> = {
  'claude-code-settings': { order: 'deny-first', read: claudeApprovals },
  cursor: { order: 'deny-first', read: cursorApprovals },
  vscode: { order: 'deny-first', read: vscodeApprovals },
  opencode: { order: 'last-wins', read: opencodeApprovals },
  kilocode: { order: 'last-wins', read: opencodeApprovals },
  gemini: { order: 'priority', read: geminiApprovals },
  'copilot-cloud-agent': { order: 'deny-first', read: agentApprovals },
  amazonq: { order: 'deny-first', read: agentFormatApprovals },
  kiro: { order: 'deny-first', read: agentFormatApprovals },
  zed: { order: 'deny-first', read: zedApprovals },
  crush: { order: 'deny-first', read: crushApprovals },
}

/** Several rules read them, each at every key. */
const READ = new WeakMap<McpConfig, readonly Approval[]>()

/**
 * What the settings in this file let pass, ask about and refuse, whatever the host: everything but what stands in a server
 * entry (`entryApprovals`). In the order of the file within a list; lines the host skips are marked `ignored`.
 */
export function approvalsOf(config: McpConfig): readonly Approval[] {
  const known = READ.get(config)
  if (known) return known
  const approvals = dialectOf(config)?.read(config) ?? []
  READ.set(config, approvals)
  return approvals
}

/** Which of several lines counts in this host. */
export function orderOf(config: McpConfig): Order {
  return dialectOf(config)?.order ?? 'deny-first'
}

function dialectOf({ host }: McpConfig): Dialect | undefined {
  return Object.hasOwn(DIALECTS, host.id) ? DIALECTS[host.id] : undefined
}

import type { HostId } from '../model/host.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { remember } from '../syntax/remember.ts'

/** Files in which makers describe servers: what is limited, and what stands beside what, is decided by who uses one. */
const CATALOGUES: ReadonlySet<HostId> = new Set(['registry', 'docker'])

/** Whether the file describes servers for others rather than the servers of an agent. */
export function isCatalogue({ host }: McpConfig): boolean {
  return CATALOGUES.has(host.id)
}

const ENABLED = Symbol('enabled servers')

/** The enabled servers of the agent a file is about, in the order of the file; none for a catalogue. */
export function agentServers(config: McpConfig): readonly ServerEntry[] {
  // Every rule about several servers asks for them.
  return remember(config, ENABLED, () => (isCatalogue(config) ? [] : config.servers.filter(({ enabled }) => enabled)))
}

import { type HostId, holdsOf } from '../model/host.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Workspace } from '../model/workspace.ts'
import type { FileContext } from './rule.ts'

/** Whose servers the settings of a host are about, where that is not the host itself. */
const SERVERS_OF: Readonly<Record<HostId, readonly HostId[]>> = {
  'claude-code-settings': ['claude-code'],
  gemini: ['gemini', 'gemini-extension'],
}

export interface ConfiguredServer {
  readonly entry: ServerEntry
  readonly config: McpConfig
}

/** Made once for whoever asks: what is in reach depends on that, and a list of permissions asks for many names. */
const INDEXES = new WeakMap<Workspace, WeakMap<McpConfig, ReadonlyMap<string, ConfiguredServer>>>()

/**
 * The servers the host of a settings file may start: those of the file itself, then those in reach. By the label settings
 * call them; the first of a name counts.
 */
export function configuredServers(config: McpConfig, { workspace }: FileContext): ReadonlyMap<string, ConfiguredServer> {
  const indexes = INDEXES.get(workspace) ?? new WeakMap<McpConfig, ReadonlyMap<string, ConfiguredServer>>()
  INDEXES.set(workspace, indexes)
  const known = indexes.get(config)
  if (known) return known
  const hosts = SERVERS_OF[config.host.id] ?? [config.host.id]
  const index = new Map<string, ConfiguredServer>()
  // What an agent's file brings is for that agent alone.
  const shared = workspace.configs.filter(({ host }) => hosts.includes(host.id) && holdsOf(host) !== 'agent')
  for (const one of [config, ...shared]) {
    for (const entry of one.servers) {
      const label = labelOf(entry.name)
      if (!index.has(label)) index.set(label, { entry, config: one })
    }
  }
  indexes.set(config, index)
  return index
}

/** Hosts write `_` for what may not stand in the name of a tool. */
export function labelOf(name: string): string {
  return name.replace(/[^\w-]/g, '_')
}

import type { McpConfig } from '../model/mcpConfig.ts'

const KNOWN = new WeakMap<McpConfig, ReadonlySet<string>>()

/** Ids of the inputs a file declares; made once for a file, since every entry asks. */
export function inputIds(config: McpConfig): ReadonlySet<string> {
  const known = KNOWN.get(config) ?? new Set(config.inputs.map(({ id }) => id))
  KNOWN.set(config, known)
  return known
}

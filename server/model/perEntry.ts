import { factOf } from './entryMemo.ts'
import type { McpConfig, ServerEntry } from './mcpConfig.ts'

/**
 * Works something out of an entry once, however often a person types elsewhere in the file. `make` reads the entry, the host,
 * the file's name and the definitions of inputs, and nothing else; what it gives names no place, since the entry may move.
 */
export function perEntry<Value>(
  make: (entry: ServerEntry, config: McpConfig) => Value,
): (entry: ServerEntry, config: McpConfig) => Value {
  return (entry, config) => factOf(entry.kept, make, () => make(entry, config))
}

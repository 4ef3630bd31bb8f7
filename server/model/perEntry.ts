import { stretchOf } from './entryMemo.ts'
import type { McpConfig, ServerEntry } from './mcpConfig.ts'
import { movedPlaces } from './movedPlaces.ts'

type OfEntry<Value> = (entry: ServerEntry, config: McpConfig) => Value

let asked = 0
/** Stands for what was worked out and is undefined. */
const NOTHING = Symbol('nothing')

/**
 * Works something out of an entry once, however often a person types elsewhere in the file. `make` reads the entry, the host,
 * the file's name and the definitions of inputs, and nothing else; what it gives names no place, since the entry may move.
 */
export function perEntry<Value>(make: OfEntry<Value>): OfEntry<Value> {
  const number = asked++
  return (entry, config) => {
    const { answers } = entry.kept
    const known = answers[number]
    if (known !== undefined) return (known === NOTHING ? undefined : known) as Value
    const value = make(entry, config)
    answers[number] = value === undefined ? NOTHING : value
    return value
  }
}

/**
 * The same for what does name places: they move with the entry, as often as it moves. Plain data, and little of it, to be asked
 * for when there is something to say of the entry.
 */
export function placedPerEntry<Value>(make: OfEntry<Value>): OfEntry<Value> {
  const keptOf = perEntry((entry, config) => ({ value: make(entry, config), start: stretchOf(entry).start }))
  return (entry, config) => {
    const kept = keptOf(entry, config)
    const { start } = stretchOf(entry)
    if (kept.start !== start) {
      kept.value = movedPlaces(kept.value, start - kept.start)
      kept.start = start
    }
    return kept.value
  }
}

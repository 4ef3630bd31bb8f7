/** Fields that hold facts of the knowledge, or steps of a path: they have no place in the file, and facts are compared by identity. */
const WITHOUT_PLACES: ReadonlySet<string> = new Set(['known', 'kind', 'path'])

/** The same plain data with every span moved: what was read of an entry, after something in front of it was typed. */
export function movedPlaces<Value>(value: Value, by: number): Value {
  // What comes out has the shape of what went in: only the numbers of spans differ.
  return moved(value, by) as Value
}

function moved(value: unknown, by: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((item) => moved(item, by))
  if (isSpan(value)) return { start: value.start + by, end: value.end + by }
  const copy: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) copy[key] = WITHOUT_PLACES.has(key) ? inner : moved(inner, by)
  return copy
}

function isSpan(value: object): value is { readonly start: number; readonly end: number } {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
}

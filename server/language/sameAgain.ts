/**
 * The list of now, with the objects of the list before wherever they say the same: from the beginning as far as all do, and
 * from the end. What a person types changes diagnostics in one stretch. Of plain data only.
 */
export function sameAgain<Item extends object>(before: readonly Item[], now: readonly Item[]): Item[] {
  const kept = [...now]
  const most = Math.min(before.length, now.length)
  const keep = (fromBefore: number, fromNow: number): boolean => {
    const known = before[fromBefore]
    if (!known || !isSame(known, now[fromNow])) return false
    kept[fromNow] = known
    return true
  }
  let first = 0
  while (first < most && keep(first, first)) first++
  let behind = 0
  while (behind < most - first && keep(before.length - 1 - behind, now.length - 1 - behind)) behind++
  return kept
}

/** Members whose value is undefined are none, as in JSON. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((item, index) => isSame(item, other[index]))
  }
  if (!isRecord(one) || !isRecord(other)) return false
  for (const key in one) if (!isSame(one[key], other[key])) return false
  for (const key in other) if (one[key] === undefined && other[key] !== undefined) return false
  return true
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

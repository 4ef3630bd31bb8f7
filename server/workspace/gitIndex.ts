/** Length of what stands before the hash in an entry, in bytes. */
const STAT_BYTES = 40
const HEADER_BYTES = 12
const EXTENDED = 0x4000
const NAME_LENGTH = 0x0fff
/** In bytes; a longer one is no path of a file, and would be copied for each entry behind it. */
const LONGEST_NAME = 8_192

/**
 * Which of these paths an index of git holds, in versions 2 to 4 (git-scm.com/docs/index-format, checked 2026-11). Paths
 * are relative to the root of the work tree, with forward slashes. What is no index, or one that is cut off, holds what was
 * read until there. Takes time linear in the index and never throws. A split index is read without its shared part.
 */
export function trackedPaths(index: Buffer, paths: Iterable<string>, hashBytes: 20 | 32): ReadonlySet<string> {
  // By length, so that an entry is compared with the few that could be it.
  const wanted = new Map<number, Map<string, string>>()
  let left = 0
  for (const path of new Set(paths)) {
    const bytes = Buffer.from(path, 'utf8')
    const sameLength = wanted.get(bytes.length) ?? new Map<string, string>()
    wanted.set(bytes.length, sameLength.set(bytes.toString('latin1'), path))
    left++
  }
  const tracked = new Set<string>()
  if (index.length < HEADER_BYTES || index.toString('latin1', 0, 4) !== 'DIRC') return tracked
  const version = index.readUInt32BE(4)
  if (version < 2 || version > 4) return tracked
  const count = index.readUInt32BE(8)
  let at = HEADER_BYTES
  // Of version 4: each name is the one before with its end cut off and something appended.
  let previous: Buffer = Buffer.alloc(0)
  for (let nth = 0; nth < count && tracked.size < left; nth++) {
    const flagsAt = at + STAT_BYTES + hashBytes
    if (flagsAt + 2 > index.length) break
    const flags = index.readUInt16BE(flagsAt)
    const nameAt = flagsAt + ((flags & EXTENDED) !== 0 && version >= 3 ? 4 : 2)
    if (version === 4) {
      const cut = readVarint(index, nameAt)
      const end = cut ? index.indexOf(0, cut.next) : -1
      if (!cut || end < 0 || cut.value > previous.length || end - cut.next > LONGEST_NAME) break
      if (previous.length > 2 * LONGEST_NAME) break
      previous = Buffer.concat([previous.subarray(0, previous.length - cut.value), index.subarray(cut.next, end)])
      note(previous)
      at = end + 1
      continue
    }
    const length = flags & NAME_LENGTH
    const end = length < NAME_LENGTH ? nameAt + length : index.indexOf(0, nameAt)
    if (end < nameAt || end > index.length) break
    note(index.subarray(nameAt, end))
    // One to eight bytes of zero, so that an entry is a multiple of eight long.
    at += (Math.floor((end - at) / 8) + 1) * 8
  }
  return tracked

  function note(name: Buffer): void {
    const path = wanted.get(name.length)?.get(name.toString('latin1'))
    if (path !== undefined) tracked.add(path)
  }
}

/** As in the packs of git: seven bits a byte, the most significant first, each further byte adding one (pack-format, OFS_DELTA). */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly next: number } | undefined {
  let byte = bytes[start]
  if (byte === undefined) return undefined
  let value = byte & 0x7f
  let next = start + 1
  while ((byte & 0x80) !== 0) {
    byte = bytes[next]
    if (byte === undefined || next - start > 5) return undefined
    value = (value + 1) * 128 + (byte & 0x7f)
    next++
  }
  return { value, next }
}

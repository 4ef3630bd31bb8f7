import { isAlphanumeric } from './characters.ts'

const [EQUALS, COLON, GREATER] = [0x3d, 0x3a, 0x3e]
/** What stands between a name and its value: `=`, `:`, and the `>` of a tag. */
export const ASSIGNS: ReadonlySet<number> = new Set([EQUALS, COLON, GREATER])

/**
 * What the last two bytes read mean to the scanner and to the search: one look-up per byte finds the end of a string, what
 * may not stand in one, and every place where a secret may begin. Codes from `assignment` on are such places.
 */
export const PAIR = { nothing: 0, quote: 1, backslash: 2, control: 3, assignment: 4, prefix: 5 } as const

/** The table, indexed by `previous << 8 | byte`. `prefixes`: the last two bytes of each prefix. */
export function pairTable(prefixes: Iterable<number>): Uint8Array {
  const pairs = new Uint8Array(65536)
  const endsTag = (byte: number) => isAlphanumeric(byte) || byte === 0x5f || byte === 0x2d
  const endsName = (byte: number) => endsTag(byte) || ` \t"'\`.`.includes(String.fromCharCode(byte))
  for (let previous = 0; previous < 256; previous++) {
    if (endsName(previous)) {
      pairs[(previous << 8) | EQUALS] = PAIR.assignment
      pairs[(previous << 8) | COLON] = PAIR.assignment
    }
    if (endsTag(previous)) pairs[(previous << 8) | GREATER] = PAIR.assignment
  }
  for (const pair of prefixes) pairs[pair] = PAIR.prefix
  for (let previous = 0; previous < 256; previous++) {
    for (let control = 0; control < 32; control++) pairs[(previous << 8) | control] = PAIR.control
    pairs[(previous << 8) | 0x22] = PAIR.quote
    pairs[(previous << 8) | 0x5c] = PAIR.backslash
  }
  return pairs
}

import { isDigit } from './characters.ts'

const BACKSLASH = 0x5c
/** What the letter of an escape means, where it is not itself. */
const SIMPLE = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
])

/** The name a string spells, given the bytes between its quotes, which the scanner has found correct. */
export function decodeString(raw: Buffer): string {
  return decodeBytes(raw).toString('utf8')
}

/**
 * The UTF-8 bytes a string means, given the bytes between its quotes. Never longer than those. Of running text too: a
 * backslash that begins no escape stands for itself.
 */
export function decodeBytes(raw: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] ?? 0
    if (byte !== BACKSLASH) {
      decoded[length++] = byte
      continue
    }
    const escaped = escapeLength(raw, i, raw.length)
    if (escaped !== 6) {
      const letter = raw[i + 1] ?? 0
      decoded[length++] = escaped === 0 ? BACKSLASH : (SIMPLE.get(letter) ?? letter)
      if (escaped === 2) i += 1
      continue
    }
    const [bytes] = unit(raw, i)
    const code = hex(raw, i + 2)
    // A lone surrogate has no UTF-8; `write` puts U+FFFD.
    length += decoded.write(bytes === 12 ? String.fromCharCode(code, hex(raw, i + 8)) : String.fromCharCode(code), length)
    i += bytes - 1
  }
  return decoded.subarray(0, length)
}

/** Length of the escape at `at` (a backslash), 0 when it is wrong. */
export function escapeLength(bytes: Uint8Array, at: number, end: number): 0 | 2 | 6 {
  const letter = at + 1 < end ? (bytes[at + 1] ?? 0) : 0
  if (letter !== 0x75) return isSimpleEscape(letter) ? 2 : 0
  if (at + 6 > end) return 0
  for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i] ?? 0)) return 0
  return 6
}

/** Whether an escape may hide a character that belongs to a secret: not `\n \r \t \b \f \"`, which end one. */
export function hidesCharacter(letter: number): boolean {
  return letter === 0x75 || letter === 0x5c || letter === 0x2f
}

/**
 * Turns offsets in the decoded UTF-8 bytes of a string into offsets in its bytes as they stand. `offsets` ascend. An
 * offset inside a character that was one escape becomes that of the escape's beginning, or of its end with `after`.
 */
export function rawOffsets(raw: Buffer, offsets: readonly { readonly at: number; readonly after: boolean }[]): number[] {
  const result: number[] = []
  let i = 0
  let decoded = 0
  for (const { at, after } of offsets) {
    while (i < raw.length && decoded < at) {
      if (raw[i] !== BACKSLASH) {
        i += 1
        decoded += 1
        continue
      }
      const [bytes, length] = unit(raw, i)
      if (decoded + length > at && !after) break
      i += bytes
      decoded += length
    }
    result.push(i)
  }
  return result
}

/** Bytes of the escape at `at`, both halves of a pair together, and the UTF-8 bytes it stands for. */
function unit(raw: Buffer, at: number): [bytes: number, decoded: number] {
  const escaped = escapeLength(raw, at, raw.length)
  if (escaped !== 6) return [escaped || 1, 1]
  const code = hex(raw, at + 2)
  if (code < 0x80) return [6, 1]
  if (code < 0x800) return [6, 2]
  const isPair = code >= 0xd800 && code < 0xdc00 && escapeLength(raw, at + 6, raw.length) === 6 && raw[at + 6] === BACKSLASH
  const low = isPair ? hex(raw, at + 8) : 0
  // A lone surrogate becomes U+FFFD, three bytes as well.
  return low >= 0xdc00 && low < 0xe000 ? [12, 4] : [6, 3]
}

function isSimpleEscape(letter: number): boolean {
  return letter === 0x22 || letter === BACKSLASH || letter === 0x2f || SIMPLE.has(letter)
}

function hex(raw: Buffer, at: number): number {
  return Number.parseInt(raw.toString('latin1', at, at + 4), 16)
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)
}

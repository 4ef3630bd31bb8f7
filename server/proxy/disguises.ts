import type { SecretSpan } from './assignments.ts'
import type { SecretFinder } from './findSecrets.ts'
import { decodeBytes, hidesCharacter, rawOffsets } from './jsonStrings.ts'
import { mergedSpans } from './spans.ts'
import { type Plain, withoutColours } from './terminalColours.ts'

const BACKSLASH = 0x5c
const ESCAPE = 0x1b
/** JSON within JSON within JSON; each layer is searched once more. */
const MAX_LAYERS = 3

/**
 * Secrets in a text as it stands, and as it reads below the escapes of JSON and the colours of a terminal, either of which
 * may stand in the middle of a secret or of its name. Ascending, without overlap. Running text says nowhere that it was
 * JSON, so both readings count.
 */
export function findDisguised(finder: SecretFinder, bytes: Buffer, named: boolean, layers = MAX_LAYERS): readonly SecretSpan[] {
  const asWritten = finder.find(bytes, 0, bytes.length, 0, named)
  const plain = layers > 0 ? plainer(bytes) : undefined
  if (!plain) return asWritten
  const found = findDisguised(finder, plain.bytes, named, layers - 1)
  if (found.length === 0) return asWritten
  const offsets = plain.offsets(found.flatMap(({ start, end }) => [start, end]))
  const mapped = found.map(({ rule }, i) => ({ start: offsets[2 * i] ?? 0, end: offsets[2 * i + 1] ?? bytes.length, rule }))
  return mergedSpans([...asWritten, ...mapped])
}

/** The text with one layer less, or undefined when nothing lies over it. */
function plainer(bytes: Buffer): Plain | undefined {
  if (hidesCharacters(bytes)) return { bytes: decodeBytes(bytes), offsets: (edges) => offsetsInJson(bytes, edges) }
  return bytes.includes(ESCAPE) ? withoutColours(bytes) : undefined
}

function hidesCharacters(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(BACKSLASH); at !== -1; at = bytes.indexOf(BACKSLASH, at + 2)) {
    if (hidesCharacter(bytes[at + 1] ?? 0)) return true
  }
  return false
}

/** `edges`: where secrets begin and end, in turn, in what a string of JSON means; the result: where in its bytes. */
export function offsetsInJson(raw: Buffer, edges: readonly number[]): number[] {
  return rawOffsets(
    raw,
    edges.map((at, i) => ({ at, after: i % 2 === 1 })),
  )
}

import { assignedSecret, type SecretSpan } from './assignments.ts'
import { isAlphanumeric } from './characters.ts'
import type { ValueShape } from './fixedShapes.ts'
import { ASSIGNS, PAIR, pairTable } from './pairs.ts'
import { isAfterColour } from './terminalColours.ts'
import { TEXT_FLAGS } from './textFlags.ts'
import { knownValue, valueShapes } from './valueShapes.ts'

export interface SecretFinder {
  /** For the scanner, so that it sees the same places. */
  readonly pairs: Uint8Array
  /**
   * Secrets in `bytes[from..to)` in ascending order, without overlap. `first` is the first place that may belong to one.
   * With `named`, values are also found by the name in front of them.
   */
  find(bytes: Uint8Array, from: number, to: number, first: number, named: boolean): SecretSpan[]
}

/** `known`: values that are secrets wherever they stand. They stay in memory only. */
export function createSecretFinder(known: readonly string[]): SecretFinder {
  const byPair = new Map<number, ValueShape[]>()
  for (const shape of [...known.map((value) => knownValue(latin1(value))), ...valueShapes(), ...TEXT_FLAGS]) {
    const at = shape.prefix.length
    const pair = (shape.prefix.charCodeAt(at - 2) << 8) | shape.prefix.charCodeAt(at - 1)
    byPair.set(pair, [...(byPair.get(pair) ?? []), shape])
  }
  const pairs = pairTable(byPair.keys())

  return {
    pairs,
    find(bytes, from, to, first, named) {
      const spans: SecretSpan[] = []
      const refused = new Map<ValueShape, number>()
      let text: string | undefined
      let free = from
      let previous = first > from ? (bytes[first - 1] ?? 0) : 0
      for (let i = first; i < to; i++) {
        const byte = bytes[i] ?? 0
        const pair = (previous << 8) | byte
        const code = pairs[pair] ?? 0
        previous = byte
        if (code < PAIR.assignment) continue
        text ??= viewOf(bytes, from, to)
        const shape =
          code === PAIR.prefix
            ? shapeAt(byPair.get(pair) ?? [], text, i - from, refused, { onlyKnown: i < free, named })
            : undefined
        // The end of a prefix may be an equals sign as well. Within a secret only a known one can reach beyond it.
        const found = shape ?? (named && i >= free && ASSIGNS.has(byte) ? assignedSecret(text, i - from) : undefined)
        if (!found) continue
        free = Math.max(free, found.end + from)
        add(spans, { start: found.start + from, end: found.end + from, rule: found.rule })
      }
      return spans
    },
  }
}

/** Where two overlap the one that begins first names both. */
function add(spans: SecretSpan[], span: SecretSpan): void {
  let { start, end, rule } = span
  for (let last = spans.at(-1); last && last.end > start; last = spans.at(-1)) {
    if (last.start <= start) rule = last.rule
    start = Math.min(start, last.start)
    end = Math.max(end, last.end)
    spans.pop()
  }
  spans.push({ start, end, rule })
}

/** Offsets relative to the text. `last` is the place of the last byte of a prefix. */
function shapeAt(
  shapes: readonly ValueShape[],
  text: string,
  last: number,
  refused: Map<ValueShape, number>,
  { onlyKnown, named }: { readonly onlyKnown: boolean; readonly named: boolean },
): SecretSpan | undefined {
  for (const shape of shapes) {
    if ((onlyKnown && !shape.isKnown) || (shape.needsNames && !named)) continue
    const start = last + 1 - shape.prefix.length
    if (start < 0 || !text.startsWith(shape.prefix, start)) continue
    if (shape.ownWord && start > 0 && isWordBefore(text, start)) continue
    if ((refused.get(shape) ?? -1) > last) continue
    const length = shape.length(text, last + 1)
    if (length === -1) {
      if (shape.refusesUntil) refused.set(shape, shape.refusesUntil(text, last + 1))
      continue
    }
    const front = shape.keepsPrefix ? last + 1 + (shape.skips?.(text, last + 1) ?? 0) : start - (shape.before?.(text, start) ?? 0)
    return { start: front, end: last + 1 + length, rule: shape.rule }
  }
  return undefined
}

function isWordBefore(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1)
  return (isAlphanumeric(code) || code === 95) && !isAfterColour(text, at)
}

/** The bytes of a text in one character each. */
export function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

export function viewOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}

/** The bytes with each span replaced by the name of its rule, in one character each. */
export function replaceSpans(bytes: Buffer, spans: readonly SecretSpan[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, rule, quote = '' } of spans) {
    pieces.push(bytes.toString('latin1', at, start), quote, '[redacted:', rule, ']', quote)
    at = end
  }
  pieces.push(bytes.toString('latin1', at))
  return pieces.join('')
}

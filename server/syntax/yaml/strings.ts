import type { Span } from '../tree.ts'
import { readHeader } from './blockScalar.ts'
import { escapeAt } from './scalars.ts'

/** `*name`: it stands for a value that is written elsewhere. No other scalar begins so. */
export function isAlias(text: string, { start }: Span): boolean {
  return text[start] === '*'
}

/** What stands between the quotes, which may be missing while somebody types, or behind the header of a block scalar. */
export function yamlContent(text: string, { start, end }: Span): Span {
  const mark = text.charAt(start)
  if (mark === '"' || mark === "'") {
    const isClosed = end > start + 1 && text[end - 1] === mark && !isEscaped(text, start + 1, end - 1, mark)
    return { start: start + 1, end: isClosed ? end - 1 : end }
  }
  if (mark !== '|' && mark !== '>') return { start, end }
  const lineBreak = text.indexOf('\n', readHeader(text, start).end)
  if (lineBreak === -1 || lineBreak >= end) return { start: end, end }
  let content = lineBreak + 1
  while (content < end && ' \t\r\n'.includes(text.charAt(content))) content++
  return { start: content, end }
}

/** Whether the last quote belongs to an escape: `\"`, or `''` in single quotes. */
function isEscaped(text: string, from: number, at: number, mark: string): boolean {
  let before = at
  while (before > from && text[before - 1] === (mark === '"' ? '\\' : "'")) before--
  return (at - before) % 2 === 1
}

/**
 * Where each UTF-16 unit of a string's value starts in the source; one more entry than units, the last is where the
 * content ends. Undefined for a string that stands in the source unit by unit. Of folded white space the place is near:
 * all else of a value stands in the source in the same order.
 */
export function yamlOffsets(text: string, span: Span, value: string): readonly number[] | undefined {
  if (isAlias(text, span)) return [...Array.from({ length: value.length }, () => span.start), span.end]
  const content = yamlContent(text, span)
  if (content.end - content.start === value.length && text.startsWith(value, content.start)) return undefined
  const mark = text[span.start]
  const offsets: number[] = []
  let at = content.start
  while (offsets.length < value.length) {
    const unit = unitAt(text, at, content.end, mark)
    const wanted = value.charAt(offsets.length)
    if (at >= content.end) offsets.push(content.end)
    else if (unit.value.charAt(0) === wanted || (isWhite(wanted) && unit.isWhite)) {
      for (let index = 0; index < unit.value.length && offsets.length < value.length; index++) offsets.push(at)
      at = unit.end
    } else if (unit.isWhite) at = unit.end
    // A line break that a folded text has and the source has taken already.
    else offsets.push(at)
  }
  offsets.push(content.end)
  return offsets
}

interface Unit {
  readonly value: string
  readonly end: number
  /** May be folded away: white space, and an escaped line break. */
  readonly isWhite: boolean
}

function unitAt(text: string, at: number, end: number, mark: string | undefined): Unit {
  const char = text.charAt(at)
  if (mark === "'" && char === "'") return { value: "'", end: Math.min(at + 2, end), isWhite: false }
  if (mark !== '"' || char !== '\\') return { value: char, end: at + 1, isWhite: isWhite(char) }
  if (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1))
    return { value: '', end: text.indexOf('\n', at) + 1, isWhite: true }
  const { value, end: after } = escapeAt(text, at)
  return { value, end: Math.min(after, end), isWhite: false }
}

function isWhite(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n'
}

import type { TextEdit } from '../patch.ts'
import type { ArrayNode, ObjectNode, Span } from '../tree.ts'
import { lineAfter, lineEndAt, lineIndent, lineStart } from './pieces.ts'
import type { Layout } from './writeToml.ts'

/** A list or table in brackets, as it is written. */
export interface Bracketed {
  readonly text: string
  readonly node: ArrayNode | ObjectNode
  /** Items, or statements. */
  readonly elements: readonly Span[]
}

/** Adds an element, written as `added`, behind the last one. */
export function addElement({ text, node, elements }: Bracketed, added: string, layout: Layout): readonly TextEdit[] {
  const close = closeOf(text, node, elements)
  const last = elements.at(-1)
  if (!last) return [addToEmpty(text, node, close, added, layout)]

  const comma = commaBehind(text, last.end, close)
  const end = comma === undefined ? last.end : comma + 1
  const missing: readonly TextEdit[] = comma === undefined ? [{ span: { start: last.end, end: last.end }, text: ',' }] : []
  const trailing = comma === undefined ? '' : ','
  if (!startsLine(text, last.start)) return insertBehind(end, missing, ` ${added}${trailing}`)
  const lineEnd = lineEndAt(text, end)
  const separator = layout.eol + lineIndent(text, last.start)
  // The closing bracket may stand on the line of the last element; a comment behind it stays there.
  return insertBehind(lineEnd <= close ? lineEnd : end, missing, separator + added + trailing)
}

function insertBehind(at: number, missing: readonly TextEdit[], text: string): readonly TextEdit[] {
  const [comma] = missing
  if (comma?.span.end === at) return [{ span: comma.span, text: `,${text}` }]
  return [...missing, { span: { start: at, end: at }, text }]
}

function addToEmpty(text: string, node: ArrayNode | ObjectNode, close: number, added: string, { eol, unit }: Layout): TextEdit {
  const inside = { start: node.span.start + 1, end: close }
  // Behind a comment stands a line break, or there would be no closing bracket.
  if (text.slice(inside.start, close).includes('#')) return { span: { start: close, end: close }, text: `${unit}${added}${eol}` }
  return { span: inside, text: node.kind === 'array' ? added : ` ${added} ` }
}

/** Removes one element, with its comma and what else is only there for it. */
export function removeElement({ text, node, elements }: Bracketed, index: number): readonly TextEdit[] {
  const element = elements[index]
  if (!element) return []
  const close = closeOf(text, node, elements)
  const before = elements[index - 1]
  const next = elements[index + 1]
  const comma = commaBehind(text, element.end, next?.start ?? close)
  const end = comma === undefined ? element.end : comma + 1
  const commaBefore = before && commaBehind(text, before.end, element.start)
  // What is last now must not keep a comma that the list did not end with.
  const surplus = !next && comma === undefined && commaBefore !== undefined ? [{ start: commaBefore, end: commaBefore + 1 }] : []
  if (!before && !next && text.slice(node.span.start + 1, element.start).trim() === '' && text.slice(end, close).trim() === '')
    return toDeletions([{ start: node.span.start + 1, end: close }])
  if (startsLine(text, element.start) && endsLine(text, end) && lineAfter(text, end) <= close)
    return toDeletions([...surplus, { start: lineStart(text, element.start), end: lineAfter(text, end) }])
  if (next && !/[#\n]/.test(text.slice(element.end, next.start))) return toDeletions([{ start: element.start, end: next.start }])
  if (before && !next && !/[#\n]/.test(text.slice(before.end, element.start)))
    return toDeletions([{ start: before.end, end: element.end }])
  return toDeletions([...surplus, { start: element.start, end }])
}

function toDeletions(spans: readonly Span[]): readonly TextEdit[] {
  return spans.map((span) => ({ span, text: '' }))
}

function closeOf(text: string, node: ArrayNode | ObjectNode, elements: readonly Span[]): number {
  const { start, end } = node.span
  const bracket = node.kind === 'array' ? ']' : '}'
  return text[end - 1] === bracket && end - 1 >= (elements.at(-1)?.end ?? start + 1) ? end - 1 : end
}

/** Between two elements stand white space, comments and at most one comma. */
function commaBehind(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    if (text[at] === ',') return at
    if (text[at] === '#') at = lineEndAt(text, at)
  }
  return undefined
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** Nothing follows on the line but a comment. */
function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#|$)/.test(text.slice(offset, lineEndAt(text, offset)))
}

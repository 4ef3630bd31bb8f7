import { lineStart } from '../json/layout.ts'
import type { Container } from '../json/patchPlan.ts'
import type { Span, SyntaxNode } from '../tree.ts'
import { readHeader } from './blockScalar.ts'

/** A member or an item of a collection in lines. */
export interface Element {
  /** Of the key or the dash. */
  readonly start: number
  /** Behind the colon or the dash; behind the key where no colon is. */
  readonly head: number
  readonly hasColon: boolean
  readonly node: SyntaxNode | undefined
  /** Of the value, without what stands behind it on its line. */
  readonly end: number
}

export function elementsOf(text: string, container: Container): readonly Element[] {
  if (container.kind === 'object')
    return container.members.map(({ keySpan, span, value }) => {
      const colon = value === undefined ? undefined : nextToken(text, keySpan.end)
      const hasColon = colon !== undefined && text[colon] === ':'
      const head = hasColon ? colon + 1 : keySpan.end
      return { start: span.start, head, hasColon, node: value, end: Math.max(span.end, head) }
    })
  let at = container.span.start
  return container.items.map((node) => {
    const start = nextToken(text, at)
    at = Math.max(node.span.end, start + 1)
    return { start, head: start + 1, hasColon: true, node, end: at }
  })
}

/** Behind white space and comments. */
function nextToken(text: string, from: number): number {
  let at = from
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
    if (text[at] !== '#') return at
    at = lineEnd(text, at)
  }
}

export function lineEnd(text: string, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  const end = lineBreak === -1 ? text.length : lineBreak
  return end > from && text[end - 1] === '\r' ? end - 1 : end
}

export function nextLine(text: string, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  return lineBreak === -1 ? text.length : lineBreak + 1
}

/** Whether empty lines behind a node belong to its value: it ends with a text behind `|+` or `>+`. */
export function keepsEmptyLines(text: string, node: SyntaxNode | undefined): boolean {
  let last = node
  while (last?.kind === 'object' || last?.kind === 'array')
    last = last.kind === 'array' ? last.items.at(-1) : last.members.at(-1)?.value
  if (last?.kind !== 'string' || !'|>'.includes(text.charAt(last.span.start))) return false
  return readHeader(text, last.span.start).header.chomping === '+'
}

/** Where the lines of an element end: the beginning of the next line. */
export function linesEnd(text: string, { end, node }: Element, takesEmptyLines = keepsEmptyLines(text, node)): number {
  let at = nextLine(text, end)
  while (takesEmptyLines && at < text.length && /^[ \t\r]*$/.test(text.slice(at, lineEnd(text, at)))) at = nextLine(text, at)
  return at
}

/** White space before an element on its line; of one that stands behind a dash, as many spaces as it is deep. */
export function indentOf(text: string, start: number): string {
  const before = text.slice(lineStart(text, start), start).replace('\ufeff', '')
  return /^[ \t]*$/.test(before) ? before : ' '.repeat(before.length)
}

/** Anchors and tags before a node on the line of its head. */
export function propertiesSpan(text: string, head: number, node: SyntaxNode): Span | undefined {
  const before = text.slice(head, Math.min(node.span.start, lineEnd(text, head)))
  const [, blanks = '', properties = ''] = /^([ \t]*)((?:[&!][^ \t]*(?:[ \t]+(?=[&!]))?)+)/.exec(before) ?? []
  return properties === '' ? undefined : { start: head, end: head + blanks.length + properties.length }
}

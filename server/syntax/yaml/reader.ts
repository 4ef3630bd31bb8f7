import { MAX_DEPTH, MAX_ERRORS } from '../json/parseJson.ts'
import type { Span, SyntaxNode, SyntaxProblem } from '../tree.ts'

/** What `&name` stands for, and how many nodes are in it when all aliases are followed. */
export interface Anchor {
  readonly node: SyntaxNode
  readonly nodes: number
}

/** A text while it is read. `at` only grows, so that every reading ends. */
export interface Reader {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly problems: SyntaxProblem[]
  readonly anchors: Map<string, Anchor | 'open'>
  at: number
  depth: number
  /** Nodes made so far, and how many of them stand there by an alias. */
  nodes: number
  aliased: number
  tooDeep: Span | undefined
  /** No error is reported before this offset: one slip is one problem. */
  quietUntil: number
  /** The beginning of the line behind the last one that a tab indents. */
  tabbedUntil: number
  errors: number
  duplicates: number
}

export function createReader(text: string, start: number, end: number): Reader {
  return {
    text,
    start,
    end,
    problems: [],
    anchors: new Map(),
    at: start,
    depth: 0,
    nodes: 0,
    aliased: 0,
    tooDeep: undefined,
    quietUntil: 0,
    tabbedUntil: -1,
    errors: 0,
    duplicates: 0,
  }
}

/** Once per line. */
export function fail(reader: Reader, message: string, span: Span): void {
  if (reader.tooDeep || span.start < reader.quietUntil) return
  const lineBreak = reader.text.indexOf('\n', span.start)
  reader.quietUntil = lineBreak === -1 ? reader.text.length + 1 : lineBreak
  reader.errors++
  if (reader.errors <= MAX_ERRORS) reader.problems.push({ kind: 'invalid', message, span })
}

/** Past `MAX_DEPTH` the rest of the text is not read. */
export function enter(reader: Reader): boolean {
  if (reader.depth < MAX_DEPTH) {
    reader.depth++
    return true
  }
  reader.tooDeep ??= { start: reader.at, end: Math.min(reader.at + 1, reader.end) }
  reader.at = reader.end
  return false
}

export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

/** White space, a line break, or the end. */
export function isSpaceAt(reader: Reader, at: number): boolean {
  return at >= reader.end || ' \t\r\n'.includes(reader.text.charAt(at))
}

export function skipBlanks(reader: Reader): void {
  while (reader.at < reader.end && isBlank(reader.text[reader.at])) reader.at++
}

/** Blanks, comments and line breaks. True when a line break was among them. */
export function skipSpace(reader: Reader): boolean {
  const { text, end } = reader
  let crossed = false
  while (reader.at < end) {
    const char = text[reader.at]
    if (char === '\n') crossed = true
    else if (char === '#' && isSpaceBefore(reader)) {
      const lineBreak = text.indexOf('\n', reader.at)
      reader.at = lineBreak === -1 || lineBreak > end ? end : lineBreak
      continue
    } else if (!isBlank(char) && char !== '\r') break
    reader.at++
  }
  return crossed
}

function isSpaceBefore({ text, at, start }: Reader): boolean {
  return at === start || ' \t\r\n'.includes(text.charAt(at - 1))
}

export function lineStartOf({ text, start }: Reader, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1) + 1, start)
}

/** Whether nothing but white space stands before an offset on its line. */
export function beginsLine({ text, start }: Reader, at: number): boolean {
  let before = at
  while (before > start && isBlank(text[before - 1])) before--
  return before === start || text[before - 1] === '\n'
}

/** In characters: a tab counts as one, so that a file that is indented with tabs keeps its shape. */
export function columnOf(reader: Reader, at: number): number {
  return at - lineStartOf(reader, at)
}

/** Up to the line break. */
export function lineEndOf({ text, end }: Reader, at: number): number {
  const lineBreak = text.indexOf('\n', at)
  const to = lineBreak === -1 || lineBreak > end ? end : lineBreak
  return to > at && text[to - 1] === '\r' ? to - 1 : to
}

/** Before the blanks at the end of a stretch. */
export function trimEnd(text: string, from: number, to: number): number {
  let end = to
  while (end > from && ' \t\r\n'.includes(text.charAt(end - 1))) end--
  return end
}

/** `-`, `?` or `:` with white space behind it. */
export function isIndicator(reader: Reader, at: number, mark: string): boolean {
  return reader.text[at] === mark && at < reader.end && isSpaceAt(reader, at + 1)
}

import { locate } from '../../syntax/find.ts'
import { lineStart } from '../../syntax/json/layout.ts'
import type { Path, Span, SyntaxTree } from '../../syntax/tree.ts'
import { blockCursor } from './blockCursor.ts'
import type { Cursor } from './cursor.ts'
import { flowCursor, stringAt, TOML_FLOW } from './flowCursor.ts'

export function tomlCursor(tree: SyntaxTree, offset: number): Cursor | undefined {
  const { text } = tree
  const from = lineStart(text, offset)
  const line = text.slice(from, offset)
  const inHeader = /^[ \t]*\[\[?[^\]\n]*$/.test(line) && headerOf(tree, from, offset)
  if (inHeader) return inHeader
  const located = locate(tree, offset)
  if (!located) return undefined
  const { node, path, key } = located
  if (key) {
    const string = stringAt(tree, key.keySpan, offset)
    const hasValue = /^[ \t]*=/.test(text.slice(key.keySpan.end, key.keySpan.end + 20))
    return string && { ...statement(tree, offset, key.keySpan.start), ...string, kind: 'key', path: path.slice(0, -1), hasValue }
  }
  if (node && node.kind !== 'object' && node.kind !== 'array') return inScalar(tree, node.span, path, offset)
  if (node && isInline(text, node.span, offset)) return flowCursor(tree, node, path, offset, TOML_FLOW)
  const word = /^[ \t]*([\w-]*)$/.exec(line)?.[1]
  if (word !== undefined && node?.kind === 'object')
    return { ...statement(tree, offset, offset - word.length), span: { start: offset - word.length, end: offset }, path }
  return behindEquals(tree, from, line, offset)
}

function inScalar(tree: SyntaxTree, span: Span, path: Path, offset: number): Cursor | undefined {
  const container = enclosing(tree, path, offset)
  if (container) return flowCursor(tree, container.node, container.path, offset, TOML_FLOW)
  const string = stringAt(tree, span, offset)
  return string && { ...statement(tree, offset, span.start), ...string, kind: 'value', path, tableMayBegin: false }
}

/** The outermost list or inline table around a value. */
function enclosing(tree: SyntaxTree, path: Path, offset: number) {
  let node = tree.root
  for (let depth = 0; depth < path.length; depth++) {
    const step = path[depth]
    if (node && (node.kind === 'object' || node.kind === 'array') && depth > 0 && isInline(tree.text, node.span, offset))
      return { node, path: path.slice(0, depth) }
    if (node?.kind === 'object') node = node.members.findLast(({ key }) => key === step)?.value
    else if (node?.kind === 'array') node = node.items[Number(step)]
    else return undefined
  }
  return undefined
}

/** `= { … }` and `= [ … ]`, not a table below a header. */
function isInline(text: string, { start, end }: Span, offset: number): boolean {
  if (offset <= start || offset > end || !'[{'.includes(text.charAt(start))) return false
  return !/^[ \t]*$/.test(text.slice(lineStart(text, start), start)) || text[start] === '{'
}

/** `command = |`. */
function behindEquals(tree: SyntaxTree, from: number, line: string, offset: number): Cursor | undefined {
  const match = /^([ \t]*)[\w."'-]+[ \t]*=[ \t]*([\w-]*)$/.exec(line)
  if (!match) return undefined
  const { path, key } = locate(tree, from + (match[1]?.length ?? 0)) ?? {}
  if (!key || !path) return undefined
  const start = offset - (match[2]?.length ?? 0)
  return { ...statement(tree, offset, start), kind: 'value', path, span: { start, end: offset }, tableMayBegin: false }
}

/** The name of a table that is being written; of one that has statements already nothing is replaced. */
function headerOf(tree: SyntaxTree, from: number, offset: number): Cursor | undefined {
  const { text } = tree
  const located = locate(tree, offset)
  const start = from + text.slice(from, offset).indexOf('[')
  const end = offset + (/^[\w.-]*\]{0,2}/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0)
  if (located?.node?.kind === 'array' || !noStatementFollows(text, end)) return undefined
  return { ...statement(tree, offset, start), kind: 'header', path: [], span: { start, end }, tableMayBegin: true }
}

function statement(tree: SyntaxTree, offset: number, start: number): Cursor {
  const { text } = tree
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, start), start))?.[0] ?? ''
  return { ...blockCursor(start, offset, indent), kind: 'key', tableMayBegin: noStatementFollows(text, offset) }
}

/** A comment ends at its line: were it to end anywhere, a row of `#` could be cut into comments in countless ways. */
const FOLLOWS = /(?:[ \t\r\n]|#[^\n]*(?:\n|$))*(?:\[|$)/y

/** Only blank lines and comments before the next table, or before the end. */
function noStatementFollows(text: string, offset: number): boolean {
  FOLLOWS.lastIndex = offset
  return FOLLOWS.test(text)
}

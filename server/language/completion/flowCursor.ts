import { contentSpan } from '../../syntax/find.ts'
import { hasLineBreak, lineIndent } from '../../syntax/json/layout.ts'
import type { ArrayNode, Member, ObjectNode, Path, Span, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Cursor } from './cursor.ts'

type Container = ObjectNode | ArrayNode

/** How a language writes what stands between brackets. */
export interface Flow {
  readonly colon: ':' | '='
  readonly comment: RegExp
}

export const JSON_FLOW: Flow = { colon: ':', comment: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g }
export const YAML_FLOW: Flow = { colon: ':', comment: /(?<=^|\s)#[^\n]*/g }
export const TOML_FLOW: Flow = { colon: '=', comment: /#[^\n]*/g }

/** The cursor between the brackets of a container that holds the offset. */
export function flowCursor(tree: SyntaxTree, root: Container, rootPath: Path, offset: number, flow: Flow): Cursor | undefined {
  let node = root
  let path = rootPath
  for (;;) {
    const elements: readonly (Member | SyntaxNode)[] = node.kind === 'object' ? node.members : node.items
    const at = lastBefore(elements, offset)
    const member: Member | undefined = node.kind === 'object' ? node.members[at] : undefined
    const value: SyntaxNode | undefined = node.kind === 'object' ? member?.value : node.items[at]
    if (member && offset <= member.keySpan.end) return keyCursor(tree, node, at, path, offset, flow)
    const ownPath: Path = member ? [...path, member.key] : [...path, at]
    if (value && (value.kind === 'object' || value.kind === 'array') && holds(tree.text, value, offset)) {
      node = value
      path = ownPath
    } else if (value && value.span.start <= offset && offset <= value.span.end && value.span.start < value.span.end) {
      if (value.kind === 'object' || value.kind === 'array') return undefined
      return scalarCursor(tree, node, at, ownPath, value.span, offset, flow)
    } else return gapCursor(tree, node, at, path, offset, flow)
  }
}

/** Whether an offset lies between the brackets; one that is not closed goes on to the end of what is typed. */
export function holds(text: string, node: Container, offset: number): boolean {
  if (offset <= node.span.start) return false
  return offset < node.span.end || (!isClosed(text, node) && offset >= node.span.end)
}

function isClosed(text: string, node: Container): boolean {
  const { span } = node
  if (span.end - span.start < 2 || text[span.end - 1] !== (node.kind === 'object' ? '}' : ']')) return false
  const last = node.kind === 'object' ? node.members.at(-1)?.value : node.items.at(-1)
  // The bracket may be that of the last element.
  return last === undefined || last.span.end < span.end
}

function keyCursor(tree: SyntaxTree, node: Container, at: number, path: Path, offset: number, flow: Flow): Cursor | undefined {
  const member = node.kind === 'object' ? node.members[at] : undefined
  if (!member) return undefined
  const string = stringAt(tree, member.keySpan, offset)
  return (
    string && {
      ...around(tree, node, { before: at - 1, behind: at + 1, start: member.keySpan.start, end: string.span.end }, flow),
      ...string,
      kind: 'key',
      path,
      offset,
      hasValue: /^\s*[:=]/.test(tree.text.slice(member.keySpan.end, member.keySpan.end + 20)),
    }
  )
}

function scalarCursor(
  tree: SyntaxTree,
  node: Container,
  at: number,
  path: Path,
  span: Span,
  offset: number,
  flow: Flow,
): Cursor | undefined {
  const string = stringAt(tree, span, offset)
  // Only an item of a list stands behind a comma; a value stands behind its key.
  const before = node.kind === 'array' ? at - 1 : -1
  return (
    string && {
      ...around(tree, node, { before, behind: at + 1, start: span.start, end: string.span.end }, flow),
      ...(node.kind === 'object' && { emptyIn: undefined }),
      ...string,
      kind: 'value',
      path,
      offset,
      hasValue: false,
    }
  )
}

/** Longer than what anybody types as a name. */
const MOST_WORD = 200

/** Between elements: a new key or item, or the value of a key that has none. */
function gapCursor(tree: SyntaxTree, node: Container, at: number, path: Path, offset: number, flow: Flow): Cursor | undefined {
  const { text } = tree
  const member = node.kind === 'object' ? node.members[at] : undefined
  const given = node.kind === 'object' ? member?.value : node.items[at]
  // YAML makes a null of what is not there.
  const value = given && given.span.start < given.span.end ? given : undefined
  // Between a key and a value that is there.
  if (value && value.span.start >= offset) return undefined
  const from = value?.span.end ?? member?.keySpan.end ?? node.span.start + 1
  const gap = text.slice(from, offset).replace(flow.comment, (comment) => ' '.repeat(comment.length))
  const isInComment = text.slice(offset - 1, offset).trim() !== '' && gap.at(-1) === ' '
  if (isInComment) return undefined
  // Of a long text only its end: a search for where a word begins starts at every character.
  const word = /[\w@.$-]*$/.exec(gap.slice(-MOST_WORD))?.[0] ?? ''
  const marks = gap.slice(0, gap.length - word.length).replace(/\s/g, '')
  const start = offset - word.length
  const end = offset + (/^[\w@.$-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0)
  const place = { span: { start, end }, content: undefined, offset, hasValue: false } as const
  if (member && !value) {
    if (!marks.startsWith(flow.colon)) return undefined
    return {
      ...around(tree, node, { before: -1, behind: at + 1, start, end }, flow),
      ...place,
      emptyIn: undefined,
      kind: 'value',
      path: [...path, member.key],
    }
  }
  return {
    ...around(tree, node, { before: at, behind: at + 1, start, end }, flow),
    ...place,
    kind: node.kind === 'object' ? 'key' : 'value',
    path: node.kind === 'object' ? path : [...path, at + 1],
  }
}

type Around = Pick<Cursor, 'style' | 'commaAt' | 'commaBehind' | 'emptyIn' | 'indent' | 'tableMayBegin'>

/** What has to be written beside the element that stands, or will stand, from `start` to `end`. */
function around(
  { text }: SyntaxTree,
  node: Container,
  { before, behind, start, end }: { before: number; behind: number; start: number; end: number },
  { comment }: Flow,
): Around {
  const elements: readonly (Member | SyntaxNode)[] = node.kind === 'object' ? node.members : node.items
  const previous = elements[before]
  const next = elements[behind]
  const plain = (from: number, to: number) => text.slice(from, to).replace(comment, '')
  const isAlone = !previous && !next
  return {
    style: 'flow',
    commaAt: previous && !plain(previous.span.end, start).includes(',') ? previous.span.end : undefined,
    commaBehind: next !== undefined && !plain(end, next.span.start).includes(','),
    emptyIn: isAlone && !hasLineBreak(text, node.span) && /^\s*[}\]]/.test(text.slice(end, end + 20)) ? node.span : undefined,
    indent: lineIndent(text, start),
    tableMayBegin: false,
  }
}

/** A scalar as somebody types it: of a string that is not closed only what stands before the caret is replaced. */
export function stringAt(tree: SyntaxTree, span: Span, offset: number): Pick<Cursor, 'span' | 'content'> | undefined {
  const content = contentSpan(tree, span)
  const isQuoted = content.start > span.start
  if (!isQuoted) return { span, content: { start: span.start, end: span.end } }
  const isClosed = content.end < span.end
  if (offset < content.start || (isClosed && offset > content.end)) return undefined
  if (!isClosed) return { span: { start: span.start, end: offset }, content: { start: content.start, end: offset } }
  return { span, content }
}

/** The index of the last element that begins before an offset; -1 where none does. */
export function lastBefore(elements: readonly { readonly span: Span }[], offset: number): number {
  let low = 0
  let high = elements.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((elements[middle]?.span.start ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

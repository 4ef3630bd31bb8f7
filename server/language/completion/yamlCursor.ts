import { frontmatterRegion } from '../../syntax/frontmatter/region.ts'
import { lineStart } from '../../syntax/json/layout.ts'
import type { Member, Path, Span, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import { columnOf, isFlow } from '../../syntax/yaml/style.ts'
import { blockCursor } from './blockCursor.ts'
import type { Cursor } from './cursor.ts'
import { flowCursor, holds, lastBefore, stringAt, YAML_FLOW } from './flowCursor.ts'

/** A collection the caret may stand in, from the root to the deepest. */
interface Level {
  readonly kind: 'map' | 'list'
  readonly path: Path
  /** Where its keys or dashes begin. */
  readonly column: number
  /** Keys stand anywhere right of `column`: nothing of the map is there yet. */
  readonly isNew?: boolean
}

export function yamlCursor(tree: SyntaxTree, offset: number): Cursor | undefined {
  if (!isWithinYaml(tree, offset)) return undefined
  const levels: Level[] = []
  let node = tree.root
  let path: Path = []
  while (node && (node.kind === 'object' || node.kind === 'array')) {
    if (isFlow(tree.text, node))
      return holds(tree.text, node, offset) ? flowCursor(tree, node, path, offset, YAML_FLOW) : undefined
    const elements: readonly (Member | SyntaxNode)[] = node.kind === 'object' ? node.members : node.items
    const at = lastBefore(elements, offset)
    const element = elements[Math.max(at, 0)]
    if (element) levels.push({ kind: node.kind === 'object' ? 'map' : 'list', path, column: columnIn(tree.text, node, element) })
    if (at < 0) break
    const member: Member | undefined = node.kind === 'object' ? node.members[at] : undefined
    if (member && offset <= member.keySpan.end) return inKey(tree, member, path, offset)
    const value: SyntaxNode | undefined = node.kind === 'object' ? member?.value : node.items[at]
    path = [...path, member ? member.key : at]
    const key = member?.keySpan
    if (isMissing(value)) return key ? behindKey(tree, key, levels, path, offset) : inLine(tree, levels, offset)
    if (value && value.kind !== 'object' && value.kind !== 'array') {
      if (value.span.start > offset || offset > value.span.end)
        return behindWords(tree, value, path, offset) ?? inLine(tree, levels, offset)
      return inScalar(tree, value, key, levels, path, offset)
    }
    node = value
  }
  return inLine(tree, levels, offset)
}

/** Of Markdown only the front matter; the caret may stand on the line of the closing mark's predecessor. */
function isWithinYaml({ format, text }: SyntaxTree, offset: number): boolean {
  if (format !== 'frontmatter') return true
  const region = frontmatterRegion(text)
  if (!region) return false
  const { start, end } = region.content
  return start <= offset && (region.isClosed ? offset < end : offset <= Math.max(end, text.length))
}

function columnIn(text: string, node: SyntaxNode, element: Member | SyntaxNode): number {
  return columnOf(text, 'keySpan' in element ? element.keySpan.start : node.span.start)
}

function isMissing(value: SyntaxNode | undefined): boolean {
  return value === undefined || (value.kind === 'null' && value.span.start === value.span.end)
}

function inKey(tree: SyntaxTree, member: Member, path: Path, offset: number): Cursor | undefined {
  const string = stringAt(tree, member.keySpan, offset)
  const hasColon = tree.text[member.keySpan.end] === ':'
  return string && { ...block(tree, offset, member.keySpan.start), ...string, kind: 'key', path, hasValue: hasColon }
}

/** A key without a value: its value on the same line, or the first key of a map on a line below. */
function behindKey(tree: SyntaxTree, key: Span, levels: readonly Level[], path: Path, offset: number): Cursor | undefined {
  const { text } = tree
  if (lineStart(text, offset) === lineStart(text, key.start)) {
    const between = text.slice(key.end, offset)
    return /^:[ \t]+$/.test(between) ? { ...block(tree, offset, offset), kind: 'value', path } : undefined
  }
  return inLine(tree, [...levels, { kind: 'map', path, column: columnOf(text, key.start), isNew: true }], offset)
}

/** A scalar on the line of its key is its value; on a line below it is a key whose colon is still missing. */
function inScalar(
  tree: SyntaxTree,
  value: SyntaxNode,
  key: Span | undefined,
  levels: readonly Level[],
  path: Path,
  offset: number,
): Cursor | undefined {
  const { text } = tree
  const string = stringAt(tree, value.span, offset)
  if (!string) return undefined
  const start = value.span.start
  if (key && lineStart(text, start) !== lineStart(text, key.start) && !'"\'|>'.includes(text.charAt(start)))
    return inLine(tree, [...levels, { kind: 'map', path, column: columnOf(text, key.start), isNew: true }], offset)
  if ('|>'.includes(text.charAt(start))) return undefined
  return { ...block(tree, offset, start), ...string, kind: 'value', path }
}

/** `TOKEN: ${{ |`: the blank at the end belongs to what is being written. */
function behindWords(tree: SyntaxTree, { kind, span }: SyntaxNode, path: Path, offset: number): Cursor | undefined {
  const { text } = tree
  if (kind !== 'string' || '"\'|>'.includes(text.charAt(span.start)) || !/^[ \t]+$/.test(text.slice(span.end, offset)))
    return undefined
  const whole = { start: span.start, end: offset }
  return { ...block(tree, offset, span.start), span: whole, content: whole, path }
}

/** By the indentation of a line that holds nothing else, or dashes, or a word. */
function inLine(tree: SyntaxTree, levels: readonly Level[], offset: number): Cursor | undefined {
  const line = tree.text.slice(lineStart(tree.text, offset), offset)
  const [, before = '', word] = /^([ ]*(?:-[ ]+)*)([\w@.$-]*)$/.exec(line) ?? []
  if (word === undefined || /^\s*\S/.test(restOfLine(tree.text, offset))) return undefined
  const start = offset - word.length
  const column = before.length
  const place = { ...block(tree, offset, start), span: { start, end: offset } }
  const dash = before.lastIndexOf('-')
  if (dash >= 0) {
    const list = levels.findLast(({ kind, column: own }) => kind === 'list' && own <= dash)
    return list && { ...place, kind: 'value', path: [...list.path, itemAt(tree, list.path, offset)] }
  }
  const map = levels.findLast(({ kind, column: own, isNew }) => kind === 'map' && (isNew ? column > own : column === own))
  if (!map) return levels.length === 0 && column === 0 ? { ...place, kind: 'key', path: [] } : undefined
  return { ...place, kind: 'key', path: map.path }
}

function itemAt(tree: SyntaxTree, path: Path, offset: number): number {
  let node = tree.root
  for (const step of path) {
    if (node?.kind === 'object') node = node.members.findLast(({ key }) => key === step)?.value
    else if (node?.kind === 'array') node = node.items[Number(step)]
  }
  return node?.kind === 'array' ? Math.max(0, lastBefore(node.items, offset + 1)) : 0
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset)
  return text.slice(offset, end < 0 ? text.length : end)
}

function block(tree: SyntaxTree, offset: number, start: number): Cursor {
  return blockCursor(start, offset, ' '.repeat(columnOf(tree.text, start)))
}

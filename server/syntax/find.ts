import { sourceOffsets } from './json/strings.ts'
import type { Json } from './patch.ts'
import { remember } from './remember.ts'
import { locateToml } from './toml/locateToml.ts'
import { tomlContent, tomlOffsets } from './toml/strings.ts'
import type { Format, Member, ObjectNode, Path, Span, StringNode, SyntaxNode, SyntaxTree } from './tree.ts'
import { isAlias, yamlContent, yamlOffsets } from './yaml/strings.ts'

/** One index per object, made when it is first asked; a small object is quicker read than indexed. */
const INDEX = Symbol('members by key')
const INDEXED_FROM = 12

/** The member with this key. Of several, the last: the one hosts read. */
export function memberOf(object: ObjectNode, key: string): Member | undefined {
  if (object.members.length < INDEXED_FROM) return object.members.findLast((member) => member.key === key)
  const index = remember(object, INDEX, () => new Map(object.members.map((member) => [member.key, member])))
  return index.get(key)
}

/** The node at a path, through the last of several members with one key. */
export function nodeAt(tree: SyntaxTree, path: Path): SyntaxNode | undefined {
  let node = tree.root
  for (const step of path) node = childOf(node, step)
  return node
}

/** The member a path ends in, also when its value is still missing. */
export function memberAt(tree: SyntaxTree, path: Path): Member | undefined {
  const key = path.at(-1)
  const parent = nodeAt(tree, path.slice(0, -1))
  return parent?.kind === 'object' && key !== undefined ? memberOf(parent, String(key)) : undefined
}

function childOf(node: SyntaxNode | undefined, step: string | number): SyntaxNode | undefined {
  if (node?.kind === 'object') return memberOf(node, String(step))?.value
  if (node?.kind === 'array' && typeof step === 'number') return node.items[step]
  return undefined
}

/** What a format does in its own way: its strings, and where its pieces stand. */
interface Dialect {
  readonly locate: (tree: SyntaxTree, offset: number) => Located | undefined
  readonly content: (text: string, span: Span) => Span
  readonly offsets: (text: string, span: Span, value: string) => readonly number[] | undefined
  /** A string that is written elsewhere: its parts have no place of their own. */
  readonly isReference?: (text: string, span: Span) => boolean
}

const JSON_DIALECT: Dialect = { locate: locateNested, content: jsonContent, offsets: sourceOffsets }
const YAML_DIALECT: Dialect = { locate: locateNested, content: yamlContent, offsets: yamlOffsets, isReference: isAlias }
const DIALECTS: Readonly<Record<Format, Dialect>> = {
  json: JSON_DIALECT,
  jsonc: JSON_DIALECT,
  toml: { locate: locateToml, content: tomlContent, offsets: tomlOffsets },
  yaml: YAML_DIALECT,
  frontmatter: YAML_DIALECT,
}

export interface Located {
  /** The deepest node the offset touches; undefined between a key and a missing value. */
  readonly node: SyntaxNode | undefined
  readonly path: Path
  /** The member whose key the offset touches. */
  readonly key: Member | undefined
}

/** What stands at an offset; both ends of a node belong to it, since that is where a cursor may stand. */
export function locate(tree: SyntaxTree, offset: number): Located | undefined {
  return DIALECTS[tree.format].locate(tree, offset)
}

/** Where each node stands in one piece within its parent. */
function locateNested(tree: SyntaxTree, offset: number): Located | undefined {
  const path: (string | number)[] = []
  let node = tree.root
  if (!node || !touches(node.span, offset)) return undefined
  for (;;) {
    if (node.kind === 'object') {
      const member: Member | undefined = firstTouching(node.members, offset)
      if (!member) return { node, path, key: undefined }
      path.push(member.key)
      if (touches(member.keySpan, offset)) return { node: member.value, path, key: member }
      if (!member.value || !touches(member.value.span, offset)) return { node: undefined, path, key: undefined }
      node = member.value
    } else if (node.kind === 'array') {
      const item: SyntaxNode | undefined = firstTouching(node.items, offset)
      if (!item) return { node, path, key: undefined }
      path.push(node.items.indexOf(item))
      node = item
    } else return { node, path, key: undefined }
  }
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end
}

/** Elements stand in the order of the file, so halving finds the place. */
function firstTouching<Element extends { readonly span: Span }>(
  elements: readonly Element[],
  offset: number,
): Element | undefined {
  let low = 0
  let high = elements.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((elements[middle]?.span.end ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1
    else high = middle
  }
  const element = elements[low]
  return element && touches(element.span, offset) ? element : undefined
}

/** The JSON value of a node. Members without a value are left out; of several members with one key, the last counts. */
export function toJson(node: SyntaxNode): Json {
  if (node.kind === 'array') return node.items.map(toJson)
  if (node.kind !== 'object') return node.value
  // `fromEntries` makes even "__proto__" an ordinary member.
  return Object.fromEntries(node.members.flatMap(({ key, value }) => (value ? [[key, toJson(value)] as const] : [])))
}

/** What stands between the quotes; the quotes may be missing while somebody types. */
export function contentSpan(tree: SyntaxTree, span: Span): Span {
  return DIALECTS[tree.format].content(tree.text, span)
}

function jsonContent(text: string, { start, end }: Span): Span {
  const opened = text[start] === '"'
  const closed = opened && end > start + 1 && text[end - 1] === '"' && !isEscaped(text, end - 1)
  return { start: opened ? start + 1 : start, end: closed ? end - 1 : end }
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

/** The source of the units `start…end` of a string's value, whatever escapes stand before or inside. */
export function spanInString(tree: SyntaxTree, node: StringNode, start: number, end: number): Span {
  if (DIALECTS[tree.format].isReference?.(tree.text, node.span)) return node.span
  const content = contentSpan(tree, node.span)
  const offsets = unitOffsets(tree, node)
  if (!offsets) return { start: content.start + start, end: content.start + end }
  return { start: offsets[start] ?? content.end, end: offsets[end] ?? content.end }
}

const OFFSETS = Symbol('source of each unit')

/** Where each unit of a string's value starts in the source, worked out once; undefined for a string without escapes. */
export function unitOffsets(tree: SyntaxTree, node: StringNode): readonly number[] | undefined {
  return remember(node, OFFSETS, () => DIALECTS[tree.format].offsets(tree.text, node.span, node.value))
}

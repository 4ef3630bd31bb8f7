import { quoted } from '../json/messages.ts'
import { MAX_DEPTH, MAX_ERRORS } from '../json/parseJson.ts'
import type { Member, Span, SyntaxNode } from '../tree.ts'
import { type Anchor, fail, isBlank, type Reader } from './reader.ts'
import { resolvePlain } from './scalars.ts'

/**
 * More nodes are not made by following aliases: a file of ten lines can stand for billions. Real files share a handful of
 * settings between servers.
 */
export const MAX_ALIASED_NODES = 10_000

/** `&anchor` and `!tag` before a node. */
export interface Properties {
  readonly anchor: string | undefined
  /** `!!str` and `!`: the scalar is a text, whatever it looks like. Other tags change nothing. */
  readonly isText: boolean
  readonly hasTag: boolean
}

export const NO_PROPERTIES: Properties = { anchor: undefined, isText: false, hasTag: false }

/** One anchor or tag at the reader's place. */
export function readProperty(reader: Reader, before: Properties): Properties {
  const start = reader.at
  const end = endOfName(reader, start + 1)
  reader.at = end
  const word = reader.text.slice(start, end)
  if (word.startsWith('!')) {
    if (before.hasTag) fail(reader, 'A value has one tag.', { start, end })
    return { ...before, isText: word === '!!str' || word === '!' || word === '!<tag:yaml.org,2002:str>', hasTag: true }
  }
  if (word === '&') fail(reader, 'An anchor has a name behind its "&".', { start, end })
  if (before.anchor !== undefined) fail(reader, 'A value has one anchor.', { start, end })
  const name = word.slice(1)
  reader.anchors.set(name, 'open')
  return { ...before, anchor: name }
}

/** Names end at white space and at what ends things in `[…]` and `{…}`. */
export function endOfName({ text, end }: Reader, from: number): number {
  let at = from
  while (at < end && !' \t\r\n,[]{}'.includes(text.charAt(at))) at++
  return at
}

/** A node without content. */
export function emptyNode(reader: Reader, at: number, { isText }: Properties): SyntaxNode {
  reader.nodes++
  const span = { start: at, end: at }
  return isText ? { kind: 'string', span, value: '' } : { kind: 'null', span, value: null }
}

export function plainNode(reader: Reader, span: Span, text: string, { isText }: Properties): SyntaxNode {
  reader.nodes++
  const value = isText ? text : resolvePlain(text)
  if (typeof value === 'string') return { kind: 'string', span, value }
  if (typeof value === 'number') return { kind: 'number', span, value }
  return value === null ? { kind: 'null', span, value } : { kind: 'boolean', span, value }
}

export function textNode(reader: Reader, span: Span, value: string): SyntaxNode {
  reader.nodes++
  return { kind: 'string', span, value }
}

/** From here on aliases may name the node. `before` is the number of nodes when it began. */
export function define(reader: Reader, { anchor }: Properties, node: SyntaxNode, before: number): SyntaxNode {
  if (anchor !== undefined) reader.anchors.set(anchor, { node, nodes: reader.nodes - before })
  return node
}

/**
 * `*name`: the node of the anchor with the place of the alias; what is inside is shared and keeps its own place. An alias
 * that is not followed is null, with a problem.
 */
export function readAlias(reader: Reader): SyntaxNode {
  const start = reader.at
  const end = endOfName(reader, start + 1)
  reader.at = end
  const span = { start, end }
  const name = reader.text.slice(start + 1, end)
  const anchor = reader.anchors.get(name)
  const problem = anchor === undefined || anchor === 'open' ? unknownAnchor(name, anchor) : tooMuch(reader, anchor)
  if (anchor === undefined || anchor === 'open' || problem !== undefined) {
    if (problem !== undefined) fail(reader, problem, span)
    reader.nodes++
    return { kind: 'null', span, value: null }
  }
  reader.nodes += anchor.nodes
  reader.aliased += anchor.nodes
  return { ...anchor.node, span }
}

function unknownAnchor(name: string, anchor: 'open' | undefined): string {
  if (name === '') return 'A text that begins with "*" stands in quotes.'
  return anchor === 'open'
    ? `The alias ${quoted(`*${name}`)} stands inside what it refers to.`
    : `No ${quoted(`&${name}`)} stands before this alias. A text that begins with "*" stands in quotes.`
}

function tooMuch(reader: Reader, { node, nodes }: Anchor): string | undefined {
  if (reader.aliased + nodes > MAX_ALIASED_NODES)
    return `The aliases of this file stand for more than ${MAX_ALIASED_NODES} values and are not read from here on.`
  return reader.depth + heightOf(node) > MAX_DEPTH
    ? `This alias nests the file deeper than ${MAX_DEPTH} levels and is not read.`
    : undefined
}

/** Levels; of a node with no more than `MAX_ALIASED_NODES` nodes. */
function heightOf(node: SyntaxNode): number {
  if (node.kind !== 'object' && node.kind !== 'array') return 0
  const children = node.kind === 'array' ? node.items : node.members.flatMap(({ value }) => value ?? [])
  return 1 + children.reduce((height, child) => Math.max(height, heightOf(child)), 0)
}

/** Whether `:` at an offset ends a key outside of brackets. */
export function isColon({ text, end }: Reader, at: number): boolean {
  if (text[at] !== ':' || at >= end) return false
  const next = text[at + 1]
  return at + 1 >= end || isBlank(next) || next === '\n' || next === '\r'
}

/** Reports the second of two equal keys that both have a value. */
export function noteDuplicates(reader: Reader, members: readonly Member[]): void {
  if (members.length < 2 || reader.tooDeep) return
  const seen = new Set<string>()
  for (const { key, keySpan, value } of members) {
    if (!value) continue
    if (seen.size === seen.add(key).size && reader.duplicates++ < MAX_ERRORS)
      reader.problems.push({
        kind: 'duplicate-key',
        message: `The key ${quoted(key)} stands here a second time, and only the last one counts.`,
        span: keySpan,
      })
  }
}

/**
 * `<<: *defaults`: the members of other maps that this one does not have. js-yaml (LibreChat) and go-yaml (Docker) read it
 * so, https://yaml.org/type/merge.html; `yaml` (Continue) and serde_yaml (Goose) keep a key "<<" that means nothing to
 * them, so that reading what was meant loses nothing. Merged members stand where their own text is, before the others.
 */
export function merged(reader: Reader, members: readonly Member[]): readonly Member[] {
  if (!members.some((member) => isMergeKey(reader, member))) return members
  const own = members.filter((member) => !isMergeKey(reader, member))
  const have = new Set(own.map(({ key }) => key))
  const added: Member[] = []
  for (const member of members.flatMap((one) => (isMergeKey(reader, one) ? membersToMerge(one) : [])))
    if (!have.has(member.key)) {
      have.add(member.key)
      added.push(member)
    }
  return [...added, ...own].sort((a, b) => a.span.start - b.span.start)
}

/** Of several maps, the first that has a key counts. */
function membersToMerge({ value }: Member): readonly Member[] {
  if (value?.kind === 'array') return value.items.flatMap((item) => (item.kind === 'object' ? item.members : []))
  return value?.kind === 'object' ? value.members : []
}

/** Whether a member is a merge key with something to merge. */
function isMergeKey({ text }: Reader, { key, keySpan, value }: Member): boolean {
  if (key !== '<<' || keySpan.end - keySpan.start !== 2 || !text.startsWith('<<', keySpan.start)) return false
  return value?.kind === 'object' || (value?.kind === 'array' && value.items.every(({ kind }) => kind === 'object'))
}

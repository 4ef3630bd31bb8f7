import { memberOf, nodeAt } from '../find.ts'
import { ImpossiblePatch } from '../impossiblePatch.ts'
import type { Patch } from '../patch.ts'
import type { Path, SyntaxNode, SyntaxTree } from '../tree.ts'
import { isAlias } from './strings.ts'

/**
 * Throws where a patch would change more than it says: what an alias or a merge key shares stands in one place and means
 * several.
 */
export function refuseShared(tree: SyntaxTree, patches: readonly Patch[]): void {
  const aliased = aliasedNames(tree.text)
  for (const patch of patches) if (patch.op !== 'text') refuse(tree, patch, aliased)
}

function refuse({ text, root }: SyntaxTree, patch: Exclude<Patch, { op: 'text' }>, aliased: ReadonlySet<string>): void {
  let node = root
  for (const [depth, step] of patch.path.entries()) {
    if (node?.kind !== 'object' && node?.kind !== 'array') return
    if (isAlias(text, node.span)) throw shared(patch.path)
    if (isAnchored(text, node, aliased)) throw shared(patch.path)
    if (isBarePair(text, node))
      throw new ImpossiblePatch(`The pair at ${JSON.stringify(patch.path)} stands in a list without braces.`)
    const isLast = depth === patch.path.length - 1
    if (node.kind === 'array') {
      node = typeof step === 'number' ? node.items[step] : undefined
      continue
    }
    const member = memberOf(node, String(step))
    if (member && member.span.start < node.span.start) throw shared(patch.path)
    if (isLast && member && patch.op !== 'set' && MERGE_KEY.test(text.slice(node.span.start, node.span.end)))
      throw shared(patch.path)
    node = member?.value
  }
  if (node && patch.op !== 'rename' && aliased.size > 0 && holdsAnchor(text, node, aliased)) throw shared(patch.path)
}

/** Throws where a string stands for itself in several places. */
export function refuseSharedText(tree: SyntaxTree, path: Path): void {
  refuse(tree, { op: 'set', path, value: null }, aliasedNames(tree.text))
  const node = nodeAt(tree, path)
  if (node && isAlias(tree.text, node.span)) throw shared(path)
}

function shared(path: Path): ImpossiblePatch {
  return new ImpossiblePatch(`The value at ${JSON.stringify(path)} is shared with other places of the file by an alias.`)
}

/** More names than there are aliases: texts may look like one. */
function aliasedNames(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/[\s,:[{-]\*([^\s,[\]{}]+)/g), ([, name = '']) => name))
}

function holdsAnchor(text: string, node: SyntaxNode, aliased: ReadonlySet<string>): boolean {
  if (isAlias(text, node.span)) return false
  if (isAnchored(text, node, aliased)) return true
  const children = node.kind === 'array' ? node.items : node.kind === 'object' ? node.members.map(({ value }) => value) : []
  return children.some((child) => child !== undefined && holdsAnchor(text, child, aliased))
}

/** What goes may have stood before what is merged. */
const MERGE_KEY = /(?:^|[\s{,])<<[ \t]*:/

/** Anchors stand no farther before their node in any file that is written by hand. */
const LONGEST_PROPERTIES = 300
const ANCHOR = /&([^\s,[\]{}]+)(?:[ \t]+![^\s]*)?[ \t]*(?:#[^\n]*)?[\s]*$/

function isAnchored(text: string, { span }: SyntaxNode, aliased: ReadonlySet<string>): boolean {
  if (aliased.size === 0) return false
  const name = ANCHOR.exec(text.slice(Math.max(0, span.start - LONGEST_PROPERTIES), span.start))?.[1]
  return name !== undefined && aliased.has(name)
}

/** `[a: b]`: a map without braces. */
function isBarePair(text: string, { kind, span }: SyntaxNode): boolean {
  if (kind !== 'object' || text[span.start] === '{') return false
  const before = /\S(?=\s*$)/.exec(text.slice(Math.max(0, span.start - LONGEST_PROPERTIES), span.start))?.[0]
  return before === '[' || before === ','
}

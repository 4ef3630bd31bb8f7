import { memberOf } from '../find.ts'
import type { ArrayNode, Member, ObjectNode, Path, SyntaxNode, SyntaxTree } from '../tree.ts'
import { documentOf, type Origin, type Statement, type TomlDocument } from './document.ts'

/** The file as the patches so far have made it. */
export interface State {
  readonly text: string
  readonly root: ObjectNode
  readonly document: TomlDocument
}

export function stateOf(tree: SyntaxTree): State {
  const document = documentOf(tree)
  if (!document || tree.root?.kind !== 'object') throw new Error('A file that is not read cannot be patched.')
  return { text: tree.text, root: tree.root, document }
}

/** Where a path leads. */
export interface Target {
  readonly container: ObjectNode | ArrayNode
  /** Of the container; undefined for one in brackets. */
  readonly origin: Origin | undefined
  /** The inline table the container is in or is. */
  readonly inline: ObjectNode | undefined
  /** The member whose value the container is; undefined for the root and what is in a list. */
  readonly parent: Member | undefined
  readonly step: string | number
  readonly member: Member | undefined
  readonly node: SyntaxNode | undefined
}

/** Follows a path as far as there are containers; `missing` are the steps behind that. */
export function resolve({ root, document }: State, path: Path): { readonly target: Target; readonly missing: Path } {
  const origins = document.origins()
  let container: ObjectNode | ArrayNode = root
  let inline: ObjectNode | undefined
  let isBracketed = false
  let parent: Member | undefined
  for (const [depth, step] of path.entries()) {
    const member: Member | undefined = container.kind === 'object' ? memberOf(container, String(step)) : undefined
    const node: SyntaxNode | undefined =
      container.kind === 'array' ? (typeof step === 'number' ? container.items[step] : undefined) : member?.value
    const rest = path.slice(depth + 1)
    if (rest.length === 0 || !node) {
      const origin = isBracketed && origins.get(container) !== 'dotted' ? undefined : origins.get(container)
      return { target: { container, origin, inline, parent, step, member, node }, missing: rest }
    }
    if (node.kind !== 'object' && node.kind !== 'array')
      throw new Error(`The value at ${JSON.stringify(path.slice(0, depth + 1))} is no object, so nothing can be set inside it.`)
    isBracketed ||= !origins.has(node)
    if (node.kind === 'object' && document.inline.has(node)) inline = node
    container = node
    parent = member
  }
  throw new Error('The root of a file has no place in it.')
}

/** The statements a member is in, within its inline table. */
export function inlineStatements({ document }: State, inline: ObjectNode, member: Member): readonly Statement[] {
  return (document.inline.get(inline) ?? []).filter(({ members }) => members.includes(member))
}

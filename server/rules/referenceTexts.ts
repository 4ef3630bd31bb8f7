import type { Host } from '../model/host.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { type Text, textOf } from '../model/place.ts'
import type { Path, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import { type FieldRole, fieldOf } from './entryFields.ts'

type Expanded = Exclude<FieldRole, 'type'>

const ROLES: readonly Expanded[] = ['command', 'args', 'env', 'url', 'headers']

/** The strings of the fields in which this host expands references, in the order of those fields. */
export function expandedTexts(entry: ServerEntry, { tree, host }: Pick<McpConfig, 'tree' | 'host'>): readonly Text[] {
  return textsOf(entry, tree, host, (role) => host.interpolation.expandedIn.includes(role))
}

/** The strings of all the fields in which some host expands references. */
export function allTexts(entry: ServerEntry, { tree, host }: Pick<McpConfig, 'tree' | 'host'>): readonly Text[] {
  return textsOf(entry, tree, host, () => true)
}

function textsOf(entry: ServerEntry, tree: SyntaxTree, host: Host, wanted: (role: Expanded) => boolean): readonly Text[] {
  return ROLES.filter(wanted).flatMap((role) => {
    const field = fieldOf(entry, host, role)
    return field ? stringsIn(tree, field.member.value, field.path) : []
  })
}

/** The string itself, those of a list, or the values of a map. */
function stringsIn(tree: SyntaxTree, node: SyntaxNode | undefined, path: Path): readonly Text[] {
  if (node?.kind === 'array')
    return node.items.flatMap((item, index) => (item.kind === 'string' ? (textOf(tree, item, [...path, index]) ?? []) : []))
  if (node?.kind === 'object')
    return node.members.flatMap(({ key, value }) => (value?.kind === 'string' ? (textOf(tree, value, [...path, key]) ?? []) : []))
  return node?.kind === 'string' ? [textOf(tree, node, path)].flatMap((text) => text ?? []) : []
}

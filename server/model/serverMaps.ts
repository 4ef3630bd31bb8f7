import { contentSpan, memberOf } from '../syntax/find.ts'
import { nodesAt } from '../syntax/nodesAt.ts'
import type { ArrayNode, ObjectNode, Path, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import { memberWith, partAt } from './entryParts.ts'
import { type Host, holdsOf } from './host.ts'
import { type Place, textOf } from './place.ts'

export interface FoundEntry {
  readonly name: string
  /** Of the name, without quotes; of an entry without one, where it begins. */
  readonly nameAt: Place
  readonly node: ObjectNode
  readonly path: Path
}

export interface ForeignServers {
  readonly key: string
  readonly path: Path
  readonly at: Place
}

/**
 * Every server entry of a file, in the order the host looks for them. `foreign` is a map under a key this host does not read.
 * Of two entries with one name in one map the host reads the last.
 */
export function findEntries(tree: SyntaxTree, host: Host, foreign: Path | undefined): readonly FoundEntry[] {
  if (holdsOf(host) === 'settings') return []
  const places = [host.serversPath, ...host.furtherServersPaths].flatMap((path) => nodesAt(tree.root, path))
  if (foreign) places.push(...nodesAt(tree.root, foreign))
  const { root } = tree
  if (places.length === 0 && host.bareMap && root?.kind === 'object' && isBareMap(root, host))
    places.push({ node: root, path: [] })
  return places.flatMap(({ node, path }) => entriesIn(tree, host, node, path))
}

function entriesIn(tree: SyntaxTree, host: Host, node: SyntaxNode, path: Path): readonly FoundEntry[] {
  if (host.container === 'entry') return namedByRoot(tree, node, path)
  if (node.kind === 'array') return entriesOfList(tree, host, node, path)
  if (node.kind !== 'object') return []
  return entriesOfMap(tree, node, path)
}

function entriesOfMap(tree: SyntaxTree, map: ObjectNode, path: Path): readonly FoundEntry[] {
  return map.members.flatMap(({ key, keySpan, value }): readonly FoundEntry[] => {
    if (value?.kind !== 'object' || memberOf(map, key)?.value !== value) return []
    const place = [...path, key]
    return [{ name: key, nameAt: { span: contentSpan(tree, keySpan), path: place }, node: value, path: place }]
  })
}

/**
 * `- name: docs` with the fields beside it, or `- docs: { … }`; a bare name refers to a server of another file. One without any
 * name is called by its place, as people count: "#1" is the first.
 */
function entriesOfList(tree: SyntaxTree, host: Host, { items }: ArrayNode, path: Path): readonly FoundEntry[] {
  return items.flatMap((item, index): readonly FoundEntry[] => {
    if (item.kind !== 'object') return []
    const place = [...path, index]
    const named = partAt(item, [...host.names.name, 'name', 'id'], place)
    const name = named && textOf(tree, named.node, named.path)
    if (name) return [{ name: name.text, nameAt: name, node: item, path: place }]
    const [only, ...others] = item.members
    if (only?.value?.kind === 'object' && others.length === 0) return entriesOfMap(tree, item, place)
    if (!looksLikeServer(item, host)) return []
    return [
      {
        name: `#${index + 1}`,
        nameAt: { span: { start: item.span.start, end: item.span.start + 1 }, path: place },
        node: item,
        path: place,
      },
    ]
  })
}

/** The file describes one server, perhaps with several ways to start it, and its root has the name. */
function namedByRoot(tree: SyntaxTree, node: SyntaxNode, path: Path): readonly FoundEntry[] {
  if (node.kind === 'array') return node.items.flatMap((item, index) => namedByRoot(tree, item, [...path, index]))
  if (node.kind !== 'object') return []
  const root = tree.root?.kind === 'object' ? tree.root : node
  const name = textOf(tree, memberOf(root, 'name')?.value, ['name'])
  const nameAt = name ?? { span: { start: node.span.start, end: node.span.start + 1 }, path }
  return [{ name: name?.text ?? '', nameAt, node, path }]
}

/** Every member looks like a server; a file of something else has members that do not. */
function isBareMap(root: ObjectNode, host: Host): boolean {
  return root.members.length > 0 && root.members.every(({ value }) => value?.kind === 'object' && looksLikeServer(value, host))
}

/** Also as other hosts spell it: what is wrong with an entry is for the rules to say. */
function looksLikeServer(node: ObjectNode, { names }: Host): boolean {
  return memberWith(node, ['command', 'url', ...names.command, ...names.url]) !== undefined
}

/** Only where this host finds nothing, and only a map that really holds servers: `mcp` and `servers` are common words. */
export function findForeign(tree: SyntaxTree, host: Host, root: ObjectNode): ForeignServers | undefined {
  if (holdsOf(host) === 'settings') return undefined
  const [own] = host.serversPath
  if (own !== undefined && memberOf(root, String(own))) return undefined
  for (const key of host.foreignServersKeys) {
    const member = memberOf(root, key)
    if (member?.value?.kind !== 'object') continue
    if (holdsServers(member.value, host)) {
      return { key, path: [key], at: { span: contentSpan(tree, member.keySpan), path: [key] } }
    }
    // `"mcp": { "servers": … }` is how VS Code's settings held them.
    const inner = memberOf(member.value, 'servers')
    if (inner?.value?.kind === 'object' && holdsServers(inner.value, host)) {
      const path = [key, 'servers']
      return { key: path.join('.'), path, at: { span: contentSpan(tree, inner.keySpan), path } }
    }
  }
  return undefined
}

function holdsServers(map: ObjectNode, host: Host): boolean {
  return map.members.some(({ value }) => value?.kind === 'object' && looksLikeServer(value, host))
}

import { contentSpan, memberOf, nodeAt } from '../../syntax/find.ts'
import type { ArrayNode, Member, Path } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { type Text, textOf } from '../place.ts'

/** Each fix of a line reads the whole list. */
const STRINGS = new WeakMap<ArrayNode, readonly Text[]>()

/** The strings of the list at a path, each with its place; whatever else stands in it is left out, as hosts do. */
export function stringsAt({ tree }: McpConfig, path: Path): readonly Text[] {
  const list = nodeAt(tree, path)
  if (list?.kind !== 'array') return []
  const known = STRINGS.get(list)
  if (known) return known
  const strings = list.items.flatMap((item, index) =>
    item.kind === 'string' ? (textOf(tree, item, [...path, index]) ?? []) : [],
  )
  STRINGS.set(list, strings)
  return strings
}

/** The scalar at a path. */
export function textAt({ tree }: McpConfig, path: Path): Text | undefined {
  return textOf(tree, nodeAt(tree, path), path)
}

export interface MapEntry {
  /** The key, without quotes. */
  readonly key: Text
  readonly path: Path
  readonly member: Member
}

/** The members of the map at a path in the order of the file; of several with one key the last, the one hosts read. */
export function entriesAt({ tree }: McpConfig, path: Path): readonly MapEntry[] {
  const map = nodeAt(tree, path)
  if (map?.kind !== 'object') return []
  return map.members.flatMap((member): readonly MapEntry[] => {
    if (memberOf(map, member.key) !== member) return []
    const own = [...path, member.key]
    return [{ key: { text: member.key, span: contentSpan(tree, member.keySpan), path: own }, path: own, member }]
  })
}

/**
 * `<server>_<tool>` taken apart. Both may hold `_`, so the servers of the file decide; where none fits, the first `_` does.
 */
export function splitJoined(text: string, config: McpConfig): { readonly server: string; readonly tool: string } {
  const names = namesOf(config)
  for (let at = text.lastIndexOf('_'); at > 0; at = text.lastIndexOf('_', at - 1)) {
    if (names.has(text.slice(0, at))) return { server: text.slice(0, at), tool: text.slice(at + 1) || '*' }
  }
  const first = text.indexOf('_')
  return first < 0 ? { server: text, tool: '*' } : { server: text.slice(0, first), tool: text.slice(first + 1) || '*' }
}

/** Where settings stand: VS Code's also within files that hold more than them. */
export function settingsRoots({ host }: McpConfig): readonly Path[] {
  return host.id === 'vscode' ? [[], ['settings'], ['customizations', 'vscode', 'settings']] : [[]]
}

const NAMES = new WeakMap<McpConfig, ReadonlySet<string>>()

function namesOf(config: McpConfig): ReadonlySet<string> {
  const names = NAMES.get(config) ?? new Set(config.servers.map(({ name }) => name))
  NAMES.set(config, names)
  return names
}

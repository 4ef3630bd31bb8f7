import type { Host } from '../model/host.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { Place } from '../model/place.ts'
import { contentSpan, memberOf } from '../syntax/find.ts'
import type { Member, Path, SyntaxTree } from '../syntax/tree.ts'

export type FieldRole = 'command' | 'args' | 'env' | 'headers' | 'url' | 'type'

/** A field of a server entry as it is written in the file. */
export interface EntryField {
  readonly member: Member
  readonly path: Path
}

/** How this host spells a field, the name to write first; none where it has no such field. */
export function namesOf({ names }: Host, role: FieldRole): readonly string[] {
  return names[role]
}

/** The field of this meaning, under whichever of the host's names it stands. */
export function fieldOf({ node, path }: ServerEntry, host: Host, role: FieldRole): EntryField | undefined {
  for (const name of namesOf(host, role)) {
    const member = memberOf(node, name)
    if (member) return { member, path: [...path, name] }
  }
  return undefined
}

/** Where a variable or header of this name is set in an entry; undefined where that is no map, or the host has no such field. */
export function settingPath(entry: ServerEntry, host: Host, role: 'env' | 'headers', setting: string): Path | undefined {
  const field = fieldOf(entry, host, role)
  if (field) return field.member.value?.kind === 'object' ? [...field.path, setting] : undefined
  const [name] = namesOf(host, role)
  return name === undefined ? undefined : [...entry.path, name, setting]
}

/** The key of a field, without its quotes. */
export function keyAt(tree: SyntaxTree, { member, path }: EntryField): Place {
  return { span: contentSpan(tree, member.keySpan), path }
}

/**
 * The entry stands under a root key that only other hosts read, and is probably written in the dialect of one of them: what
 * is wrong is the key. By its path alone, so that a check of one entry may ask.
 */
export function standsUnderForeignKey(
  { path }: ServerEntry,
  { serversPath, furtherServersPaths, foreignServersKeys }: Host,
): boolean {
  const [key] = path
  const isOwn = [serversPath, ...furtherServersPaths].some(([first]) => first === key || first === '*')
  return path.length > 1 && !isOwn && typeof key === 'string' && foreignServersKeys.includes(key)
}

/** Entries of this host are no objects of named fields, as packages of a registry are not: nothing can be said of fields. */
export function hasOtherForm({ readEntry, names }: Host): boolean {
  return readEntry !== undefined && names.command.length === 0
}

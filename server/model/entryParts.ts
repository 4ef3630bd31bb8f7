import { memberOf } from '../syntax/find.ts'
import type { Member, ObjectNode, Path, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import type { FieldNames, Host } from './host.ts'
import type { Mount, Source } from './launch.ts'
import { type Text, textOf } from './place.ts'

/** A node with its path, as readers of maps and lists want it. */
export interface Part {
  readonly node: SyntaxNode
  readonly path: Path
}

/** What an entry says, before anything of it is understood; the same for every host. */
export interface EntryParts {
  readonly type: Text | undefined
  /** The first word of the command line. */
  readonly command: Text | undefined
  /** The words behind it, as the file has them; what is no scalar is left out, as hosts refuse it. */
  readonly args: readonly Text[]
  readonly url: Text | undefined
  /** By the field the address stands in. */
  readonly urlTransport: 'http' | 'sse' | undefined
  /** What is fetched and run where the entry names it beside no command: an image, a package. */
  readonly source: Source | undefined
  readonly mounts: readonly Mount[]
  /** Maps, or lists of objects with `name` and `value`. */
  readonly env: readonly Part[]
  readonly headers: readonly Part[]
  /** Lists of names of variables that are passed on, or of objects with such a name. */
  readonly passedEnv: readonly Part[]
  /** Maps of headers to names of variables. */
  readonly envHeaders: readonly Part[]
  readonly bearer: readonly Part[]
  readonly bearerEnv: readonly Part[]
  readonly enabled: boolean
}

export type ReadEntryParts = (tree: SyntaxTree, host: Host, entry: ObjectNode, path: Path) => EntryParts

/** The parts of an entry as this host reads them. Never throws: a part of another shape than the host takes is left out. */
export function readEntryParts(tree: SyntaxTree, host: Host, entry: ObjectNode, path: Path): EntryParts {
  return (host.readEntry ?? readNamedFields)(tree, host, entry, path)
}

/** An entry whose parts are fields with the names of this host. */
export function readNamedFields(tree: SyntaxTree, { names }: Host, entry: ObjectNode, path: Path): EntryParts {
  const partOf = (field: readonly string[]): Part | undefined => partAt(entry, field, path)
  const partsOf = (field: readonly string[]): readonly Part[] => {
    const part = partOf(field)
    return part ? [part] : []
  }
  const scalar = (part: Part | undefined): Text | undefined => part && textOf(tree, part.node, part.path)
  const commandPart = partOf(names.command)
  const words = names.commandIsList ? wordsOf(tree, commandPart) : []
  const url = partOf(names.url)
  return {
    type: scalar(partOf(names.type)),
    command: words[0] ?? scalar(commandPart),
    args: [...words.slice(1), ...wordsOf(tree, partOf(names.args))],
    url: scalar(url),
    urlTransport: url && names.urlTransports[String(url.path.at(-1))],
    env: partsOf(names.env),
    headers: partsOf(names.headers),
    passedEnv: partsOf(names.passedEnv),
    envHeaders: partsOf(names.envHeaders),
    bearer: partsOf(names.bearer),
    bearerEnv: partsOf(names.bearerEnv),
    source: undefined,
    mounts: [],
    enabled: isEnabled(names, entry),
  }
}

/** The part at the end of a path of keys. */
export function partBelow(entry: ObjectNode, keys: readonly string[], path: Path): Part | undefined {
  let part: Part = { node: entry, path }
  for (const key of keys) {
    const inner = part.node.kind === 'object' ? partAt(part.node, [key], part.path) : undefined
    if (!inner) return undefined
    part = inner
  }
  return part
}

export function isEnabled({ disabled }: FieldNames, entry: ObjectNode): boolean {
  if (!disabled) return true
  const value = memberOf(entry, disabled.field)?.value
  return !(value?.kind === 'boolean' && value.value === disabled.when)
}

/** The scalars of a list in their order. */
export function wordsOf(tree: SyntaxTree, part: Part | undefined): readonly Text[] {
  if (part?.node.kind !== 'array') return []
  return part.node.items.flatMap((item, index) => textOf(tree, item, [...part.path, index]) ?? [])
}

/** The field with one of these spellings; the host reads the first it finds. */
export function partAt(entry: ObjectNode, spellings: readonly string[], path: Path): Part | undefined {
  const member = memberWith(entry, spellings)
  return member?.value && { node: member.value, path: [...path, member.key] }
}

export function memberWith(entry: ObjectNode, spellings: readonly string[]): Member | undefined {
  for (const key of spellings) {
    const member = memberOf(entry, key)
    if (member) return member
  }
  return undefined
}

import { memberOf } from '../../syntax/find.ts'
import type { ObjectNode, Path, SyntaxTree } from '../../syntax/tree.ts'
import { type Part, partAt, partBelow, type ReadEntryParts, readNamedFields } from '../entryParts.ts'
import { imageSource } from '../launch/specifications.ts'
import type { Source } from '../launch.ts'
import { type Text, textOf } from '../place.ts'

/** A package says where it comes from instead of a command; before 2025-09-16 its keys had underscores. */
export const readWays: ReadEntryParts = (tree, host, entry, path) => {
  const text = (part: Part | undefined): Text | undefined => part && textOf(tree, part.node, part.path)
  return {
    ...readNamedFields(tree, host, entry, path),
    type: text(partBelow(entry, ['transport', 'type'], path)) ?? text(partAt(entry, ['type', 'transport_type'], path)),
    source: sourceOf(tree, entry, path),
    // The runtime's own arguments are none of the server.
    args: argumentsIn(tree, entry, [...path, 'packageArguments']),
  }
}

function sourceOf(tree: SyntaxTree, entry: ObjectNode, path: Path): Source | undefined {
  const text = (key: string): Text | undefined => textOf(tree, memberOf(entry, key)?.value, [...path, key])
  const name = text('identifier')
  const kind = text('registryType')?.text
  const version = text('version')
  if (!name) return undefined
  if (kind === 'oci') return imageSource(name)
  if (kind !== 'npm' && kind !== 'pypi') return undefined
  return {
    ecosystem: kind,
    name: name.text,
    version: version && { text: version.text, kind: /^v?\d+(?:\.\d+){1,3}(?:[-+.\w]*)$/.test(version.text) ? 'exact' : 'tag' },
    digest: undefined,
    span: name.span,
    path: name.path,
  }
}

/** `{ "type": "named", "name": "--port", "value": "8080" }`; what is asked for later has no value. */
function argumentsIn(tree: SyntaxTree, entry: ObjectNode, path: Path): readonly Text[] {
  const list = memberOf(entry, String(path.at(-1)))?.value
  if (list?.kind !== 'array') return []
  return list.items.flatMap((item, index) => {
    if (item.kind !== 'object') return []
    return ['name', 'value'].flatMap((key) => textOf(tree, memberOf(item, key)?.value, [...path, index, key]) ?? [])
  })
}

import { memberOf } from '../../syntax/find.ts'
import type { ObjectNode, Path, SyntaxTree } from '../../syntax/tree.ts'
import { type Part, partBelow, type ReadEntryParts, readNamedFields, wordsOf } from '../entryParts.ts'
import { volume } from '../launch/containers.ts'
import { imageSource } from '../launch/specifications.ts'
import type { Source } from '../launch.ts'
import { type Text, textOf } from '../place.ts'

/** An entry of a catalogue names an image, or an address under `remote`; a file of one server has the variables in `config`. */
export const readCatalogued: ReadEntryParts = (tree, host, entry, path) => {
  const parts = readNamedFields(tree, host, entry, path)
  const below = (...keys: readonly string[]): readonly Part[] => {
    const part = partBelow(entry, keys, path)
    return part ? [part] : []
  }
  const textBelow = (...keys: readonly string[]): Text | undefined => {
    const [part] = below(...keys)
    return part && textOf(tree, part.node, part.path)
  }
  const volumes = [...below('volumes'), ...below('run', 'volumes')].flatMap((part) => wordsOf(tree, part))
  return {
    ...parts,
    type: textBelow('remote', 'transport_type'),
    url: textBelow('remote', 'url') ?? textBelow('sseEndpoint'),
    urlTransport: textBelow('sseEndpoint') && 'sse',
    source: sourceOf(tree, entry, path),
    args: [...parts.args, ...below('run', 'command').flatMap((part) => wordsOf(tree, part))],
    env: [...parts.env, ...below('config', 'env')],
    passedEnv: [...parts.passedEnv, ...below('config', 'secrets')],
    headers: below('remote', 'headers'),
    mounts: volumes.flatMap((word) => volume(tree, word)),
  }
}

function sourceOf(tree: SyntaxTree, entry: ObjectNode, path: Path): Source | undefined {
  const image = textOf(tree, memberOf(entry, 'image')?.value, [...path, 'image'])
  return image && imageSource(image)
}

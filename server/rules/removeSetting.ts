import type { Setting } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Patch } from '../syntax/patch.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { argumentAt, removeOption } from './argumentPatches.ts'

/**
 * Takes a variable out of the entry, wherever it is set: a field, `-e NAME=value` of a container, `env NAME=value`.
 * Undefined where the words do not stand alone, as in `sh -c "…"`.
 */
export function removeSetting(
  { from, name, nameAt, value }: Setting,
  entry: ServerEntry,
  tree: SyntaxTree,
): readonly Patch[] | undefined {
  if (from === 'field') return [{ op: 'remove', path: nameAt.path }]
  if (argumentAt(nameAt.path, entry)) return removeOption(nameAt.path, entry)
  const node = nodeAt(tree, nameAt.path)
  const isOwnWord = node?.kind === 'string' && node.value === `${name}=${value?.text ?? ''}`
  return isOwnWord && typeof nameAt.path.at(-1) === 'number' ? [{ op: 'remove', path: nameAt.path }] : undefined
}

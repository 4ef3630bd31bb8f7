import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Cursor } from './cursor.ts'
import { flowCursor, holds, JSON_FLOW } from './flowCursor.ts'

export function jsonCursor(tree: SyntaxTree, offset: number): Cursor | undefined {
  const { root } = tree
  if (root?.kind !== 'object' && root?.kind !== 'array') return undefined
  return holds(tree.text, root, offset) ? flowCursor(tree, root, [], offset, JSON_FLOW) : undefined
}

import { memberOf } from './find.ts'
import type { Path, SyntaxNode } from './tree.ts'

export interface FoundNode {
  readonly node: SyntaxNode
  readonly path: Path
}

/** All nodes at a path in which `*` is any key of a map and `[]` any item of a list, in the order of the file. */
export function nodesAt(node: SyntaxNode | undefined, path: Path, from: Path = []): readonly FoundNode[] {
  const [step, ...rest] = path
  if (!node) return []
  if (step === undefined) return [{ node, path: from }]
  if (step === '[]') {
    return node.kind === 'array' ? node.items.flatMap((item, index) => nodesAt(item, rest, [...from, index])) : []
  }
  if (node.kind !== 'object') return []
  const members = step === '*' ? node.members : [memberOf(node, String(step))]
  return members.flatMap((member) => (member ? nodesAt(member.value, rest, [...from, member.key]) : []))
}

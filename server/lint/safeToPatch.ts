import type { Fix } from '../rules/rule.ts'
import type { BrokenPlaces } from '../syntax/brokenPlaces.ts'
import type { Path, Span } from '../syntax/tree.ts'

/** A server entry with its name. */
export interface Stretch {
  readonly path: Path
  readonly span: Span
}

/**
 * Whether a fix can be offered: a patch goes by the tree, and of a half-typed text the tree is a guess. What a patch changes
 * in the entry of its finding needs that entry whole; anything else needs the whole file.
 */
export function isSafeToPatch({ patches }: Fix, entry: Stretch | undefined, broken: BrokenPlaces): boolean {
  if (!broken.any) return true
  if (!entry || broken.touch(entry.span)) return false
  return patches.every((patch) => patch.op === 'text' || entry.path.every((step, at) => step === patch.path[at]))
}

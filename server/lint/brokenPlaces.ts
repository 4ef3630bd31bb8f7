import type { Fix } from '../rules/rule.ts'
import type { Path, Span, SyntaxProblem } from '../syntax/tree.ts'

/** Where the parser had to guess what the text means. */
export interface BrokenPlaces {
  readonly any: boolean
  /** Whether one touches a stretch of the text; both ends belong to a stretch. */
  touch(stretch: Span): boolean
}

export function brokenPlaces(problems: readonly SyntaxProblem[]): BrokenPlaces {
  const spans = problems.flatMap(({ kind, span }) =>
    kind === 'invalid' || kind === 'too-deep' || kind === 'too-large' ? [span] : [],
  )
  return {
    any: spans.length > 0,
    touch: ({ start, end }) => spans.some((span) => span.start <= end && span.end >= start),
  }
}

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

import type { Span, SyntaxProblem } from './tree.ts'

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

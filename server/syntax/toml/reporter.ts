import { MAX_DEPTH, MAX_ERRORS } from '../json/parseJson.ts'
import type { Span, SyntaxProblem } from '../tree.ts'
import type { KeyPart } from './document.ts'

/** Gathers what is wrong with a file: one problem per statement, so that one slip is told once. */
export interface Reporter {
  /** What follows is a new statement: its errors are news. */
  nextStatement(): void
  fail(message: string, span: Span): void
  twice(message: (key: string) => string, part: KeyPart): void
  tooDeep(span: Span): void
  readonly isTooDeep: boolean
  /** In the order of the file. */
  problems(): readonly SyntaxProblem[]
}

export function createReporter(): Reporter {
  const problems: SyntaxProblem[] = []
  let quiet = false
  let errors = 0
  let rest: Span | undefined
  let deep: Span | undefined
  const widenRest = ({ start, end }: Span): void => {
    rest = { start: Math.min(rest?.start ?? start, start), end: Math.max(rest?.end ?? end, end) }
  }
  return {
    nextStatement: () => {
      quiet = false
    },
    fail: (message, span) => {
      if (quiet) return
      quiet = true
      errors++
      if (errors <= MAX_ERRORS) problems.push({ kind: 'invalid', message, span: { start: span.start, end: span.end } })
      else widenRest(span)
    },
    twice: (message, { key, keySpan: span }) => {
      // A file full of them is told as shortly as one full of errors.
      if (++errors <= MAX_ERRORS) problems.push({ kind: 'duplicate-key', message: message(key), span })
      else widenRest(span)
    },
    tooDeep: ({ start, end }) => {
      deep ??= { start, end }
    },
    get isTooDeep() {
      return deep !== undefined
    },
    problems: () => {
      if (deep)
        return [{ kind: 'too-deep', message: `The file is nested deeper than ${MAX_DEPTH} levels and is not read.`, span: deep }]
      const more = errors - MAX_ERRORS
      const message = `${more} more ${more === 1 ? 'error follows' : 'errors follow'} from here on.`
      const all: readonly SyntaxProblem[] = rest ? [...problems, { kind: 'invalid', message, span: rest }] : problems
      // What is not closed is told once its end is not found, behind what is inside.
      return [...all].sort((a, b) => a.span.start - b.span.start)
    },
  }
}

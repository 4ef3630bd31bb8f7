import type { UndoRecord } from '../protocol/languageRequests.ts'
import type { Span } from '../syntax/tree.ts'

/** One stretch of the file that changes, or a sentence that says why nothing can be changed. */
export type InsertionPlan = Change | Refusal

export interface Change {
  readonly ok: true
  readonly span: Span
  /** What stands there now. */
  readonly before: string
  readonly after: string
  /** For a recording: what must be kept to restore the exact text. */
  readonly undo?: UndoRecord
  /** Something the person should know before they agree, as sentences. */
  readonly note?: string
}

export interface Refusal {
  readonly ok: false
  readonly reason: string
}

export function refuse(reason: string): Refusal {
  return { ok: false, reason }
}

/** A replacement inside the file; several of them become the one stretch that is shown and confirmed. */
export interface Replacement {
  readonly span: Span
  readonly text: string
}

/** The smallest stretch that holds all replacements, which must be in the order of the file and apart from each other. */
export function joinReplacements(text: string, replacements: readonly Replacement[]): Pick<Change, 'span' | 'before' | 'after'> {
  const start = replacements[0]?.span.start ?? 0
  const end = replacements.at(-1)?.span.end ?? start
  let after = ''
  let at = start
  for (const { span, text: written } of replacements) {
    after += text.slice(at, span.start) + written
    at = span.end
  }
  return { span: { start, end }, before: text.slice(start, end), after }
}

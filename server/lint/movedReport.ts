import type { Place } from '../model/place.ts'
import type { Fix, Report } from '../rules/rule.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Span } from '../syntax/tree.ts'

/** The same report about an entry that moved. Field by field: what a fix writes is no place, whatever its keys are called. */
export function movedReport(report: Report, by: number): Report {
  const { at, related, fixes, value } = report
  return {
    ...report,
    at: movedPlace(at, by),
    ...(related && { related: related.map((one) => ({ ...one, span: movedSpan(one.span, by) })) }),
    ...(fixes && { fixes: fixes.map((one) => movedFix(one, by)) }),
    ...(value && { value: movedSpan(value, by) }),
  }
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}

function movedPlace(place: Place, by: number): Place {
  return { ...place, span: movedSpan(place.span, by) }
}

function movedFix(fix: Fix, by: number): Fix {
  return {
    ...fix,
    patches: fix.patches.map((patch): Patch => (patch.op === 'text' ? { ...patch, span: movedSpan(patch.span, by) } : patch)),
  }
}

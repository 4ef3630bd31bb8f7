import type { Confidence, Severity } from '../rules/rule.ts'

/** Levels as editors show them. */
export type DiagnosticLevel = 'Error' | 'Warning' | 'Information' | 'Hint'

/**
 * What could happen × how sure we are. "Error" is kept for what is wrong or dangerous as written; critical × medium is
 * the one exception, because its harm cannot be undone.
 */
const LEVELS: Readonly<Record<Severity, Readonly<Record<Confidence, DiagnosticLevel>>>> = {
  critical: { high: 'Error', medium: 'Error', low: 'Warning' },
  high: { high: 'Error', medium: 'Warning', low: 'Information' },
  medium: { high: 'Warning', medium: 'Warning', low: 'Information' },
  low: { high: 'Information', medium: 'Information', low: 'Hint' },
  info: { high: 'Hint', medium: 'Hint', low: 'Hint' },
}

export function diagnosticLevel(severity: Severity, confidence: Confidence): DiagnosticLevel {
  return LEVELS[severity][confidence]
}

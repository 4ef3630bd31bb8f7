import { CONFIDENCES, type Finding, SEVERITIES, type Severity } from '../../rules/rule.ts'

/** Whether a finding counts for the exit code: at or above the severity, and at least of medium confidence. */
export function isFailure(
  { severity, confidence }: Pick<Finding, 'severity' | 'confidence'>,
  failOn: Severity | 'never',
): boolean {
  if (failOn === 'never') return false
  return (
    SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn) && CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf('medium')
  )
}

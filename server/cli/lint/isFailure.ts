import { CONFIDENCES, type Confidence, type Finding, SEVERITIES, type Severity } from '../../rules/rule.ts'

/** Whether a finding counts for the exit code: at or above the severity, and at least of medium confidence. */
export function isFailure(finding: Pick<Finding, 'severity' | 'confidence'>, failOn: Severity | 'never'): boolean {
  return failOn !== 'never' && isAtLeast(finding, failOn, 'medium')
}

/** Whether a finding is at least as bad and at least as sure. */
export function isAtLeast(
  { severity, confidence }: Pick<Finding, 'severity' | 'confidence'>,
  leastSeverity: Severity,
  leastConfidence: Confidence,
): boolean {
  return (
    SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(leastSeverity) &&
    CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(leastConfidence)
  )
}

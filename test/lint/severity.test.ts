import { expect, it } from 'vitest'
import { diagnosticLevel } from '../../server/lint/severity.ts'
import { CONFIDENCES, SEVERITIES } from '../../server/rules/rule.ts'

// The table of the design, not of the code: confidence high, medium, low.
it.each([
  ['critical', 'Error', 'Error', 'Warning'],
  ['high', 'Error', 'Warning', 'Information'],
  ['medium', 'Warning', 'Warning', 'Information'],
  ['low', 'Information', 'Information', 'Hint'],
  ['info', 'Hint', 'Hint', 'Hint'],
] as const)('%s is %s, %s or %s by confidence', (severity, high, medium, low) => {
  expect(diagnosticLevel(severity, 'high')).toBe(high)
  expect(diagnosticLevel(severity, 'medium')).toBe(medium)
  expect(diagnosticLevel(severity, 'low')).toBe(low)
})

it('is known for every pair', () => {
  for (const severity of SEVERITIES)
    for (const confidence of CONFIDENCES) expect(diagnosticLevel(severity, confidence)).toBeDefined()
})

import { expect, it } from 'vitest'
import { durationWords, momentWords } from '../../server/rules/duration.ts'

it.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [90, '90 seconds'],
  [3_600, '1 hour'],
  [28_800, '8 hours'],
  [86_400, '1 day'],
  [31_622_400, '366 days'],
])('says %i seconds as "%s"', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})

it('says a moment without the zone of the machine', () => {
  expect(momentWords(1_800_000_000)).toBe('2027-01-15 08:00 UTC')
})

it('says nothing of a moment no calendar has', () => {
  expect(momentWords(1e20)).toBeUndefined()
})

import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import { RULES } from '../../server/rules/index.ts'
import { host } from '../model/config.ts'
import { TRAPS } from './robustnessTraps.ts'

/** What nobody may wait for; what other programs take meanwhile does not count, and a machine that was busy may try again. */
const MOST_MS = 1_000
const ATTEMPTS = 3

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

describe('a trap of parsers is linted in time', () => {
  it.each(TRAPS.map((trap) => [trap.name, trap] as const))('%s', (_, { hostId, file, text: make, found }) => {
    const text = make()
    const { findings, failures } = lint({ file, text }, host(hostId), RULES)
    expect(failures).toEqual([])
    const all = [...new Set(findings.map(({ rule }) => rule))].join(', ')
    for (const [rule, begins] of found) {
      const first = findings.find((finding) => finding.rule === rule)
      expect(first && text.slice(first.span.start, first.span.start + begins.length), `${rule} among ${all}`).toBe(begins)
    }

    let tookMs = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < ATTEMPTS && tookMs >= MOST_MS; attempt++)
      tookMs = Math.min(
        tookMs,
        cpuMs(() => lint({ file, text }, host(hostId), RULES)),
      )
    expect(tookMs).toBeLessThan(MOST_MS)
  })
})

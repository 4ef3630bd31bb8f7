import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import { RULES } from '../../server/rules/index.ts'
import { host } from '../model/config.ts'
import { TRAPS } from './robustnessTraps.ts'

/** What nobody may wait for; what other programs take meanwhile does not count, and a machine that was busy may try again. */
const MOST_MS = 1_000
const ATTEMPTS = 3

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

describe('a trap of parsers is linted in time', () => {
  it.each(TRAPS.map((trap) => [trap.name, trap] as const))('%s', (_, { hostId, file, text: make, found }) => {
    const text = make()
    const before = process.cpuUsage()
    const { findings, failures } = lint({ file, text }, host(hostId), RULES)
    let tookMs = cpuMsSince(before)
    expect(failures).toEqual([])
    const all = [...new Set(findings.map(({ rule }) => rule))].join(', ')
    for (const [rule, begins] of found) {
      const first = findings.find((finding) => finding.rule === rule)
      expect(first && text.slice(first.span.start, first.span.start + begins.length), `${rule} among ${all}`).toBe(begins)
    }

    for (let attempt = 2; attempt <= ATTEMPTS && tookMs >= MOST_MS; attempt++) {
      const again = process.cpuUsage()
      lint({ file, text }, host(hostId), RULES)
      tookMs = cpuMsSince(again)
    }
    expect(tookMs).toBeLessThan(MOST_MS)
  })
})

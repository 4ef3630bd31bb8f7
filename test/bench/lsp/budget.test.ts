import { describe, expect, it } from 'vitest'
import { judge } from './budget.mjs'
import { summarise } from './lib/summarise.mjs'

/** One life of a server whose keys take so long. */
const session = (keyMs: number) => ({
  ok: true,
  round: 0,
  latency: { edit: [keyMs], verdict: [keyMs], hover: [1], action: [1] },
  burst: { completion: [1], refused: 0, items: 1, settleMs: 1, reports: 24, keys: 24, cpuPerKeyMs: 1 },
  checks: { checks: 4, right: 4, missed: 0 },
  firstDiagnosticsMs: 100,
  cpuPerEditMs: 1,
  peakRssMiB: 50,
  baseDiagnostics: 1,
})
const server = (peer: string, keyMs: number, family = 'yaml') => ({
  family,
  size: 'typical',
  peer,
  characters: 1,
  sessions: [session(keyMs)],
})
const verdicts = (cases: ReturnType<typeof server>[], what: string, against?: string) =>
  judge(summarise(cases))
    .filter(({ goal }) => goal.what === what && goal.against === against)
    .map(({ measured, holds }) => [measured, holds])

describe('a speed goal', () => {
  it.each([
    [1.2, 'yes'],
    [1.6, 'within the noise'], // the goal is 1.3, and 30 % more is what the harness differs from itself
    [1.8, 'NO'],
  ])('at %s times the floor: %s', (keyMs, holds) => {
    const cases = [server('floor-yaml', 1), server('ours push', keyMs)]
    expect(verdicts(cases, 'key → verdict, p50', 'floor-yaml')).toEqual([[keyMs, holds]])
  })

  it('fails when its floor did not run', () => {
    expect(verdicts([server('ours push', 1)], 'key → verdict, p50', 'floor-yaml')).toEqual([[null, 'NOT MEASURED']])
  })

  it('fails when nothing was measured', () => {
    const ours = server('ours push', 1)
    for (const one of ours.sessions) one.latency.hover = []
    expect(verdicts([ours], 'hover, p95 ms')).toEqual([[null, 'NOT MEASURED']])
  })

  it('against a peer that is not there is left out', () => {
    const toml = [server('floor-toml', 1, 'toml'), server('ours push', 1, 'toml')]
    expect(verdicts(toml, 'key → verdict, p50', 'tombi push')).toEqual([])
    expect(verdicts([...toml, server('tombi push', 2, 'toml')], 'key → verdict, p50', 'tombi push')).toEqual([[0.5, 'yes']])
  })

  it('fails for one wrong first answer of hundreds', () => {
    const ours = server('ours push', 1)
    for (const one of ours.sessions) one.checks = { checks: 300, right: 299, missed: 0 }
    expect(verdicts([ours], 'first answers that were wrong')).toEqual([[1, 'NO']])
  })
})

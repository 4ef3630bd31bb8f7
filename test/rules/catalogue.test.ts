import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { marksOut } from '../../server/rules/marks.ts'
import type { Example } from '../../server/rules/rule.ts'
import { loadRules } from './loadRules.ts'

/** The rows of the rule catalogue about configurations, settings of hosts and several files, without those that need a manifest. */
interface Row {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly tier: number
  readonly severity: string
  readonly confidence: string
  readonly persona: string
  readonly fix: 'safe' | 'review' | 'none'
  readonly standards: readonly string[]
  readonly guards: readonly string[]
  readonly absorbs: readonly string[]
  readonly bad: readonly string[]
  readonly good: readonly string[]
}

const catalogue: readonly Row[] = JSON.parse(readFileSync('test/rules/catalogue.json', 'utf8'))
/** Where a rule differs on purpose, and the record that says why. */
const DEVIATIONS: Readonly<Record<string, { readonly differs: Partial<Row>; readonly record: string }>> = {
  'lethal-trifecta': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
  'untrusted-to-execute': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
  'untrusted-to-money': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
  'mutable-image-tag': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
  'agent-can-write-own-config': {
    differs: { fix: 'none' },
    record: 'docs/decisions/0013-further-readings-of-the-catalogue.md',
  },
  'env-file-exposed': { differs: { fix: 'none' }, record: 'docs/decisions/0013-further-readings-of-the-catalogue.md' },
  'secret-config-permissions': { differs: { fix: 'none' }, record: 'docs/decisions/0013-further-readings-of-the-catalogue.md' },
  // The second clarification of the catalogue says so, its row does not.
  'temporary-key-without-session-token': {
    differs: { absorbs: ['hardcoded-secret'] },
    record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md',
  },
}
const loaded = await loadRules()
const rows = catalogue.filter(({ id }) => loaded.some(({ rule }) => rule.meta.id === id))

describe('the rules and the catalogue', () => {
  it('are about the same rules', () => {
    expect(loaded.map(({ rule }) => rule.meta.id).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted())
  })

  it.each(rows)('agree on $id', (row) => {
    const meta = loaded.find(({ rule }) => rule.meta.id === row.id)?.rule.meta
    const { bad: _, good: __, ...facts } = { ...row, ...DEVIATIONS[row.id]?.differs }
    const { id, group, title, tier, severity, confidence, persona, standards, guards, absorbs, fix } = meta ?? {}
    expect({
      id,
      group,
      title,
      tier,
      severity,
      confidence,
      persona,
      fix: fix?.safety ?? 'none',
      standards,
      guards,
      absorbs,
    }).toEqual(facts)
  })

  it.each(rows)('have the examples of the catalogue for $id', (row) => {
    const examples = loaded.find(({ rule }) => rule.meta.id === row.id)?.examples
    const texts = (list: readonly Example[] = []) =>
      list.flatMap(({ text, beside = [] }) => [text, ...beside.map((one) => one.text)]).map((text) => marksOut(text).text)
    for (const text of row.bad) expect(texts(examples?.bad)).toContain(text)
    for (const text of row.good) expect(texts(examples?.good)).toContain(text)
  })

  it.each(Object.entries(DEVIATIONS))('say in a record why %s differs', (_, { record }) => {
    expect(existsSync(record)).toBe(true)
  })
})

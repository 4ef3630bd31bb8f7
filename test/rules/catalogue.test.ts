import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { marksOut } from '../../server/rules/marks.ts'
import { loadRules } from './loadRules.ts'

/** The rows of the rule catalogue for the rules that are here. */
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

const rows: readonly Row[] = JSON.parse(readFileSync('test/rules/catalogue.json', 'utf8'))
/** Where a rule differs on purpose, and the record that says why. */
const DEVIATIONS: Readonly<Record<string, { readonly differs: Partial<Row>; readonly record: string }>> = {
  'unpinned-package': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
  'mutable-image-tag': { differs: { fix: 'none' }, record: 'docs/decisions/0006-readings-of-the-rule-catalogue.md' },
}
const loaded = await loadRules()

describe('the rules and the catalogue', () => {
  it('are about the same rules', () => {
    expect(loaded.map(({ rule }) => rule.meta.id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
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
    const texts = (list: readonly { readonly text: string }[] = []) => list.map(({ text }) => marksOut(text).text)
    for (const text of row.bad) expect(texts(examples?.bad)).toContain(text)
    for (const text of row.good) expect(texts(examples?.good)).toContain(text)
  })

  it.each(Object.entries(DEVIATIONS))('say in a record why %s differs', (_, { record }) => {
    expect(existsSync(record)).toBe(true)
  })
})

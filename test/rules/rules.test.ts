import { describe, expect, it } from 'vitest'
import { type LintResult, lint } from '../../server/lint/lint.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'
import { marksOut } from '../../server/rules/marks.ts'
import { type BadExample, type Example, type Fix, PERSONAS, type Rule, SEVERITIES } from '../../server/rules/rule.ts'
import { applyEdits, applyPatches } from '../../server/syntax/patch.ts'
import { contextOf } from './exampleContext.ts'
import { loadRules } from './loadRules.ts'

const loaded = await loadRules()
const ALL = { persona: 'auditor', severities: {} } as const

function check(example: Example, rules: readonly Rule[], text = marksOut(example.text).text): LintResult {
  const host = hostForFile(example.host, example.file ?? '')
  if (!host) throw new Error(`no host ${example.host}`)
  const also = RULES.filter(({ meta }) => example.alongside?.includes(meta.id))
  const all = lint(
    { file: example.file ?? 'a/file.json', text },
    host,
    [...new Set([...rules, ...also])],
    ALL,
    undefined,
    contextOf(example),
  )
  const result = {
    ...all,
    findings: all.findings.filter(({ rule }) => rule === example.judged || rules.some(({ meta }) => meta.id === rule)),
  }
  expect(result.failures).toEqual([])
  // A rule that its persona hides does not run: it must not have had something to say to somebody who sees less.
  for (const { rule: id, persona } of result.findings) {
    const meta = [...rules, ...also].find((one) => one.meta.id === id)?.meta
    expect(PERSONAS.indexOf(persona)).toBeGreaterThanOrEqual(PERSONAS.indexOf(meta?.firstSeenBy ?? meta?.persona ?? 'regular'))
  }
  return result
}

function fixedText(result: LintResult, fix: Fix): string {
  const { tree } = result.config
  return applyEdits(tree.text, applyPatches(tree, fix.patches))
}

const problems = ({ config }: LintResult) =>
  config.tree.problems.filter(({ kind }) => {
    if (kind === 'comment') return !config.host.syntax.comments
    return kind === 'trailing-comma' ? !config.host.syntax.trailingCommas : kind !== 'duplicate-key'
  })

describe('the index', () => {
  it('lists every rule file', () => {
    expect(RULES.map(({ meta }) => meta.id).toSorted()).toEqual(loaded.map(({ rule }) => rule.meta.id).toSorted())
  })

  it.each(loaded)('keeps the rule of $file in the folder of its group, under its id', ({ file, rule }) => {
    expect(file).toBe(`server/rules/${rule.meta.group}/${rule.meta.id}.ts`)
  })
})

describe.each(loaded)('$rule.meta.id', ({ rule, examples }) => {
  it.each(examples.good.map((example, at) => [at + 1, example] as const))('is silent on its good example %i', (_, example) => {
    expect(check(example, [rule]).findings.map(({ message }) => message)).toEqual([])
  })

  it.each(examples.bad.map((example, at) => [at + 1, example] as const))(
    'reports its bad example %i as it says',
    (_, example) => {
      const { findings } = check(example, [rule])
      const [first] = findings
      expect(findings.map(({ span: { start, end } }) => ({ start, end }))).toEqual(marksOut(example.text).spans)
      expect(first?.message).toBe(example.message)
      for (const key of ['severity', 'confidence', 'persona'] as const) if (example[key]) expect(first?.[key]).toBe(example[key])
    },
  )

  const fixes = examples.bad.flatMap((example, at) =>
    fixesOf(example, rule).map((fix, nth) => ({ example, fix, name: `${at + 1}.${nth + 1}` })),
  )

  it('offers a fix exactly where its metadata say that there is one', () => {
    expect(fixes.length > 0).toBe(rule.meta.fix !== undefined)
  })

  it.each(examples.bad.filter(({ fixed }) => fixed !== undefined).map((example, at) => [at + 1, example] as const))(
    'fixes its bad example %i as it says',
    (_, example) => {
      const result = check(example, [rule])
      const fix = result.findings[0]?.fixes[0]
      expect(fix && fixedText(result, fix)).toBe(example.fixed)
    },
  )

  it.each(fixes)('keeps the promises of fixes with fix $name', ({ example, fix }) => {
    const before = check(example, RULES)
    const after = check(example, RULES, fixedText(before, fix))
    const ruleBefore = check(example, [rule])
    const ruleAfter = check(example, [rule], fixedText(before, fix))

    expect(problems(after).length, 'the result parses').toBeLessThanOrEqual(problems(before).length)
    if (rule.meta.id !== 'config-parse-error') expect(problems(after)).toEqual([])
    expect(ruleAfter.findings.length, 'the finding is gone').toBe(ruleBefore.findings.length - 1)

    // What this rule absorbed was there before, also where the fix lets it be seen.
    const absorbed = RULES.filter(({ meta }) => rule.meta.absorbs.includes(meta.id))
    const known = new Set(
      [before, ...absorbed.map((one) => check(example, [one]))].flatMap(({ findings }) =>
        findings.map((finding) => `${finding.rule} ${finding.server}`),
      ),
    )
    const limit = SEVERITIES.indexOf(ruleBefore.findings[0]?.severity ?? 'info')
    const worse = after.findings.filter(
      (finding) => !known.has(`${finding.rule} ${finding.server}`) && SEVERITIES.indexOf(finding.severity) >= limit,
    )
    expect(
      worse.map(({ message }) => message),
      'nothing as bad is new',
    ).toEqual([])
  })

  it.each(fixes)('touches nothing outside the edits of fix $name', ({ example, fix }) => {
    const before = check(example, [rule])
    const edits = applyPatches(before.config.tree, fix.patches).toSorted((a, b) => a.span.start - b.span.start)
    const text = before.config.tree.text
    let rest = fixedText(before, fix)
    let at = 0
    for (const { span, text: inserted } of edits) {
      expect(span.start).toBeGreaterThanOrEqual(at)
      const kept = text.slice(at, span.start)
      expect(rest.startsWith(kept + inserted)).toBe(true)
      rest = rest.slice(kept.length + inserted.length)
      at = span.end
    }
    expect(rest).toBe(text.slice(at))
  })

  it('calls no fix safe whose metadata ask for a review', () => {
    for (const { fix } of fixes) expect(['review', rule.meta.fix?.safety]).toContain(fix.safety)
  })
})

function fixesOf(example: BadExample, rule: Rule): readonly Fix[] {
  // Read before any test runs; a host that is missing is told by the test of the example.
  if (!hostForFile(example.host, example.file ?? '')) return []
  // The fixes of another rule's finding are tested with that rule.
  return example.judged === undefined ? (check(example, [rule]).findings[0]?.fixes ?? []) : []
}

describe('all rules together', () => {
  const good = loaded.flatMap(({ rule, examples }) =>
    examples.good.map((example, at) => ({ id: rule.meta.id, at: at + 1, example })),
  )

  it.each(good)('say on good example $at of $id only what it says they do', ({ example }) => {
    const findings = check(example, RULES).findings.filter(({ persona }) => persona === PERSONAS[0])
    expect([...new Set(findings.map(({ rule }) => rule))].toSorted()).toEqual((example.also ?? []).toSorted())
  })

  const every = loaded.flatMap(({ rule, examples }) =>
    [...examples.good, ...examples.bad].map((example, at) => ({ id: rule.meta.id, at: at + 1, example })),
  )

  it.each(every)('never tell a secret: example $at of $id', ({ example }) => {
    for (const finding of check(example, RULES).findings) {
      const said = [
        finding.message,
        ...finding.related.map(({ message }) => message),
        ...finding.fixes.flatMap((fix) => [fix.title, JSON.stringify(fix.patches)]),
      ]
      for (const words of said) expect(words).not.toMatch(FAKE)
    }
  })
})

/** What the fake secrets of the examples are made of; nothing else is. More of them stand in secrecy.test.ts. */
const FAKE = /NOT.?REAL|notreal|0bad1c0de|EXAMPLE\d/

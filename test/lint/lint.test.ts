import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type LintSettings, lint } from '../../server/lint/lint.ts'
import { type Finding, PERSONAS, type Report, type Rule, type RuleMeta } from '../../server/rules/rule.ts'
import { host } from '../model/config.ts'

const TEXT = '{"mcpServers": {"a": {"command": "one"}, "b": {"command": "two"}}}'

function rule(id: string, change: Partial<RuleMeta>, checks: Omit<Rule, 'meta'>): Rule {
  const meta: RuleMeta = {
    id,
    group: 'structure',
    title: id,
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '',
    when: '',
    why: '',
    fix: undefined,
    standards: [],
    guards: [],
    absorbs: [],
    since: '0.1.0',
    ...change,
  }
  return { meta, ...checks }
}

/** Reports the command of each entry, or of the named one. */
function onCommand(id: string, change: Partial<RuleMeta> = {}, report: Partial<Report> = {}, only?: string): Rule {
  return rule(id, change, {
    *server({ name, command }) {
      if (command && (only === undefined || only === name)) yield { at: command, message: `${id} of ${name}.`, ...report }
    },
  })
}

function run(rules: readonly Rule[], settings: Partial<LintSettings> = {}, file = '.mcp.json'): readonly Finding[] {
  return lint({ file, text: TEXT }, host('claude-code'), rules, { ...DEFAULT_SETTINGS, ...settings }).findings
}

describe('findings', () => {
  it('list a hundred related places, and say how many there are beyond', () => {
    const related = Array.from({ length: 250 }, (_, at) => ({ span: { start: at, end: at + 1 }, message: 'Here too.' }))
    const [finding] = run([onCommand('r', {}, { related })])
    expect(finding?.related).toHaveLength(101)
    expect(finding?.related.at(-1)).toEqual({
      span: { start: 100, end: 101 },
      message: '150 more places, of which this is the first, are not listed.',
    })
  })

  it('say rule, severity, place and server entry, and take from the rule what the report leaves out', () => {
    const [finding] = run([onCommand('r', { severity: 'low', confidence: 'medium' })])
    expect(finding).toEqual({
      rule: 'r',
      severity: 'low',
      confidence: 'medium',
      persona: 'regular',
      message: 'r of a.',
      span: { start: TEXT.indexOf('one'), end: TEXT.indexOf('one') + 3 },
      path: ['mcpServers', 'a', 'command'],
      server: 'a',
      related: [],
      fixes: [],
    })
  })

  it('say of themselves what they know better than the rule', () => {
    const [finding] = run([onCommand('r', {}, { severity: 'critical', confidence: 'low' })])
    expect(finding).toMatchObject({ severity: 'critical', confidence: 'low' })
  })

  it('stand in the order of the file, whatever the order of the rules', () => {
    const last = rule(
      'z',
      {},
      {
        *file({ root }) {
          if (root) yield { at: { span: root.span, path: [] }, message: 'z.' }
        },
      },
    )
    expect(run([onCommand('b'), onCommand('a'), last]).map((finding) => `${finding.rule} ${finding.server}`)).toEqual([
      'z undefined',
      'a a',
      'b a',
      'a b',
      'b b',
    ])
  })

  it('of the file belong to no server entry', () => {
    const whole = rule(
      'r',
      {},
      {
        *file({ root }) {
          if (root) yield { at: { span: root.span, path: ['mcpServers'] }, message: 'r.' }
        },
      },
    )
    expect(run([whole])[0]?.server).toBeUndefined()
  })
})

describe('a rule that throws', () => {
  it('is told once and silences neither what it found nor the others', () => {
    const failing = rule(
      'broken',
      {},
      {
        *server({ command, name }) {
          if (command) yield { at: command, message: `broken of ${name}.` }
          throw new Error(`no ${name}`)
        },
      },
    )
    const { findings, failures } = lint({ file: '.mcp.json', text: TEXT }, host('claude-code'), [failing, onCommand('r')])
    expect(findings.map(({ message }) => message)).toEqual(['broken of a.', 'r of a.', 'broken of b.', 'r of b.'])
    expect(failures).toEqual([{ rule: 'broken', error: new Error('no a') }])
  })

  it('may throw before it yields anything', () => {
    const { failures } = lint({ file: '.mcp.json', text: TEXT }, host('claude-code'), [
      rule(
        'broken',
        {},
        {
          file: () => {
            throw new TypeError('x')
          },
        },
      ),
    ])
    expect(failures).toHaveLength(1)
  })
})

describe('severities', () => {
  const severityOf = (...args: Parameters<typeof run>): string | undefined => run(...args)[0]?.severity

  it('come from the settings first, also where the report says its own', () => {
    expect(severityOf([onCommand('r', {}, { severity: 'high' })], { severities: { r: 'info' } })).toBe('info')
    expect(severityOf([onCommand('r')], { severities: { other: 'info' } })).toBe('medium')
  })

  it('"off" stops the rule', () => {
    expect(run([onCommand('r')], { severities: { r: 'off' } })).toEqual([])
  })

  it.each(['test/.mcp.json', 'tests/.mcp.json', 'a/fixtures/b/.mcp.json', 'examples/.mcp.json'])(
    'drop one step in %s',
    (file) => {
      expect(severityOf([onCommand('r', { severity: 'critical' })], {}, file)).toBe('high')
      expect(severityOf([onCommand('r', { severity: 'info' })], {}, file)).toBe('info')
      expect(severityOf([onCommand('r')], { severities: { r: 'high' } }, file)).toBe('medium')
    },
  )

  it.each(['.mcp.json', 'latest/.mcp.json', 'my-tests/.mcp.json', 'src/test'])('stay in %s', (file) => {
    expect(severityOf([onCommand('r')], {}, file)).toBe('medium')
  })

  it('stay for secrets of an issuer, and drop for those known by a name', () => {
    const secret = onCommand('r', { group: 'secrets', severity: 'critical' })
    const named = onCommand('r', { group: 'secrets', severity: 'critical' }, { confidence: 'medium' })
    expect(severityOf([secret], {}, 'test/.mcp.json')).toBe('critical')
    expect(severityOf([named], {}, 'test/.mcp.json')).toBe('high')
  })

  it('of rules named like members of an object come from the settings only when they are there', () => {
    expect(severityOf([onCommand('constructor')])).toBe('medium')
  })
})

describe('personas', () => {
  it('see what the ones before them see', () => {
    const rules = PERSONAS.map((persona) => onCommand(persona, { persona }, {}, 'a'))
    for (const [index, persona] of PERSONAS.entries())
      expect(
        run(rules, { persona })
          .map((finding) => finding.persona)
          .toSorted(),
      ).toEqual(PERSONAS.slice(0, index + 1).toSorted())
  })

  it('may be raised by a report, and lowered to those who see a rule first', () => {
    expect(run([onCommand('r', {}, { persona: 'pedantic' })])).toEqual([])
    expect(run([onCommand('r', { persona: 'auditor', firstSeenBy: 'regular' }, { persona: 'regular' })])).toHaveLength(2)
  })

  it('keeps a rule that nobody of the persona sees from running at all', () => {
    let asked = 0
    const counting = rule(
      'r',
      { persona: 'pedantic' },
      {
        // biome-ignore lint/correctness/useYield: it only counts
        *server() {
          asked += 1
        },
      },
    )
    run([counting])
    expect(asked).toBe(0)
    run([counting], { persona: 'auditor' })
    expect(asked).toBe(2)
  })
})

describe('absorption', () => {
  const shown = (rules: readonly Rule[], settings: Partial<LintSettings> = {}): readonly string[] =>
    run(rules, settings).map(({ message, related }) => [message, ...related.map((other) => other.message)].join(' ← '))

  it('makes one finding of one cause, in the same entry only', () => {
    expect(shown([onCommand('outer', { absorbs: ['inner'] }, {}, 'a'), onCommand('inner')])).toEqual([
      'outer of a. ← inner of a.',
      'inner of b.',
    ])
  })

  it('does not depend on the order of the rules', () => {
    expect(shown([onCommand('inner'), onCommand('outer', { absorbs: ['inner'] })])).toEqual([
      'outer of a. ← inner of a.',
      'outer of b. ← inner of b.',
    ])
  })

  it('is transitive', () => {
    const rules = [
      onCommand('c', {}, {}, 'a'),
      onCommand('b', { absorbs: ['c'] }, {}, 'a'),
      onCommand('a', { absorbs: ['b'] }, {}, 'a'),
    ]
    expect(shown(rules)).toEqual(['a of a. ← c of a. ← b of a.'])
  })

  it('takes in what the one between would have taken in, had it reported', () => {
    const silent = onCommand('b', { absorbs: ['c'] }, {}, 'nobody')
    expect(shown([onCommand('a', { absorbs: ['b'] }, {}, 'a'), silent, onCommand('c', {}, {}, 'a')])).toEqual([
      'a of a. ← c of a.',
    ])
  })

  it('asks for the same value where both are about one', () => {
    const value = (start: number, end: number): Partial<Report> => ({ value: { start, end } })
    const outer = onCommand('outer', { absorbs: ['inner'] }, value(0, 10), 'a')
    expect(shown([outer, onCommand('inner', {}, value(5, 8), 'a')])).toEqual(['outer of a. ← inner of a.'])
    expect(shown([outer, onCommand('inner', {}, value(10, 12), 'a')])).toHaveLength(2)
    expect(shown([outer, onCommand('inner', {}, {}, 'a')])).toHaveLength(1)
  })

  it('outside server entries asks for one value', () => {
    const onRoot = (id: string, absorbs: readonly string[], value?: Report['value']): Rule =>
      rule(
        id,
        { absorbs },
        {
          *file({ root }) {
            if (root) yield { at: { span: root.span, path: [] }, message: `${id}.`, ...(value && { value }) }
          },
        },
      )
    const value = { start: 0, end: 4 }
    expect(shown([onRoot('outer', ['inner'], value), onRoot('inner', [], value)])).toEqual(['outer. ← inner.'])
    expect(shown([onRoot('outer', ['inner']), onRoot('inner', [])])).toHaveLength(2)
  })

  it('is not done by what is off or hidden, so that nothing disappears with it', () => {
    const outer = onCommand('outer', { absorbs: ['inner'], persona: 'pedantic' }, {}, 'a')
    const inner = onCommand('inner', {}, {}, 'a')
    expect(shown([outer, inner])).toEqual(['inner of a.'])
    expect(shown([outer, inner], { persona: 'pedantic' })).toEqual(['outer of a. ← inner of a.'])
    expect(shown([outer, inner], { persona: 'pedantic', severities: { outer: 'off' } })).toEqual(['inner of a.'])
  })

  it('of two rules that absorb each other keeps one', () => {
    expect(shown([onCommand('x', { absorbs: ['y'] }, {}, 'a'), onCommand('y', { absorbs: ['x'] }, {}, 'a')])).toEqual([
      'x of a. ← y of a.',
    ])
    const ring = ['x', 'y', 'z'].map((id, index, ids) => onCommand(id, { absorbs: [ids[(index + 1) % 3] ?? ''] }, {}, 'a'))
    expect(shown(ring)).toHaveLength(1)
  })

  it('carries the further places of what it takes in', () => {
    const inner = onCommand('inner', {}, { related: [{ span: { start: 0, end: 1 }, message: 'here too.' }] }, 'a')
    expect(shown([onCommand('outer', { absorbs: ['inner'] }, {}, 'a'), inner])).toEqual(['outer of a. ← inner of a. ← here too.'])
  })
})

import { expect, it } from 'vitest'
import { readSettings } from '../../server/language/settings.ts'

const RULES = ['hardcoded-secret', 'unpinned-package']
const DEFAULTS = { persona: 'regular', rules: {}, codeLens: { enabled: true }, workspaceDiagnostics: true }

it.each([undefined, null, {}, { trace: { maxRows: 5 } }, { persona: null, rules: null, codeLens: null }])(
  'reads %j as the defaults, without a word',
  (section) => {
    expect(readSettings(section, RULES)).toEqual({ settings: DEFAULTS, problems: [] })
  },
)

it('reads every setting of its own', () => {
  const section = {
    persona: 'auditor',
    rules: { 'hardcoded-secret': 'low', 'unpinned-package': 'off' },
    codeLens: { enabled: false },
    workspaceDiagnostics: false,
  }
  expect(readSettings(section, RULES)).toEqual({ settings: section, problems: [] })
})

it('ignores a wrong value, names its key, and keeps the rest', () => {
  const { settings, problems } = readSettings(
    {
      persona: 'paranoid',
      rules: { 'hardcoded-secret': 'loud', 'unpinned-package': 'high' },
      codeLens: { enabled: 1 },
      workspaceDiagnostics: 'no',
    },
    RULES,
  )
  expect(settings).toEqual({ ...DEFAULTS, rules: { 'unpinned-package': 'high' } })
  expect(problems).toEqual([
    'The setting "scopelight.persona" is ignored: it is none of "regular", "pedantic", "auditor".',
    'The setting "scopelight.rules.hardcoded-secret" is ignored: it is none of "off", "info", "low", "medium", "high", "critical".',
    'The setting "scopelight.codeLens.enabled" is ignored: it is not true or false.',
    'The setting "scopelight.workspaceDiagnostics" is ignored: it is not true or false.',
  ])
})

it('names a rule that does not exist', () => {
  expect(readSettings({ rules: { 'hard-coded-secret': 'off' } }, RULES).problems).toEqual([
    'The setting "scopelight.rules" names "hard-coded-secret", which is not a rule.',
  ])
})

it.each([7, 'x', [], true])('ignores a section that is %j', (section) => {
  expect(readSettings(section, RULES)).toEqual({
    settings: DEFAULTS,
    problems: ['The setting "scopelight" is ignored: it is not an object.'],
  })
})

it('does not mistake a key of every object for a setting', () => {
  expect(readSettings(JSON.parse('{ "rules": { "__proto__": "off", "constructor": "off" } }'), RULES).problems).toHaveLength(2)
})

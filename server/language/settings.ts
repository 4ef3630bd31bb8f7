import { DEFAULT_LANGUAGE_SETTINGS, type LanguageSettings } from '../protocol/settings.ts'
import { PERSONAS, SEVERITIES } from '../rules/rule.ts'

export interface ReadSettings {
  readonly settings: LanguageSettings
  /** One sentence for each value that is ignored; it names the key. */
  readonly problems: readonly string[]
}

/**
 * Reads the `scopelight` section as an editor sends it. A value of the wrong shape is ignored and named, the rest counts;
 * keys of other parts of Scopelight are passed over.
 */
export function readSettings(section: unknown, ruleIds: readonly string[]): ReadSettings {
  const problems: string[] = []
  if (section === undefined || section === null) return { settings: DEFAULT_LANGUAGE_SETTINGS, problems }
  if (!isRecord(section))
    return { settings: DEFAULT_LANGUAGE_SETTINGS, problems: ['The setting "scopelight" is ignored: it is not an object.'] }

  const { persona, rules, codeLens, workspaceDiagnostics } = section
  const settings: LanguageSettings = {
    persona: oneOf(PERSONAS, persona, 'scopelight.persona', problems) ?? DEFAULT_LANGUAGE_SETTINGS.persona,
    rules: readRules(rules, ruleIds, problems),
    codeLens: { enabled: readCodeLens(codeLens, problems) },
    workspaceDiagnostics: readWorkspaceDiagnostics(workspaceDiagnostics, problems),
  }
  return { settings, problems }
}

const LEVELS = ['off', ...SEVERITIES] as const

function readRules(rules: unknown, ruleIds: readonly string[], problems: string[]): LanguageSettings['rules'] {
  if (rules === undefined || rules === null) return {}
  if (!isRecord(rules)) {
    problems.push('The setting "scopelight.rules" is ignored: it is not an object of rule names.')
    return {}
  }
  return Object.fromEntries(
    Object.entries(rules).flatMap(([id, value]) => {
      // An editor fills in the default of every rule; `null` and a missing value both mean "as the rule says".
      if (value === undefined || value === null) return []
      if (!ruleIds.includes(id)) {
        problems.push(`The setting "scopelight.rules" names "${id}", which is not a rule.`)
        return []
      }
      const level = oneOf(LEVELS, value, `scopelight.rules.${id}`, problems)
      return level === undefined ? [] : [[id, level]]
    }),
  )
}

function readCodeLens(codeLens: unknown, problems: string[]): boolean {
  const unset = DEFAULT_LANGUAGE_SETTINGS.codeLens.enabled
  if (codeLens === undefined || codeLens === null) return unset
  const enabled = isRecord(codeLens) ? codeLens.enabled : codeLens
  if (isRecord(codeLens) && (enabled === undefined || enabled === null)) return unset
  if (isRecord(codeLens) && typeof enabled === 'boolean') return enabled
  problems.push('The setting "scopelight.codeLens.enabled" is ignored: it is not true or false.')
  return unset
}

function readWorkspaceDiagnostics(value: unknown, problems: string[]): boolean {
  if (typeof value === 'boolean') return value
  if (value !== undefined && value !== null)
    problems.push('The setting "scopelight.workspaceDiagnostics" is ignored: it is not true or false.')
  return DEFAULT_LANGUAGE_SETTINGS.workspaceDiagnostics
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, key: string, problems: string[]): T | undefined {
  if (value === undefined || value === null) return undefined
  const found = allowed.find((word) => word === value)
  if (found === undefined)
    problems.push(`The setting "${key}" is ignored: it is none of ${allowed.map((word) => `"${word}"`).join(', ')}.`)
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

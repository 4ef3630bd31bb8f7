import { SEVERITIES } from '../rules/rule.ts'
import type { HostPatterns } from './hostPatterns.ts'
import type { RuleSource } from './loadSources.ts'

/** Any JSON object; what is ours in it is written, everything else is kept as it is. */
type Json = Readonly<Record<string, unknown>>

const LEVELS = ['off', ...SEVERITIES]

/**
 * The package manifest with the pieces that follow from rules and hosts: the setting of each rule, and the files for
 * which the editor asks for our schema. Every other key keeps its value and its place.
 */
export function extendManifest(manifest: unknown, rules: readonly RuleSource[], patterns: HostPatterns): Json {
  const root = asObject(manifest)
  const contributes = asObject(root.contributes)
  const configuration = asObject(contributes.configuration)
  return {
    ...root,
    ...(Array.isArray(root.activationEvents) ? { activationEvents: withActivation(root.activationEvents, patterns) } : {}),
    contributes: {
      ...contributes,
      ...(contributes.jsonValidation ? { jsonValidation: withPatterns(contributes.jsonValidation, patterns.manifest) } : {}),
      configuration: {
        ...configuration,
        properties: { ...asObject(configuration.properties), 'scopelight.rules': ruleSetting(rules) },
      },
    },
  }
}

/** What wakes us by being in the workspace follows from the hosts, but for our own settings. */
function withActivation(events: readonly unknown[], { activation }: HostPatterns): readonly unknown[] {
  const kept = events.filter(
    (event) => !String(event).startsWith('workspaceContains:') || String(event).endsWith('.scopelight.yaml'),
  )
  return [...kept, ...activation]
}

function ruleSetting(rules: readonly RuleSource[]): Json {
  return {
    type: 'object',
    markdownDescription:
      'Severity of a rule, or `off`. Rules that are not named here keep the severity they have, which may depend on what stands beside the finding.',
    scope: 'resource',
    default: {},
    additionalProperties: false,
    order: 2,
    properties: Object.fromEntries(
      rules.map(({ meta }) => [
        meta.id,
        { enum: LEVELS, description: `${meta.title}. Severity without this setting: ${meta.severity}.` },
      ]),
    ),
  }
}

/** Patterns with a variable of the editor (`%APP_SETTINGS_HOME%`) follow from no host and stay. */
function withPatterns(validation: unknown, patterns: readonly string[]): unknown {
  if (!Array.isArray(validation)) return validation
  return validation.map((one: unknown) => {
    const kept = asObject(one)
    if (!Array.isArray(kept.fileMatch)) return one
    return { ...kept, fileMatch: [...patterns, ...kept.fileMatch.filter((pattern) => String(pattern).startsWith('%'))] }
  })
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

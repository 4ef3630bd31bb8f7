import { type Document, isMap, isScalar, LineCounter } from 'yaml'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { Host, HostId } from './host.ts'
import { hostForFile, readersForFile } from './hostOf.ts'
import { type HostMapping, readHosts } from './settings/hostMappings.ts'
import { eachKey, isNothing, type Report, rangeOf, readText, readTexts, readWord, suggest } from './settings/nodes.ts'
import { readDocument } from './settings/readDocument.ts'
import { readWaivers } from './settings/waivers.ts'
import type { Waiver } from './waiver.ts'

/** The file that says, for the folder it lies in and all below it, what the configurations cannot say themselves. */
export const WORKSPACE_SETTINGS_FILE = '.scopelight.yaml'

export const PERSONA_WORDS = ['regular', 'pedantic', 'auditor'] as const
export const SEVERITY_WORDS = ['off', 'info', 'low', 'medium', 'high', 'critical'] as const
export const SETTINGS_KEYS = [
  'hosts',
  'persona',
  'severities',
  'ignore',
  'baseline',
  'trustedPackages',
  'trustedHosts',
  'trustedRegistries',
] as const

export interface WorkspaceSettings {
  readonly hosts: readonly HostMapping[]
  readonly persona: (typeof PERSONA_WORDS)[number] | undefined
  /** By rule id. */
  readonly severities: Readonly<Record<string, (typeof SEVERITY_WORDS)[number]>>
  readonly ignore: readonly Waiver[]
  /** Path of the file with the findings that were there before, from the folder of the settings file. */
  readonly baseline: string | undefined
  readonly trusted: {
    readonly packages: readonly string[]
    readonly hosts: readonly string[]
    readonly registries: readonly string[]
  }
  /** In the order of the file. What is right beside them still counts. */
  readonly problems: readonly SettingsProblem[]
}

export interface SettingsProblem {
  readonly severity: 'error' | 'warning'
  /** A whole sentence, without the place. */
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly start: number
  readonly end: number
}

/**
 * Reads `.scopelight.yaml`. Never throws: what is wrong becomes a problem with its place, and nothing is ignored without
 * one. Aliases are not followed, so a file cannot grow while it is read. `ruleIds` tells misspelt rules, where given.
 */
export function readWorkspaceSettings(text: string, ruleIds?: readonly string[]): WorkspaceSettings {
  const lines = new LineCounter()
  const problems: SettingsProblem[] = []
  const report: Report = (severity, at, message) => {
    const start = typeof at === 'number' ? at : (rangeOf(at)?.start ?? 0)
    const { line, col } = lines.linePos(start)
    const end = rangeOf(at)?.end ?? start
    problems.push({
      severity,
      message: withoutCredentials(message),
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      start,
      end,
    })
  }
  const found: Found = { ...NOTHING_SET, severities: {} }
  const document = readDocument(text, lines, report)
  if (document) readRoot(document, found, report, ruleIds)
  return { ...found, problems: problems.sort((a, b) => a.start - b.start) }
}

export interface MappedHost {
  readonly id: HostId
  readonly host: Host | undefined
  /** The ways in which the host may read the file, see `readersForFile`. */
  readonly readers: readonly Host[]
}

/** What `hosts:` says about a file; the first match wins. `host` is undefined for one this version does not read yet. */
export function mappedHost(settings: WorkspaceSettings, path: string): MappedHost | undefined {
  const mapping = settings.hosts.find(({ matches }) => matches(path))
  return mapping && { id: mapping.host, host: hostForFile(mapping.host, path), readers: readersForFile(mapping.host, path) }
}

type Found = { -readonly [Key in keyof Omit<WorkspaceSettings, 'problems'>]: WorkspaceSettings[Key] }

const NOTHING_SET: Found = {
  hosts: [],
  persona: undefined,
  severities: {},
  ignore: [],
  baseline: undefined,
  trusted: { packages: [], hosts: [], registries: [] },
}

type ReadKey = (value: unknown, at: unknown, found: Found, report: Report, ruleIds: readonly string[] | undefined) => void

const READERS: Readonly<Record<(typeof SETTINGS_KEYS)[number], ReadKey>> = {
  hosts: (value, at, found, report) => {
    found.hosts = readHosts(value, at, report)
  },
  persona: (value, at, found, report) => {
    found.persona = readWord(value, at, 'persona', PERSONA_WORDS, report)
  },
  severities: (value, at, found, report, ruleIds) => {
    found.severities = readSeverities(value, at, report, ruleIds)
  },
  ignore: (value, at, found, report) => {
    found.ignore = readWaivers(value, at, report)
  },
  baseline: (value, at, found, report) => {
    found.baseline = readText(value)
    if (found.baseline === undefined && !isNothing(value)) report('error', at, '"baseline" is the path of a file.')
  },
  trustedPackages: (value, at, found, report) => {
    found.trusted = { ...found.trusted, packages: readTexts(value, at, 'trustedPackages', '@acme/*', report) }
  },
  trustedHosts: (value, at, found, report) => {
    found.trusted = { ...found.trusted, hosts: readTexts(value, at, 'trustedHosts', 'mcp.acme.example', report) }
  },
  trustedRegistries: (value, at, found, report) => {
    found.trusted = { ...found.trusted, registries: readTexts(value, at, 'trustedRegistries', 'registry.acme.example', report) }
  },
}

function readRoot({ contents }: Document.Parsed, found: Found, report: Report, ruleIds: readonly string[] | undefined): void {
  if (contents === null || (isScalar(contents) && contents.value === null)) return
  if (!isMap(contents)) {
    report('error', contents, `"${WORKSPACE_SETTINGS_FILE}" holds keys and values, such as "hosts:".`)
    return
  }
  eachKey(contents.items, report, (key, value, at) => {
    const known = SETTINGS_KEYS.find((each) => each === key)
    if (known) READERS[known](value, at, found, report, ruleIds)
    else report('warning', at, `"${key}" is not a setting and has no effect.${suggest(key, SETTINGS_KEYS)}`)
  })
}

function readSeverities(
  value: unknown,
  at: unknown,
  report: Report,
  ruleIds: readonly string[] | undefined,
): WorkspaceSettings['severities'] {
  const severities: Record<string, (typeof SEVERITY_WORDS)[number]> = Object.create(null)
  if (isNothing(value)) return severities
  if (!isMap(value)) {
    report('error', at, '"severities" names rules and their severity, such as "unpinned-package: off".')
    return severities
  }
  eachKey(value.items, report, (rule, word, place) => {
    if (ruleIds && !ruleIds.includes(rule)) {
      return report('warning', place, `"${rule}" is not a rule of this version and has no effect.${suggest(rule, ruleIds)}`)
    }
    const severity = readWord(word, place, rule, SEVERITY_WORDS, report)
    if (severity) severities[rule] = severity
  })
  return severities
}

import { type Anchored, absorb } from './absorb.ts'
import type { Host } from './model/host.ts'
import { type McpConfig, readMcpConfig } from './model/mcpConfig.ts'
import {
  type Finding,
  PERSONAS,
  type Persona,
  type Report,
  type Rule,
  type RuleMeta,
  SEVERITIES,
  type Severity,
} from './rules/rule.ts'
import { parse } from './syntax/parse.ts'
import type { Path } from './syntax/tree.ts'

export interface LintSettings {
  readonly persona: Persona
  /** Overrides per rule id. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

export const DEFAULT_SETTINGS: LintSettings = { persona: 'regular', severities: {} }

export interface Source {
  readonly file: string
  readonly text: string
}

export interface LintResult {
  readonly config: McpConfig
  /** By place in the file. */
  readonly findings: readonly Finding[]
  /** Rules that threw; one failing rule never silences the others. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[]
}

/**
 * Pure: reads no file, no clock, no setting but those given. Never throws.
 *
 * In this order: rules that are off do not run; a severity from the settings stands for the rule's own and for what its
 * condition says; below `test/`, `tests/`, `fixtures/` and `examples/` findings drop one severity, except secrets of an
 * issuer's shape; the persona hides; what is left absorbs (so a rule that is off or hidden absorbs nothing).
 */
export function lint(source: Source, host: Host, rules: readonly Rule[], settings: LintSettings = DEFAULT_SETTINGS): LintResult {
  const config = readMcpConfig(parse(source.text, host.syntax.format), host, source.file)
  const inTests = isTestPath(source.file)
  const failures: { rule: string; error: unknown }[] = []
  const shown: Anchored[] = []

  for (const rule of rules) {
    const override = Object.hasOwn(settings.severities, rule.meta.id) ? settings.severities[rule.meta.id] : undefined
    if (override === 'off') continue
    for (const report of run(rule, config, (error) => failures.push({ rule: rule.meta.id, error }))) {
      const finding = toFinding(rule.meta, report, override, inTests, config)
      if (PERSONAS.indexOf(finding.persona) > PERSONAS.indexOf(settings.persona)) continue
      shown.push({ finding, entry: entryOf(config, report.at.path)?.key, value: report.value })
    }
  }

  const findings = [...absorb(shown, rules)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : Number(a.rule > b.rule)),
  )
  return { config, findings, failures }
}

/** Everything a rule yields before it fails counts; it is told once per rule. */
function run(rule: Rule, config: McpConfig, fail: (error: unknown) => void): readonly Report[] {
  const reports: Report[] = []
  let failed = false
  const collect = (check: () => Iterable<Report> | undefined): void => {
    try {
      for (const report of check() ?? []) reports.push(report)
    } catch (error) {
      if (!failed) fail(error)
      failed = true
    }
  }
  collect(() => rule.file?.(config))
  for (const entry of config.servers) collect(() => rule.server?.(entry, config))
  return reports
}

function toFinding(meta: RuleMeta, report: Report, override: Severity | undefined, inTests: boolean, config: McpConfig): Finding {
  const confidence = report.confidence ?? meta.confidence
  const severity = override ?? report.severity ?? meta.severity
  const isIssuersSecret = meta.group === 'secrets' && confidence === 'high'
  return {
    rule: meta.id,
    severity: inTests && !isIssuersSecret ? lower(severity) : severity,
    confidence,
    persona: report.persona ?? meta.persona,
    message: report.message,
    span: report.at.span,
    path: report.at.path,
    server: entryOf(config, report.at.path)?.name,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
    tag: meta.tag,
  }
}

function lower(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity
}

/** Whole segments of the folders, never the name of the file. */
function isTestPath(file: string): boolean {
  return file
    .split('/')
    .slice(0, -1)
    .some((segment) => /^(?:tests?|fixtures|examples)$/.test(segment))
}

/** The server entry a path leads into. Names may repeat in one file, paths do not. */
function entryOf(config: McpConfig, path: Path): { readonly name: string; readonly key: string } | undefined {
  const entry = config.servers.find((server) => server.path.every((step, index) => step === path[index]))
  return entry && { name: entry.name, key: JSON.stringify(entry.path) }
}

import type { Host } from '../model/host.ts'
import { type McpConfig, readMcpConfig, type ServerEntry } from '../model/mcpConfig.ts'
import { readSuppressions } from '../model/suppressions.ts'
import { isInForce, type Waiver } from '../model/waiver.ts'
import { ALONE } from '../model/workspace.ts'
import {
  type FileContext,
  type Finding,
  PERSONAS,
  type Persona,
  type Report,
  type Rule,
  type RuleMeta,
  SEVERITIES,
  type Severity,
} from '../rules/rule.ts'
import { whileOff } from '../rules/whileOff.ts'
import { brokenPlaces } from '../syntax/brokenPlaces.ts'
import { parse } from '../syntax/parse.ts'
import type { Path } from '../syntax/tree.ts'
import { type Anchored, absorb } from './absorb.ts'
import { fewRelated } from './fewRelated.ts'
import { masked } from './masked.ts'
import { keyOf, LintMemo, type RuleReport } from './memo.ts'
import { isSafeToPatch, type Stretch } from './safeToPatch.ts'
import { type Suppressed, sift } from './suppress.ts'

export interface LintSettings {
  readonly persona: Persona
  /** Overrides per rule id. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** Of `.scopelight.yaml`, those for this file. */
  readonly waivers?: readonly Waiver[]
}

export const DEFAULT_SETTINGS: LintSettings = { persona: 'regular', severities: {} }

/** Nothing around the file, and a day before all others: nothing has expired. */
export const NO_CONTEXT: FileContext = {
  today: 0,
  trusted: { packages: [], registries: [], hosts: [] },
  workspace: ALONE,
  ruleIds: [],
}

export interface Source {
  readonly file: string
  readonly text: string
  /** Full path of the launcher of our own proxy on this machine, where the caller knows it. */
  readonly launcher?: string | undefined
}

export interface LintResult {
  readonly config: McpConfig
  /** By place in the file. */
  readonly findings: readonly Finding[]
  /** What somebody lets be, with the reason. */
  readonly suppressed: readonly Suppressed[]
  /** Waivers of `settings` that met something. */
  readonly usedWaivers: readonly Waiver[]
  /** Rules that threw; one failing rule never silences the others. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[]
}

/** Reads a text as this host reads it, and lints what was read: see `lintConfig`. */
export function lint(
  source: Source,
  host: Host,
  rules: readonly Rule[],
  settings: LintSettings = DEFAULT_SETTINGS,
  memo = new LintMemo(),
  context: FileContext = NO_CONTEXT,
): LintResult {
  const { file, text, launcher } = source
  const tree = parse(text, host.syntax.format, memo.tree)
  memo.tree = tree
  const config = readMcpConfig(tree, host, file, { launcher, memo: memo.entries })
  return lintConfig(config, rules, settings, memo, context)
}

/**
 * Pure: reads no file, no clock, no setting but those given. Never throws. A memo that was given for an earlier version of
 * the same document makes it faster and changes nothing.
 *
 * In this order: rules that are off, or that nobody of this persona sees, do not run, nor those about grants on a file that
 * grants nothing; a severity from the settings stands for the rule's own and for what its condition says; below `test/`,
 * `tests/`, `fixtures/` and `examples/` findings drop one severity, except secrets of an issuer's shape; in an entry that its
 * host does not start they are judged as `whileOff` says; rules that only raise (see `Rule.raise`) have their say where their
 * persona is shown; fixes go where the text around them is broken; the persona hides; what is left absorbs (so a rule that is
 * off or hidden absorbs nothing); what is left of that can be suppressed, and what suppressed nothing is told.
 */
export function lintConfig(
  config: McpConfig,
  rules: readonly Rule[],
  settings: LintSettings,
  memo: LintMemo,
  context: FileContext,
): LintResult {
  const inTests = isTestPath(config.file)
  const active = activeRules(config, rules, settings)
  const { reports, failures } = run(active, config, memo, context)
  const entries = indexEntries(config)
  const broken = brokenPlaces(config.tree.problems)
  const raisers = active.flatMap(({ raise, meta }) => (raise && isShown(meta.persona, settings.persona) ? [raise] : []))
  const toAnchored = ({ rule, report, entry: checked }: RuleReport): readonly Judged[] => {
    const override = overrideOf(rule, settings)
    if (override === 'off') return []
    const entry = (checked === undefined ? undefined : entries.get(checked)) ?? entryOf(entries, report.at.path)
    const fixes = (report.fixes ?? []).filter((fix) => isSafeToPatch(fix, entry, broken))
    const off = entry?.enabled === false ? whileOff(rule.meta) : 'same'
    const finding = toFinding(rule.meta, { ...report, fixes }, { override, inTests, isOff: off === 'lower' }, entry?.name)
    if (!isShown(finding.persona, settings.persona)) return []
    const raised =
      override === undefined ? raisers.reduce((one, by) => by(one, rule.meta.group, config, context), finding) : finding
    return [{ finding: raised, entry: entry?.key, value: report.value, isSilent: off === 'silent' }]
  }

  const judged = reports.flatMap(toAnchored)
  const { kept: whole, takenIn } = absorb(
    judged.filter(({ isSilent }) => !isSilent),
    rules,
  )
  // A suppression of one of these holds again as soon as the server starts.
  const asleep = judged.flatMap(({ isSilent, finding }) => (isSilent ? [finding] : []))
  const found = whole.map(fewRelated)
  const comments = readSuppressions(config.tree, config.host)
  const { kept, suppressed, used } = sift(found, [...takenIn, ...asleep], config, comments, settings.waivers ?? [], context.today)
  const ran = new Set(active.map(({ meta }) => meta.id))
  const unused = comments.filter((one) => !used.has(one) && ran.has(one.rule) && isInForce(one, context.today))
  const afterwards = active.flatMap((rule) =>
    [...(rule.unused?.(config, unused) ?? [])].map((report) => ({ rule, report, entry: undefined })),
  )
  const findings = [...kept, ...afterwards.flatMap(toAnchored).map(({ finding }) => finding)].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : Number(a.rule > b.rule)),
  )
  const usedWaivers = (settings.waivers ?? []).filter((one) => used.has(one))
  return { config, findings, suppressed, usedWaivers, failures }
}

/**
 * What `lintConfig` will ask about these entries of the configuration, asked before and remembered: so long work can be done in
 * steps. What is said of an entry goes by the entry alone.
 */
export function checkEntries(
  config: McpConfig,
  entries: readonly ServerEntry[],
  rules: readonly Rule[],
  settings: LintSettings,
  memo: LintMemo,
  context: FileContext,
): void {
  runOnEntries(activeRules(config, rules, settings), config, entries, memo, context, new Map())
}

function activeRules(config: McpConfig, rules: readonly Rule[], settings: LintSettings): readonly Rule[] {
  return rules.filter(
    (rule) =>
      overrideOf(rule, settings) !== 'off' &&
      concerns(rule, config) &&
      isShown(rule.meta.firstSeenBy ?? rule.meta.persona, settings.persona),
  )
}

function overrideOf({ meta: { id } }: Rule, { severities }: LintSettings): Severity | 'off' | undefined {
  return Object.hasOwn(severities, id) ? severities[id] : undefined
}

/** Groups about what a server is granted, which a file that only describes one for others does not decide. */
const ABOUT_GRANTS: ReadonlySet<string> = new Set(['least-privilege', 'combinations', 'identity'])

function concerns({ meta }: Rule, { scope }: McpConfig): boolean {
  return scope !== 'published' || !ABOUT_GRANTS.has(meta.group)
}

interface Judged extends Anchored {
  /** Nothing of it holds while the server does not start. */
  readonly isSilent: boolean
}

interface Run {
  /** In the order of the rules. */
  readonly reports: readonly RuleReport[]
  readonly failures: LintResult['failures']
}

/** Everything a rule yields before it fails counts; it is told once per rule. */
function run(rules: readonly Rule[], config: McpConfig, memo: LintMemo, context: FileContext): Run {
  const errors: Errors = new Map()
  const reports: RuleReport[] = []
  for (const rule of rules) collect(rule, undefined, () => rule.file?.(config, context), reports, errors)
  const ofEntries = runOnEntries(rules, config, config.servers, memo, context, errors)
  const turns = new Map(rules.map((rule, turn) => [rule, turn]))
  const turnOf = ({ rule }: RuleReport) => turns.get(rule) ?? 0
  return {
    reports: [...reports, ...ofEntries].sort((a, b) => turnOf(a) - turnOf(b)),
    failures: [...errors].map(([rule, error]) => ({ rule, error })),
  }
}

/** By the id of the rule; the first tells enough. */
type Errors = Map<string, unknown>

function runOnEntries(
  rules: readonly Rule[],
  config: McpConfig,
  entries: readonly ServerEntry[],
  memo: LintMemo,
  context: FileContext,
  errors: Errors,
): readonly RuleReport[] {
  return memo.reports(entries, rules, context, (entry) => {
    const own: RuleReport[] = []
    const key = keyOf(entry.path)
    const went = rules.map((rule) => collect(rule, key, () => rule.server?.(entry, config, context), own, errors))
    return { reports: own, failed: went.includes(false) }
  })
}

/** False where the rule threw. */
function collect(
  rule: Rule,
  entry: string | undefined,
  check: () => Iterable<Report> | undefined,
  into: RuleReport[],
  errors: Errors,
): boolean {
  try {
    for (const report of check() ?? []) into.push({ rule, report: masked(report), entry })
    return true
  } catch (error) {
    if (!errors.has(rule.meta.id)) errors.set(rule.meta.id, error)
    return false
  }
}

interface Circumstances {
  readonly override: Severity | undefined
  readonly inTests: boolean
  readonly isOff: boolean
}

function toFinding(
  meta: RuleMeta,
  report: Report,
  { override, inTests, isOff }: Circumstances,
  server: string | undefined,
): Finding {
  const confidence = report.confidence ?? meta.confidence
  const severity = override ?? report.severity ?? meta.severity
  const isIssuersSecret = meta.group === 'secrets' && confidence === 'high'
  return {
    rule: meta.id,
    severity: isOff || (inTests && !isIssuersSecret) ? lower(severity) : severity,
    confidence,
    persona: report.persona ?? meta.persona,
    message: report.message,
    span: report.at.span,
    path: report.at.path,
    server,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
  }
}

/** Each persona sees what the ones before it see. */
function isShown(persona: Persona, to: Persona): boolean {
  return PERSONAS.indexOf(persona) <= PERSONAS.indexOf(to)
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

interface Entry extends Stretch {
  readonly name: string
  readonly key: string
  readonly enabled: boolean
}

/** By path. Names may repeat in one file, paths do not. */
function indexEntries({ servers }: McpConfig): ReadonlyMap<string, Entry> {
  return new Map(
    servers.map(({ name, nameAt, path, node, enabled }) => {
      const key = keyOf(path)
      return [
        key,
        { name, key, path, enabled, span: { start: Math.min(nameAt.span.start, node.span.start), end: node.span.end } },
      ]
    }),
  )
}

/** The server entry a path leads into: a file may hold maps of servers at several depths. */
function entryOf(entries: ReadonlyMap<string, Entry>, path: Path): Entry | undefined {
  for (let length = 1; length <= path.length; length++) {
    const entry = entries.get(keyOf(path.slice(0, length)))
    if (entry) return entry
  }
  return undefined
}

import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import { fingerprintOf } from '../../lint/fingerprint.ts'
import { type LintSettings, lintConfig, NO_CONTEXT } from '../../lint/lint.ts'
import { LintMemo } from '../../lint/memo.ts'
import type { Suppressed } from '../../lint/suppress.ts'
import type { Host, HostId } from '../../model/host.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { mayNamePaths, pathsOfInterest } from '../../model/pathsOfInterest.ts'
import type { Published } from '../../model/published.ts'
import type { Workspace } from '../../model/workspace.ts'
import { RULES } from '../../rules/index.ts'
import type { Confidence, FileContext, Finding, Persona, Severity } from '../../rules/rule.ts'
import { RULE_IDS } from '../../rules/ruleIds.ts'
import { factsOf } from '../../workspace/factsOf.ts'
import { ConfigsOfRun } from './configsOfRun.ts'
import { isAtLeast } from './isFailure.ts'
import { type ReadFile, type ReadRun, readFiles, shownPath } from './readFiles.ts'
import { settingsFiles, WaiverUse } from './settingsFiles.ts'
import { settingsOf } from './settingsOf.ts'

export interface LintRun {
  readonly files: readonly LintedFile[]
  /** Files of hosts this version does not read yet. */
  readonly skipped: ReadonlyMap<HostId, number>
  /** What makes the result incomplete, as sentences. */
  readonly errors: readonly string[]
  /** What has no effect, as sentences. */
  readonly warnings: readonly string[]
}

export interface LintedFile {
  /** From the working directory, with forward slashes. */
  readonly path: string
  /** Undefined for `.scopelight.yaml` itself. */
  readonly host: HostId | undefined
  readonly text: string
  readonly findings: readonly ReportedFinding[]
  /** What somebody lets be, with the reason. */
  readonly suppressed: readonly ReportedSuppression[]
  /** What it was linted with, for whoever lints it again after a fix; undefined for the settings file. */
  readonly source: LintedSource | undefined
}

export interface ReportedFinding extends Finding {
  readonly fingerprint: string
}

export interface ReportedSuppression extends Suppressed {
  readonly finding: ReportedFinding
}

export interface LintedSource {
  /** Full path. */
  readonly file: string
  readonly host: Host
  readonly settings: LintSettings
  readonly context: FileContext
}

export interface LintRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  /** A text that stands for the file at this path, wherever it is. */
  readonly stdin: { readonly path: string; readonly text: string } | undefined
  /** Wins over `.scopelight.yaml`. */
  readonly persona: Persona | undefined
  readonly minSeverity: Severity
  readonly minConfidence: Confidence
  /** Start of the day rules go by, UTC, in milliseconds. */
  readonly today: number
  readonly progress: (done: number, all: number) => void
}

/** Lints what the request names. What goes wrong with one file is told beside the findings of the others. */
export function runLint(request: LintRequest, published?: Published): LintRun {
  return lintFiles(readFiles(request), request, published)
}

/** Lints what was read. `published` is what registries said, where they were asked. */
export function lintFiles(run: ReadRun, request: LintRequest, published?: Published): LintRun {
  const { files: read, findSettings, skipped, warnings } = run
  const { cwd, progress } = request
  const errors = [...run.errors]
  const shown = (file: string): string => shownPath(file, cwd)
  const use = new WaiverUse()
  const configs = new ConfigsOfRun(read)
  const facts = factsOf(
    read.flatMap((one) => (mayNamePaths(one.text, one.host) ? pathsOfInterest(configs.of(one)) : [one.shown])),
    cwd,
  )
  const files = read.map((one, at): LintedFile => {
    const { file, host, id, text } = one
    const { settings, trusted } = settingsOf(findSettings, file, request.persona)
    const context: FileContext = {
      ...NO_CONTEXT,
      ...(published && { published }),
      today: request.today,
      trusted,
      ruleIds: RULE_IDS,
      workspace: new Surroundings(one, configs, facts),
    }
    const config = configs.of(one)
    const linted = lintConfig(config, RULES, settings, new LintMemo(), context)
    for (const { rule } of linted.failures)
      errors.push(`Rule "${rule}" failed on "${shown(file)}". This is a fault of Scopelight: report it.`)
    use.note(settings, linted.usedWaivers)
    progress(at + 1, read.length)
    const findings = linted.findings.map((finding) => toReported(finding, text))
    const suppressed = linted.suppressed.map((one) => ({ ...one, finding: toReported(one.finding, text) }))
    const source = { file, host, settings, context }
    return { path: shown(file), host: id, text, findings, suppressed, source }
  })
  const all = [...files, ...settingsFiles(findSettings.read(), use, request, shown)]
  const wanted = (finding: Finding): boolean => isAtLeast(finding, request.minSeverity, request.minConfidence)
  return { files: all.map((file) => ({ ...file, findings: file.findings.filter(wanted) })), skipped, errors, warnings }
}

/** A class, since a getter of a literal keeps alive all that stands around it: here what rules worked out of the file. */
class Surroundings implements Workspace {
  readonly facts: Workspace['facts']
  readonly #read: ReadFile
  readonly #configs: ConfigsOfRun

  constructor(read: ReadFile, configs: ConfigsOfRun, facts: Workspace['facts']) {
    this.#read = read
    this.#configs = configs
    this.facts = facts
  }

  get configs(): readonly McpConfig[] {
    return this.#configs.around(this.#read)
  }
}

/** Programs get the name of the entry as a field of its own, and a name may hold a secret. */
function toReported(finding: Finding, text: string): ReportedFinding {
  const server = finding.server === undefined ? undefined : withoutCredentials(finding.server)
  return { ...finding, server, fingerprint: fingerprintOf(finding, { tree: { text } }) }
}

import path from 'node:path'
import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import { fingerprintOf } from '../../lint/fingerprint.ts'
import { type LintSettings, lintConfig, NO_CONTEXT } from '../../lint/lint.ts'
import { LintMemo } from '../../lint/memo.ts'
import type { Suppressed } from '../../lint/suppress.ts'
import { firstThatBelongs } from '../../model/belongs.ts'
import type { Host, HostId } from '../../model/host.ts'
import { type McpConfig, readMcpConfig } from '../../model/mcpConfig.ts'
import { pathsOfInterest } from '../../model/pathsOfInterest.ts'
import { RULES } from '../../rules/index.ts'
import type { Confidence, FileContext, Finding, Persona, Severity } from '../../rules/rule.ts'
import { RULE_IDS } from '../../rules/ruleIds.ts'
import { parse } from '../../syntax/parse.ts'
import { factsOf } from '../../workspace/factsOf.ts'
import { readText } from '../../workspace/readText.ts'
import { collectFiles, type FoundFile, withoutHost } from './collectFiles.ts'
import { isAtLeast } from './isFailure.ts'
import { settingsFiles, WaiverUse } from './settingsFiles.ts'
import { createFindSettings, type FindSettings, pathFrom } from './workspaceSettingsOf.ts'

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

interface ReadFile extends FoundFile {
  readonly host: Host
  readonly text: string
  readonly config: McpConfig
}

/** Lints what the request names. What goes wrong with one file is told beside the findings of the others. */
export function runLint(request: LintRequest): LintRun {
  const { cwd, progress } = request
  const errors: string[] = []
  const warnings: string[] = []
  const shown = (file: string): string => path.relative(cwd, file).split(path.sep).join('/')
  const findSettings = createSettings(errors, warnings, shown)
  const collected = collectFiles(request.stdin ? [] : request.paths, cwd, findSettings, request.stdin?.path)
  errors.push(...collected.errors)
  warnings.push(...collected.warnings)

  const skipped = new Map<HostId, number>()
  const read = collected.files.flatMap((found): readonly ReadFile[] => {
    const { id, file, given, readers } = found
    if (!found.host) {
      skipped.set(id, (skipped.get(id) ?? 0) + 1)
      return []
    }
    const source = request.stdin ? ({ ok: true, text: request.stdin.text } as const) : readText(file)
    if (!source.ok) {
      errors.push(`"${shown(file)}" ${source.reason}.`)
      return []
    }
    const host = firstThatBelongs(readers, source.text)
    if (!host) {
      if (given !== undefined) errors.push(withoutHost(given))
      return []
    }
    return [
      {
        ...found,
        id: host.id,
        host,
        text: source.text,
        config: readMcpConfig(parse(source.text, host.syntax.format), host, shown(file)),
      },
    ]
  })

  const use = new WaiverUse()
  const configs = read.map(({ config }) => config)
  const facts = factsOf(configs.flatMap(pathsOfInterest), cwd)
  const files = read.map(({ file, host, id, text, config }, at): LintedFile => {
    const { settings, trusted } = settingsOf(findSettings, file, request.persona)
    const context: FileContext = {
      ...NO_CONTEXT,
      today: request.today,
      trusted,
      ruleIds: RULE_IDS,
      workspace: { configs: configs.filter((one) => one !== config), facts },
    }
    const linted = lintConfig(config, RULES, settings, new LintMemo(), context)
    for (const { rule } of linted.failures)
      errors.push(`Rule "${rule}" failed on "${shown(file)}". This is a fault of Scopelight: report it.`)
    use.note(settings, linted.usedWaivers)
    progress(at + 1, read.length)
    const findings = linted.findings.map((finding) => toReported(finding, config))
    const suppressed = linted.suppressed.map((one) => ({ ...one, finding: toReported(one.finding, config) }))
    const source = { file, host, settings, context }
    return { path: shown(file), host: id, text, findings, suppressed, source }
  })
  const all = [...files, ...settingsFiles(findSettings.read(), use, request, shown)]
  const wanted = (finding: Finding): boolean => isAtLeast(finding, request.minSeverity, request.minConfidence)
  return { files: all.map((file) => ({ ...file, findings: file.findings.filter(wanted) })), skipped, errors, warnings }
}

/** Programs get the name of the entry as a field of its own, and a name may hold a secret. */
function toReported(finding: Finding, config: McpConfig): ReportedFinding {
  const server = finding.server === undefined ? undefined : withoutCredentials(finding.server)
  return { ...finding, server, fingerprint: fingerprintOf(finding, config) }
}

function settingsOf(
  findSettings: FindSettings,
  file: string,
  persona: Persona | undefined,
): { readonly settings: LintSettings; readonly trusted: FileContext['trusted'] } {
  const found = findSettings(path.dirname(file))
  if (!found) return { settings: { persona: persona ?? 'regular', severities: {} }, trusted: NO_CONTEXT.trusted }
  const { settings } = found
  const waivers = settings.ignore.filter(({ matches }) => matches(pathFrom(found, file)))
  return {
    settings: { persona: persona ?? settings.persona ?? 'regular', severities: settings.severities, waivers },
    trusted: settings.trusted,
  }
}

/** Says what is wrong in a settings file the first time one of its folders is asked about. */
function createSettings(errors: string[], warnings: string[], shown: (file: string) => string): FindSettings {
  const told = new Set<string>()
  const find = createFindSettings(RULE_IDS, (file, reason) => errors.push(`"${shown(file)}" ${reason}.`))
  const findAndTell = (folder: string): ReturnType<FindSettings> => {
    const found = find(folder)
    if (found && !told.has(found.file)) {
      told.add(found.file)
      for (const { severity, message, line, column } of found.settings.problems) {
        const sentence = `${shown(found.file)}:${line}:${column}: ${message}`
        if (severity === 'error') errors.push(sentence)
        else warnings.push(sentence)
      }
    }
    return found
  }
  return Object.assign(findAndTell, { read: find.read })
}

import path from 'node:path'
import { type LintSettings, lint } from '../../lint/lint.ts'
import type { HostId } from '../../model/host.ts'
import { RULES } from '../../rules/index.ts'
import type { Finding, Persona } from '../../rules/rule.ts'
import { collectFiles } from './collectFiles.ts'
import { readText } from './readText.ts'
import { createFindSettings, type FindSettings } from './workspaceSettingsOf.ts'

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
  readonly host: HostId
  readonly text: string
  readonly findings: readonly Finding[]
}

export interface LintRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  /** Wins over `.scopelight.yaml`. */
  readonly persona: Persona | undefined
}

/** Lints what the request names. What goes wrong with one file is told beside the findings of the others. */
export function runLint({ cwd, paths, persona }: LintRequest): LintRun {
  const errors: string[] = []
  const warnings: string[] = []
  const shown = (file: string): string => path.relative(cwd, file).split(path.sep).join('/')
  const findSettings = createSettings(errors, warnings, shown)
  const collected = collectFiles(paths, cwd, findSettings)
  errors.push(...collected.errors)

  const files: LintedFile[] = []
  const skipped = new Map<HostId, number>()
  for (const { file, id, host } of collected.files) {
    if (!host) {
      skipped.set(id, (skipped.get(id) ?? 0) + 1)
      continue
    }
    const source = readText(file)
    if (!source.ok) {
      errors.push(`"${shown(file)}" ${source.reason}.`)
      continue
    }
    const settings = lintSettings(findSettings, file, persona)
    const { findings, failures } = lint({ file: shown(file), text: source.text }, host, RULES, settings)
    for (const { rule } of failures)
      errors.push(`Rule "${rule}" failed on "${shown(file)}". This is a fault of Scopelight: report it.`)
    files.push({ path: shown(file), host: id, text: source.text, findings })
  }
  return { files, skipped, errors, warnings }
}

function lintSettings(findSettings: FindSettings, file: string, persona: Persona | undefined): LintSettings {
  const settings = findSettings(path.dirname(file))?.settings
  return { persona: persona ?? settings?.persona ?? 'regular', severities: settings?.severities ?? {} }
}

/** Says what is wrong in a settings file the first time one of its folders is asked about. */
function createSettings(errors: string[], warnings: string[], shown: (file: string) => string): FindSettings {
  const told = new Set<string>()
  const find = createFindSettings(
    RULES.map(({ meta }) => meta.id),
    (file, reason) => errors.push(`"${shown(file)}" ${reason}.`),
  )
  return (folder) => {
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
}

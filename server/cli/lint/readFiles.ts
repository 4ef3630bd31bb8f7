import path from 'node:path'
import { firstThatBelongs } from '../../model/belongs.ts'
import type { Host, HostId } from '../../model/host.ts'
import { type McpConfig, readMcpConfig } from '../../model/mcpConfig.ts'
import { RULE_IDS } from '../../rules/ruleIds.ts'
import { parse } from '../../syntax/parse.ts'
import { OWN_LAUNCHER } from '../../workspace/ownLauncher.ts'
import { readText } from '../../workspace/readText.ts'
import { collectFiles, type FoundFile, withoutHost } from './collectFiles.ts'
import type { LintRequest } from './run.ts'
import { createFindSettings, type FindSettings } from './workspaceSettingsOf.ts'

/** What a request names, as it was read before anything is judged. */
export interface ReadRun {
  readonly files: readonly ReadFile[]
  readonly findSettings: FindSettings
  /** Files of hosts this version does not read yet. */
  readonly skipped: ReadonlyMap<HostId, number>
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
}

export interface ReadFile extends FoundFile {
  readonly host: Host
  /** From the working directory, with forward slashes. */
  readonly shown: string
  readonly text: string
}

/** Finds and reads what the request names; what cannot be read is a sentence. */
export function readFiles({ cwd, paths, stdin }: Pick<LintRequest, 'cwd' | 'paths' | 'stdin'>): ReadRun {
  const errors: string[] = []
  const warnings: string[] = []
  const findSettings = createSettings(errors, warnings, cwd)
  const collected = collectFiles(stdin ? [] : paths, cwd, findSettings, stdin?.path)
  errors.push(...collected.errors)
  warnings.push(...collected.warnings)

  const skipped = new Map<HostId, number>()
  const files = collected.files.flatMap((found): readonly ReadFile[] => {
    const { id, file, given, readers } = found
    if (!found.host) {
      skipped.set(id, (skipped.get(id) ?? 0) + 1)
      return []
    }
    const shown = shownPath(file, cwd)
    const source = stdin ? ({ ok: true, text: stdin.text } as const) : readText(file)
    if (!source.ok) {
      errors.push(`"${shown}" ${source.reason}.`)
      return []
    }
    const host = firstThatBelongs(readers, source.text)
    if (!host) {
      if (given !== undefined) errors.push(withoutHost(given))
      return []
    }
    return [{ ...found, id: host.id, host, shown, text: source.text }]
  })
  return { files, findSettings, skipped, errors, warnings }
}

/** What a file says. With what rules work out of it, that takes many times the memory of the text. */
export function readConfig({ host, shown, text }: ReadFile): McpConfig {
  return readMcpConfig(parse(text, host.syntax.format), host, shown, { launcher: OWN_LAUNCHER })
}

/** From the working directory, with forward slashes. */
export function shownPath(file: string, cwd: string): string {
  return path.relative(cwd, file).split(path.sep).join('/')
}

/** Says what is wrong in a settings file the first time one of its folders is asked about. */
function createSettings(errors: string[], warnings: string[], cwd: string): FindSettings {
  const told = new Set<string>()
  const find = createFindSettings(RULE_IDS, (file, reason) => errors.push(`"${shownPath(file, cwd)}" ${reason}.`))
  const findAndTell = (folder: string): ReturnType<FindSettings> => {
    const found = find(folder)
    if (found && !told.has(found.file)) {
      told.add(found.file)
      for (const { severity, message, line, column } of found.settings.problems) {
        const sentence = `${shownPath(found.file, cwd)}:${line}:${column}: ${message}`
        if (severity === 'error') errors.push(sentence)
        else warnings.push(sentence)
      }
    }
    return found
  }
  return Object.assign(findAndTell, { read: find.read })
}

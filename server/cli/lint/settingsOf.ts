import path from 'node:path'
import { type LintSettings, NO_CONTEXT } from '../../lint/lint.ts'
import type { Persona, Trusted } from '../../rules/rule.ts'
import { type FindSettings, pathFrom } from './workspaceSettingsOf.ts'

export interface FileSettings {
  readonly settings: LintSettings
  readonly trusted: Trusted
}

/** What the nearest `.scopelight.yaml` says for a file; a persona that is asked for wins over it. */
export function settingsOf(findSettings: FindSettings, file: string, persona: Persona | undefined): FileSettings {
  const found = findSettings(path.dirname(file))
  if (!found) return { settings: { persona: persona ?? 'regular', severities: {} }, trusted: NO_CONTEXT.trusted }
  const { settings } = found
  const waivers = settings.ignore.filter(({ matches }) => matches(pathFrom(found, file)))
  return {
    settings: { persona: persona ?? settings.persona ?? 'regular', severities: settings.severities, waivers },
    trusted: settings.trusted,
  }
}

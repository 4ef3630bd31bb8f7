import { fingerprintOf } from '../../lint/fingerprint.ts'
import type { LintSettings } from '../../lint/lint.ts'
import { settingsFindings } from '../../lint/settingsFindings.ts'
import type { Waiver } from '../../model/waiver.ts'
import { RULES } from '../../rules/index.ts'
import type { LintedFile, LintRequest } from './run.ts'
import type { FolderSettings } from './workspaceSettingsOf.ts'

/** Which waivers were about a file of the run, and which of them met something. */
export class WaiverUse {
  readonly #asked = new Set<Waiver>()
  readonly #used = new Set<Waiver>()

  /** A waiver of a rule that is off was not asked. */
  note({ waivers = [], severities }: LintSettings, used: readonly Waiver[]): void {
    for (const waiver of waivers) if (severities[waiver.rule] !== 'off') this.#asked.add(waiver)
    for (const waiver of used) this.#used.add(waiver)
  }

  isUnused(waiver: Waiver): boolean {
    return this.#asked.has(waiver) && !this.#used.has(waiver)
  }
}

/** The settings files of which there is something to say, as further files of the run. */
export function settingsFiles(
  read: readonly FolderSettings[],
  use: WaiverUse,
  { persona, today }: LintRequest,
  shown: (file: string) => string,
): readonly LintedFile[] {
  return read.flatMap(({ settings, text, file }): readonly LintedFile[] => {
    const unused = new Set(settings.ignore.filter((waiver) => use.isUnused(waiver)))
    const lintSettings = { persona: persona ?? settings.persona ?? 'regular', severities: settings.severities }
    const findings = settingsFindings(settings.ignore, unused, RULES, lintSettings, today)
    if (findings.length === 0) return []
    const withFingerprints = findings.map((finding) => ({ ...finding, fingerprint: fingerprintOf(finding, { tree: { text } }) }))
    return [{ path: shown(file), host: undefined, text, findings: withFingerprints, suppressed: [], source: undefined }]
  })
}

import { readFileSync, realpathSync, statSync } from 'node:fs'
import { fixAll } from '../../lint/fixAll.ts'
import { RULES } from '../../rules/index.ts'
import type { Finding, Fix } from '../../rules/rule.ts'
import { leadsAway } from '../../workspace/leadsAway.ts'
import { OWN_LAUNCHER } from '../../workspace/ownLauncher.ts'
import { replaceFile } from './replaceFile.ts'
import type { LintedFile } from './run.ts'

export interface FixedFile {
  readonly path: string
  readonly fixed: readonly { readonly finding: Finding; readonly fix: Fix }[]
  /** After all fixes. */
  readonly text: string
}

export interface FixRun {
  readonly files: readonly FixedFile[]
  /** Sentences about what could not be written. */
  readonly errors: readonly string[]
}

/** Works out the fixes of each file, and writes them unless it is a dry run. A file that cannot be written stays as it was. */
export function fixFiles(files: readonly LintedFile[], safety: Fix['safety'], write: boolean, cwd: string): FixRun {
  const errors: string[] = []
  const fixed = files.flatMap(({ path: shown, text, source }): readonly FixedFile[] => {
    if (!source) return []
    const { file, host, settings, context } = source
    const result = fixAll({ file: shown, text, launcher: OWN_LAUNCHER }, host, RULES, safety, settings, context)
    if (result.fixed.length === 0) return []
    if (write && leadsAway(file, cwd)) {
      errors.push(`"${shown}" leads out of this folder by a link; its fixes were not applied. Name the file it leads to.`)
      return []
    }
    if (write && !replaceText(file, text, result.text)) {
      errors.push(`"${shown}" cannot be written, or has changed meanwhile; its fixes were not applied.`)
      return []
    }
    return [{ path: shown, fixed: result.fixed, text: result.text }]
  })
  return { files: fixed, errors }
}

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Puts a text in the place of another one, whole or not at all: it is written beside the file and then renamed. A link
 * stays a link, permissions and a byte order mark stay, and a file that is no longer what was read stays untouched.
 */
function replaceText(file: string, before: string, after: string): boolean {
  try {
    const target = realpathSync(file)
    const present = readFileSync(target, 'utf8')
    const mark = present.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
    if (present !== mark + before) return false
    replaceFile(target, mark + after, statSync(target).mode)
    return true
  } catch {
    // Whatever the system refuses, the file is as it was.
    return false
  }
}

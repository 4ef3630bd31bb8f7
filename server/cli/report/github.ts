import { diagnosticLevel } from '../../lint/severity.ts'
import type { LintRun } from '../lint/run.ts'
import { lineColumns } from './lineColumns.ts'
import { logText } from './logText.ts'

const COMMANDS = { Error: 'error', Warning: 'warning', Information: 'notice', Hint: 'notice' } as const

/**
 * Workflow commands that GitHub turns into annotations of the changed files
 * (docs.github.com/actions, "Workflow commands", checked 2026-11). What GitHub would read as a command of its own is escaped.
 */
export function githubReport({ files }: LintRun): string {
  return files
    .flatMap(({ path, text, findings }) => {
      const at = lineColumns(text)
      return findings.map(({ rule, severity, confidence, message, span }) => {
        const start = at(span.start)
        const end = at(span.end)
        // Columns say something only within one line.
        const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : ''
        const place = `file=${property(path)},line=${start.line},endLine=${end.line}${columns},title=${property(rule)}`
        return `::${COMMANDS[diagnosticLevel(severity, confidence)]} ${place}::${escaped(message)}\n`
      })
    })
    .join('')
}

function escaped(text: string): string {
  return logText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

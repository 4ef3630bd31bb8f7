import type { LintedFile, LintRun } from '../lint/run.ts'
import { escapeControls } from './escapeControls.ts'
import { lineColumns } from './lineColumns.ts'

/** The findings for programs. Lines and columns from 1 in UTF-16 units; the end is the first column behind the finding. */
export function jsonReport({ files }: LintRun): string {
  return `${escapeControls(JSON.stringify({ files: files.map(toFile) }, null, 2))}\n`
}

function toFile({ path, host, text, findings, suppressed }: LintedFile): unknown {
  const at = lineColumns(text)
  return {
    path,
    host: host ?? null,
    suppressed: suppressed.map(({ finding: { rule, span }, reason, by }) => ({ rule, ...at(span.start), reason, by })),
    findings: findings.map(({ rule, severity, confidence, message, span, fixes, server, fingerprint, related }) => {
      const start = at(span.start)
      const end = at(span.end)
      return {
        rule,
        severity,
        confidence,
        message,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        ...(server !== undefined && { server }),
        fingerprint,
        related: related.map((one) => ({ ...at(one.span.start), message: one.message })),
        fixes: fixes.map(({ title, safety }) => ({ title, safety })),
      }
    }),
  }
}

import { type Finding, SEVERITIES, type Severity } from '../../rules/rule.ts'
import type { LintedFile, LintRun } from '../lint/run.ts'
import { lineColumns } from './lineColumns.ts'
import { logText } from './logText.ts'

const COLOURS: Readonly<Record<Severity, number>> = { critical: 31, high: 31, medium: 33, low: 36, info: 90 }
const BOLD = 1
const DIM = 2

type Paint = (code: number, text: string) => string

/**
 * The findings for people; `known`: how many the baseline left out. Shows no source line, since that is where the secret stands a finding is about, and only counts
 * findings of severity info, which editors hint at as faintly.
 */
export function textReport({ files }: LintRun, colours: boolean, known = 0): string {
  const paint: Paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
  const blocks = files.flatMap((file) => fileBlock(file, paint))
  return `${[...blocks, summary(files, known)].join('\n')}\n`
}

function fileBlock(file: LintedFile, paint: Paint): readonly string[] {
  const shown = file.findings.filter(isShown)
  if (shown.length === 0) return []
  const at = lineColumns(file.text)
  const place = (offset: number): string => {
    const { line, column } = at(offset)
    return `${line}:${column}`
  }
  const places = shown.map(({ span }) => place(span.start))
  const width = places.reduce((most, { length }) => Math.max(most, length), 0)
  const margin = ' '.repeat(2 + width + 2)
  const lines = shown.flatMap((finding, index) => {
    const { severity, confidence, message, rule, related } = finding
    const sure = confidence === 'high' ? '' : `, ${confidence} confidence`
    return [
      `  ${(places[index] ?? '').padEnd(width)}  ${paint(COLOURS[severity], severity.padEnd(8))}  ${logText(message)}  ${paint(DIM, logText(rule) + sure)}`,
      ...related.map((each) => `${margin}${paint(DIM, `see ${place(each.span.start)}`)}  ${logText(each.message)}`),
    ]
  })
  return [`${paint(BOLD, logText(file.path))} ${paint(DIM, `(${file.host ?? 'settings'})`)}`, ...lines, '']
}

function summary(files: readonly LintedFile[], known: number): string {
  const count = files.filter(({ host }) => host !== undefined).length
  const checked = `${count} ${count === 1 ? 'file' : 'files'} checked`
  const findings = files.flatMap((file) => file.findings)
  const shown = findings.filter(isShown)
  const notes = findings.length - shown.length
  const hidden = [
    notes === 0 ? '' : ` ${notes} of severity info ${notes === 1 ? 'is' : 'are'} in the JSON report.`,
    known === 0 ? '' : ` ${known} ${known === 1 ? 'is' : 'are'} in the baseline.`,
    suppressedWords(files),
  ].join('')
  if (files.length === 0) return 'No MCP configuration found here.'
  if (shown.length === 0) return `${checked}, nothing to report.${hidden}`
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = shown.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}`]
  })
  return `${checked}, ${shown.length} ${shown.length === 1 ? 'finding' : 'findings'}: ${counts.join(', ')}.${hidden}`
}

function suppressedWords(files: readonly LintedFile[]): string {
  const count = files.reduce((sum, { suppressed }) => sum + suppressed.length, 0)
  return count === 0 ? '' : ` ${count} ${count === 1 ? 'is' : 'are'} suppressed with a reason.`
}

function isShown({ severity }: Finding): boolean {
  return severity !== 'info'
}

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Finding, SEVERITIES } from '../../server/rules/rule.ts'

/** Small workspaces with planted issues, and clean ones. `expected.json` holds all that a finished product finds. */
export const FOLDER = 'test/fixtures/samples'
/** The day the samples are about. */
export const TODAY = Date.UTC(2026, 10, 23)

export interface Expected {
  readonly clean: boolean
  readonly findings: readonly Wanted[]
  readonly low: readonly Wanted[]
}

export interface Wanted {
  readonly file: string
  readonly ruleId: string
  readonly anchor: string
  readonly severity?: string
}

/** With the text it was found in. */
export interface Found extends Finding {
  readonly file: string
  readonly text: string
}

export function expectedOf(sample: string): Expected {
  return JSON.parse(readFileSync(path.join(FOLDER, sample, 'expected.json'), 'utf8'))
}

/** The files of a sample, without what is expected of them. */
export function filesOf(sample: string): readonly { readonly file: string; readonly text: string }[] {
  const folder = path.join(FOLDER, sample)
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))
}

const rank = (severity: string) => (SEVERITIES as readonly string[]).indexOf(severity)

export function atLeast(severity: string): (finding: { readonly severity: string }) => boolean {
  return (finding) => rank(finding.severity) >= rank(severity)
}

/** An anchor is text inside the range; quotes around it stand outside, since a range never holds the quotes. */
export function anchorText({ anchor }: { readonly anchor: string }): string {
  return anchor.replace(/^"(.*)"$/s, '$1')
}

export function matches(wanted: Wanted, found: Found): boolean {
  const anchor = anchorText(wanted)
  // Of a text with a backslash or a quote the file has it escaped.
  const escaped = JSON.stringify(anchor).slice(1, -1)
  const holds = ({ start, end }: Finding['span']): boolean => {
    const text = found.text.slice(start, end)
    return text.includes(anchor) || text.includes(escaped)
  }
  return (
    wanted.ruleId === found.rule &&
    wanted.file === found.file &&
    (wanted.severity === undefined || wanted.severity === found.severity) &&
    (holds(found.span) || found.related.some(({ span }) => holds(span)))
  )
}

export function tell({ rule, severity, text, span }: Found): string {
  return `${severity} ${rule} at ${text.slice(span.start, span.end)}`
}

import path from 'node:path'
import { version } from '../../../package.json'
import { RULES } from '../../rules/index.ts'
import { SEVERITIES, type Severity } from '../../rules/rule.ts'
import { HOME_PAGE } from '../../rules/rulePage.ts'
import type { Span } from '../../syntax/tree.ts'
import type { LintedFile, LintRun, ReportedFinding, ReportedSuppression } from '../lint/run.ts'
import { escapeControls } from './escapeControls.ts'
import { type LineColumn, lineColumns } from './lineColumns.ts'
import { LEVELS, SECURITY_SEVERITY, toSarifRule } from './sarifRule.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
/** More in one run, and GitHub refuses the whole report (docs.github.com, "SARIF support for code scanning", 2026-11). */
const MOST_RESULTS = 25_000

/**
 * The findings as SARIF 2.1.0, with the rules that speak. Holds no text of a file. What somebody lets be is left out unless
 * it is asked for: code scanning of GitHub does not read `suppressions` and would show it as open.
 */
export function sarifReport({ files, errors }: LintRun, withSuppressed = false): string {
  const all = files.flatMap((file): readonly Entry[] => [
    ...file.findings.map((finding) => ({ file, finding, suppression: undefined })),
    ...(withSuppressed ? file.suppressed.map((one) => ({ file, finding: one.finding, suppression: one })) : []),
  ])
  const entries = worst(all, MOST_RESULTS)
  const spoken = new Set(entries.map(({ finding }) => finding.rule))
  const rules = RULES.map(({ meta }) => meta).filter(({ id }) => spoken.has(id))
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Scopelight', informationUri: HOME_PAGE, semanticVersion: version, rules: rules.map(toSarifRule) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The working directory of the run.' } } },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: [
              ...errors.map((text) => ({ level: 'error', message: { text: plainText(text) } })),
              ...leftOut(all.length - entries.length),
            ],
          },
        ],
        results: toResults(
          entries,
          rules.map(({ id }) => id),
        ),
      },
    ],
  }
  return `${escapeControls(JSON.stringify(log, null, 2))}\n`
}

interface Entry {
  readonly file: LintedFile
  readonly finding: ReportedFinding
  readonly suppression: ReportedSuppression | undefined
}

/** All of them, or as many as there may be of the worst; each in the order of the files. */
function worst(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries
  const rank = ({ finding }: Entry): number => -SEVERITIES.indexOf(finding.severity)
  const kept = new Set(entries.toSorted((a, b) => rank(a) - rank(b)).slice(0, most))
  return entries.filter((entry) => kept.has(entry))
}

function leftOut(count: number): readonly unknown[] {
  if (count === 0) return []
  return [{ level: 'warning', message: { text: `${count} findings of lesser severity are left out of this report.` } }]
}

function toResults(entries: readonly Entry[], ids: readonly string[]): readonly unknown[] {
  const indexes = new Map(ids.map((id, index) => [id, index]))
  const places = new Map<LintedFile, ToLocation>()
  return entries.map(({ file, finding, suppression }) => {
    const location = places.get(file) ?? locationsIn(file)
    places.set(file, location)
    return {
      ruleId: finding.rule,
      ruleIndex: indexes.get(finding.rule),
      level: LEVELS[finding.severity],
      message: { text: plainText(finding.message) },
      locations: [location(finding.span)],
      relatedLocations: finding.related.map((one, id) => ({ id, ...location(one.span, one.message) })),
      // GitHub's own "primaryLocationLineHash" is filled in where the report is uploaded. We do not: it is a digest without a
      // key over the text that was flagged, which may be a password.
      partialFingerprints: { 'scopelight/v1': finding.fingerprint },
      ...(suppression && { suppressions: [toSuppression(suppression)] }),
      properties: propertiesOf(finding),
    }
  })
}

function propertiesOf({
  severity,
  confidence,
  server,
}: ReportedFinding): { readonly severity: Severity } & Record<string, unknown> {
  return {
    severity,
    confidence,
    'security-severity': SECURITY_SEVERITY[severity],
    ...(server !== undefined && { server }),
  }
}

function toSuppression({ by, reason }: ReportedSuppression): unknown {
  return { kind: by === 'comment' ? 'inSource' : 'external', status: 'accepted', justification: reason }
}

type ToLocation = (span: Span, message?: string) => object

function locationsIn({ path: file, text }: LintedFile): ToLocation {
  const at = lineColumns(text)
  const artifactLocation = toArtifact(file)
  return (span, message) => ({
    ...(message !== undefined && { message: { text: plainText(message) } }),
    physicalLocation: { artifactLocation, region: region(at(span.start), at(span.end)) },
  })
}

function region(start: LineColumn, end: LineColumn): unknown {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** A relative reference as RFC 3986 wants it: also a colon is encoded, which would read as the end of a scheme. */
function toArtifact(file: string): unknown {
  // Half a surrogate pair, as names on Windows may hold, becomes the replacement character: it has no form in a URI.
  const uri = Buffer.from(file).toString().split('/').map(encodeURIComponent).join('/')
  if (!path.isAbsolute(file)) return { uri, uriBaseId: 'ROOT' }
  // A file of another drive of Windows has no path from here; the colon behind the letter stays.
  return { uri: `file://${uri.startsWith('/') ? '' : '/'}${uri.replace(/^([a-z])%3A/i, '$1:')}` }
}

/** Brackets would be read as a link (SARIF 2.1.0, section 3.11.6), and what they hold comes from a file. */
function plainText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}

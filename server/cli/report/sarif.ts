import { version } from '../../../package.json'
import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import { RULES } from '../../rules/index.ts'
import type { Finding, RuleMeta, Severity } from '../../rules/rule.ts'
import { HOME_PAGE, rulePage } from '../../rules/rulePage.ts'
import type { Span } from '../../syntax/tree.ts'
import type { LintedFile, LintRun, ReportedFinding } from '../lint/run.ts'
import { escapeControls } from './escapeControls.ts'
import { type LineColumn, lineColumns } from './lineColumns.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}
/** What GitHub sorts security alerts by. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
}

/** The findings as SARIF 2.1.0, with the rules that speak. Holds no text of a file; suppressed findings say why. */
export function sarifReport({ files, errors }: LintRun): string {
  const spoken = new Set(
    files.flatMap(({ findings, suppressed }) => [...findings, ...suppressed.map((one) => one.finding)]).map(({ rule }) => rule),
  )
  const rules = RULES.map(({ meta }) => meta).filter(({ id }) => spoken.has(id))
  const ids = rules.map(({ id }) => id)
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Scopelight', informationUri: HOME_PAGE, semanticVersion: version, rules: rules.map(toRule) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: 'The working directory of the run.' } } },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            toolExecutionNotifications: errors.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results: files.flatMap((file) => toResults(file, ids)),
      },
    ],
  }
  return `${escapeControls(JSON.stringify(log, null, 2))}\n`
}

function toRule({ id, title, why, when, severity, confidence, group, standards }: RuleMeta): unknown {
  return {
    id,
    name: id,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: plain(`${title}. ${why} Reported when ${when}`) },
    helpUri: rulePage(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', group, ...standards],
      precision: { high: 'high', medium: 'medium', low: 'low' }[confidence],
      'security-severity': SECURITY_SEVERITY[severity],
    },
  }
}

function toResults({ path, text, findings, suppressed }: LintedFile, ids: readonly string[]): readonly unknown[] {
  const at = lineColumns(text)
  const location = (span: Span, message?: string): unknown => ({
    ...(message !== undefined && { message: { text: plainText(message) } }),
    physicalLocation: {
      artifactLocation: { uri: encodePath(path), uriBaseId: 'ROOT' },
      region: region(at(span.start), at(span.end)),
    },
  })
  const result = (finding: Finding, fingerprint: string | undefined, suppressions: readonly unknown[]): unknown => ({
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: plainText(finding.message) },
    locations: [location(finding.span)],
    relatedLocations: finding.related.map((one, id) => ({ id, ...(location(one.span, one.message) as object) })),
    ...(fingerprint !== undefined && { partialFingerprints: { 'scopelight/v1': fingerprint } }),
    ...(suppressions.length > 0 && { suppressions }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      'security-severity': SECURITY_SEVERITY[finding.severity],
      ...(finding.server !== undefined && { server: withoutCredentials(finding.server) }),
    },
  })
  return [
    ...findings.map((finding: ReportedFinding) => result(finding, finding.fingerprint, [])),
    ...suppressed.map(({ finding, reason, by }) =>
      result(finding, undefined, [
        { kind: by === 'comment' ? 'inSource' : 'external', status: 'accepted', justification: plainText(reason) },
      ]),
    ),
  ]
}

function region(start: LineColumn, end: LineColumn): unknown {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** A relative reference as RFC 3986 wants it: also a colon is encoded, which would read as the end of a scheme. */
function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** Brackets would be read as a link (SARIF 2.1.0, section 3.11.6), and what they hold comes from a file. */
function plainText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&')
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}

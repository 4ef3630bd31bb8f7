import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node'
import { type DiagnosticLevel, diagnosticLevel } from '../lint/severity.ts'
import type { Finding } from '../rules/rule.ts'
import { rulePage } from '../rules/rulePage.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { toRange } from './positions.ts'
import { isReportedByVscode } from './reportedByVscode.ts'
import { sameAgain } from './sameAgain.ts'

/** More squiggles than this help nobody and cost the editor seconds. */
const MOST_DIAGNOSTICS = 1_000

const SEVERITIES = {
  Error: DiagnosticSeverity.Error,
  Warning: DiagnosticSeverity.Warning,
  Information: DiagnosticSeverity.Information,
  Hint: DiagnosticSeverity.Hint,
} satisfies Record<DiagnosticLevel, DiagnosticSeverity>

/** What a diagnostic carries for those who act on it, besides its range and rule. */
export interface DiagnosticData {
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[]
}

/**
 * At most a thousand, those that stand first. What says the same of the same place as for the version before is the same
 * object, which need not be written for the wire again.
 */
export function toDiagnostics(analysis: Analysis, abilities: Abilities): Diagnostic[] {
  const { told } = analysis
  const findings = analysis.findings.filter((finding) => !isSaidByEditor(finding, analysis, abilities)).slice(0, MOST_DIAGNOSTICS)
  const diagnostics = findings.map((finding) => toDiagnostic(finding, analysis, abilities))
  const kept = sameAgain(told.last, diagnostics)
  told.last = kept
  return kept
}

/** The editor underlines the same place already. The fix stays on offer there. */
function isSaidByEditor(finding: Finding, { config, document }: Analysis, { checksSyntaxOf }: Abilities): boolean {
  if (!checksSyntaxOf.has(document.languageId)) return false
  const { rule, span } = finding
  if (rule !== 'config-parse-error') return isReportedByVscode(finding, config)
  const kinds = config.tree.problems.filter(({ span: { start } }) => start === span.start).map(({ kind }) => kind)
  if (kinds.includes('comment')) return document.languageId !== 'jsonc'
  // Depth and length are limits of ours.
  return !kinds.includes('too-deep') && !kinds.includes('too-large')
}

function toDiagnostic(finding: Finding, { document }: Analysis, abilities: Abilities): Diagnostic {
  const { rule, severity, confidence, message, span, related, fixes } = finding
  const data: DiagnosticData = { fixes: fixes.map(({ title, safety }) => ({ title, safety })) }
  return {
    range: toRange(document, span),
    severity: SEVERITIES[diagnosticLevel(severity, confidence)],
    source: 'scopelight',
    code: rule,
    codeDescription: { href: rulePage(rule) },
    message,
    ...(related.length > 0 &&
      abilities.showsRelatedInformation && {
        relatedInformation: related.map((place) => ({
          location: { uri: document.uri, range: toRange(document, place.span) },
          message: place.message,
        })),
      }),
    ...(fixes.length > 0 && { data }),
  }
}

import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { LintSettings } from '../lint/lint.ts'
import { settingsFindings } from '../lint/settingsFindings.ts'
import { diagnosticLevel } from '../lint/severity.ts'
import { readWorkspaceSettings, WORKSPACE_SETTINGS_FILE } from '../model/workspaceSettings.ts'
import { RULES } from '../rules/index.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import { rulePage } from '../rules/rulePage.ts'
import { documentPath } from './documentPath.ts'
import { toRange } from './positions.ts'

export function isSettingsDocument(uri: string): boolean {
  return documentPath(uri)?.path.split('/').at(-1) === WORKSPACE_SETTINGS_FILE
}

/**
 * What is wrong in a `.scopelight.yaml`: keys and values without effect, and waivers without a reason, past their day or for
 * rules that do not exist. Which waivers met nothing is told by the command line, which looks at every file they name.
 */
export function settingsDiagnostics(document: TextDocument, today: number, lintSettings: LintSettings): Diagnostic[] {
  const settings = readWorkspaceSettings(document.getText(), RULE_IDS)
  const problems = settings.problems.map(
    ({ severity, start, end, message }): Diagnostic => ({
      range: toRange(document, { start, end }),
      severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      source: 'scopelight',
      message,
    }),
  )
  const waivers = settingsFindings(settings.ignore, new Set(), RULES, lintSettings, today).map(
    ({ rule, severity, confidence, span, message }): Diagnostic => ({
      range: toRange(document, span),
      severity: DiagnosticSeverity[diagnosticLevel(severity, confidence)],
      source: 'scopelight',
      code: rule,
      codeDescription: { href: rulePage(rule) },
      message,
    }),
  )
  return [...problems, ...waivers]
}

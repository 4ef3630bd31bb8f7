import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import type { Finding, Fix } from '../rules/rule.ts'
import { applyPatches } from '../syntax/patch.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { toRange, toSpan, touches } from './positions.ts'

/**
 * The fixes of the findings a range touches. They come from the analysis of the present version and say so, so that an
 * editor that is further by now refuses them.
 */
export function toCodeActions(analysis: Analysis, { range, context }: CodeActionParams, abilities: Abilities): CodeAction[] {
  if (!abilities.takesCodeActions || !asksForQuickFixes(context.only)) return []
  const wanted = toSpan(analysis.document, range)
  return analysis.findings
    .filter(({ span }) => touches(span, wanted))
    .flatMap((finding) => finding.fixes.map((fix) => toCodeAction(finding, fix, analysis, context.diagnostics, abilities)))
}

function asksForQuickFixes(only: readonly string[] | undefined): boolean {
  // Kinds are a hierarchy: who asks for "" asks for everything, who asks for "quickfix.x" does not ask for "quickfix".
  return only === undefined || only.some((kind) => kind === CodeActionKind.Empty || kind === CodeActionKind.QuickFix)
}

function toCodeAction(
  finding: Finding,
  fix: Fix,
  analysis: Analysis,
  shown: readonly Diagnostic[],
  abilities: Abilities,
): CodeAction {
  const diagnostics = shown.filter((diagnostic) => isAbout(diagnostic, finding, analysis))
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostics.length > 0 && { diagnostics }),
    ...(finding.fixes.length === 1 && fix.safety === 'safe' && { isPreferred: true }),
    edit: toWorkspaceEdit(fix, analysis, abilities),
  }
}

function isAbout(diagnostic: Diagnostic, { rule, span }: Finding, { document }: Analysis): boolean {
  if (diagnostic.code !== rule) return false
  const { start, end } = toSpan(document, diagnostic.range)
  return start === span.start && end === span.end
}

function toWorkspaceEdit(fix: Fix, { document, version, config }: Analysis, abilities: Abilities): WorkspaceEdit {
  const edits: TextEdit[] = applyPatches(config.tree, fix.patches).map(({ span, text }) => ({
    range: toRange(document, span),
    newText: text,
  }))
  if (!abilities.takesVersionedEdits) return { changes: { [document.uri]: edits } }
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits }] }
}

import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node'
import type { Finding, Fix } from '../rules/rule.ts'
import { ImpossiblePatch } from '../syntax/impossiblePatch.ts'
import { applyPatches, type TextEdit as PatchEdit } from '../syntax/patch.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { toRange, toSpan, touches } from './positions.ts'

/**
 * The fixes of the findings a range touches. They come from the analysis of the present version and say so, so that an
 * editor that is further by now refuses them.
 */
export function toCodeActions(analysis: Analysis, { range, context }: CodeActionParams, abilities: Abilities): CodeAction[] {
  if (!abilities.takesCodeActions) return []
  const { only } = context
  // What belongs to the whole file is worked out only for somebody who asks for it by name.
  const forFile = only !== undefined && asksFor(only, FIX_ALL) ? fixAllAction(analysis, FIX_ALL, abilities) : []
  if (only !== undefined && !asksFor(only, CodeActionKind.QuickFix)) return forFile
  const wanted = toSpan(analysis.document, range)
  const here = analysis.findings.filter(({ span }) => touches(span, wanted))
  const single = here.flatMap((finding) =>
    finding.fixes.flatMap((fix) => toCodeAction(finding, fix, analysis, context.diagnostics, abilities) ?? []),
  )
  const isSafe = ({ fixes }: Finding): boolean => fixes.some(({ safety }) => safety === 'safe')
  const offersAll = here.some(isSafe) && analysis.findings.filter(isSafe).length > 1
  const all = offersAll ? fixAllAction(analysis, CodeActionKind.QuickFix, abilities) : []
  return [...single, ...all, ...explanations(here, analysis, context.diagnostics, abilities), ...forFile]
}

/** Behind all fixes: the page of each rule that speaks here, and the way to let its finding be, once for each rule. */
function explanations(
  findings: readonly Finding[],
  analysis: Analysis,
  shown: readonly Diagnostic[],
  { explains }: Abilities,
): readonly CodeAction[] {
  if (!explains) return []
  const first = findings.filter(({ rule }, at) => findings.findIndex((other) => other.rule === rule) === at)
  return first.flatMap((finding) => {
    const { document } = analysis
    const diagnostics = shown.filter((diagnostic) => isAbout(diagnostic, finding, analysis))
    const action = (title: string, command: string, args: readonly unknown[]): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostics.length > 0 && { diagnostics }),
      command: { title, command, arguments: [...args] },
    })
    const { line } = document.positionAt(finding.span.start)
    return [
      action(`Ignore "${finding.rule}" here with a reason…`, 'scopelight.ignoreFinding', [document.uri, finding.rule, line]),
      action(`Explain "${finding.rule}"`, 'scopelight.explainRule', [finding.rule]),
    ]
  })
}

/** For `editor.codeActionsOnSave` and *Source Action…*. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.scopelight`

/** Kinds are a hierarchy: who asks for "" asks for everything, who asks for "quickfix.x" does not ask for "quickfix". */
function asksFor(only: readonly string[], kind: string): boolean {
  return only.some((asked) => asked === CodeActionKind.Empty || asked === kind || kind.startsWith(`${asked}.`))
}

function fixAllAction(analysis: Analysis, kind: string, abilities: Abilities): CodeAction[] {
  const edit = changeBetween(analysis.config.tree.text, analysis.fixedText())
  return edit ? [{ title: 'Fix all safe problems', kind, edit: asWorkspaceEdit([edit], analysis, abilities) }] : []
}

/** One edit from the first character that differs to the last. */
function changeBetween(before: string, after: string): PatchEdit | undefined {
  if (before === after) return undefined
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  return { span: { start, end: before.length - end }, text: after.slice(start, after.length - end) }
}

function toCodeAction(
  finding: Finding,
  fix: Fix,
  analysis: Analysis,
  shown: readonly Diagnostic[],
  abilities: Abilities,
): CodeAction | undefined {
  const edit = toWorkspaceEdit(fix, analysis, abilities)
  if (!edit) return undefined
  const diagnostics = shown.filter((diagnostic) => isAbout(diagnostic, finding, analysis))
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostics.length > 0 && { diagnostics }),
    ...(finding.fixes.length === 1 && fix.safety === 'safe' && { isPreferred: true }),
    edit,
  }
}

function isAbout(diagnostic: Diagnostic, { rule, span }: Finding, { document }: Analysis): boolean {
  if (diagnostic.code !== rule) return false
  const { start, end } = toSpan(document, diagnostic.range)
  return start === span.start && end === span.end
}

/** Undefined where this file cannot take the fix: an alias shares what would change. */
function toWorkspaceEdit(fix: Fix, analysis: Analysis, abilities: Abilities): WorkspaceEdit | undefined {
  try {
    return asWorkspaceEdit(applyPatches(analysis.config.tree, fix.patches), analysis, abilities)
  } catch (error) {
    if (error instanceof ImpossiblePatch) return undefined
    throw error
  }
}

function asWorkspaceEdit(changes: readonly PatchEdit[], { document, version }: Analysis, abilities: Abilities): WorkspaceEdit {
  const edits: TextEdit[] = changes.map(({ span, text }) => ({
    range: toRange(document, span),
    newText: text,
  }))
  if (!abilities.takesVersionedEdits) return { changes: { [document.uri]: edits } }
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits }] }
}

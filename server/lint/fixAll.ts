import type { Host } from '../model/host.ts'
import { readMcpConfig } from '../model/mcpConfig.ts'
import type { FileContext, Finding, Fix, Rule } from '../rules/rule.ts'
import { parse } from '../syntax/parse.ts'
import { applyEdits, applyPatches, type TextEdit } from '../syntax/patch.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { type LintSettings, lint, type Source } from './lint.ts'
import { LintMemo } from './memo.ts'

export interface FixedText {
  readonly text: string
  /** What was repaired, in the order it was done. */
  readonly fixed: readonly { readonly finding: Finding; readonly fix: Fix }[]
}

/** A fix may uncover the next finding; more rounds than this are two fixes that undo each other. */
const MOST_ROUNDS = 20

/**
 * Applies the first fix of each finding, where it is safe, or where reviewed ones are wanted too. Fixes that touch the
 * same text wait for the next round. A round after which the file has more problems than before is not kept, so that the
 * text never gets worse; findings without such a fix stay.
 */
export function fixAll(
  source: Source,
  host: Host,
  rules: readonly Rule[],
  safety: Fix['safety'],
  settings: LintSettings,
  context: FileContext,
): FixedText {
  const fixed: { finding: Finding; fix: Fix }[] = []
  const { file } = source
  const memo = new LintMemo()
  let current = source.text
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { findings, config } = lint({ ...source, text: current }, host, rules, settings, memo, context)
    const chosen = choose(findings, config.tree, safety)
    const next = applyEdits(
      current,
      chosen.flatMap(({ edits }) => edits),
    )
    if (next === current) break
    if (problemsOf(next, host, file) > problemsOf(current, host, file)) break
    if (
      safety === 'safe' &&
      grants(lint({ ...source, text: next }, host, rules, settings, memo, context).findings, rules) > grants(findings, rules)
    )
      break
    fixed.push(...chosen)
    current = next
  }
  return { text: current, fixed }
}

interface Chosen {
  readonly finding: Finding
  readonly fix: Fix
  readonly edits: readonly TextEdit[]
}

/** How much is let pass: a safe round after which there is more of it was not safe. */
function grants(findings: readonly Finding[], rules: readonly Rule[]): number {
  const ids = new Set(rules.flatMap(({ meta: { id, group } }) => (GRANTING.test(id) && group === 'host-approval' ? [id] : [])))
  return findings.filter(({ rule }) => ids.has(rule)).length
}

const GRANTING = /auto-approve|auto-enabled|broad|approval-bypass|global-/

/** One fix for each finding, none of which touches what another one touches. */
function choose(findings: readonly Finding[], tree: SyntaxTree, safety: Fix['safety']): readonly Chosen[] {
  const chosen: Chosen[] = []
  const taken: TextEdit[] = []
  for (const finding of findings) {
    const fix = finding.fixes.find((one) => one.safety === 'safe' || safety === 'review')
    const edits = fix && editsOf(tree, fix)
    if (!fix || !edits || edits.some((edit) => taken.some((other) => touch(edit, other)))) continue
    taken.push(...edits)
    chosen.push({ finding, fix, edits })
  }
  return chosen
}

/** A patch that cannot be made is a mistake of its rule; the others are made all the same. */
function editsOf(tree: SyntaxTree, { patches }: Fix): readonly TextEdit[] | undefined {
  try {
    return applyPatches(tree, patches)
  } catch {
    return undefined
  }
}

/** Also side by side: two insertions at one place have no order. */
function touch({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end
}

function problemsOf(text: string, host: Host, file: string): number {
  return readMcpConfig(parse(text, host.syntax.format), host, file).tree.problems.filter(({ kind }) => kind === 'invalid').length
}

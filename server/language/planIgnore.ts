import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import { beginningsOf } from '../model/suppressions.ts'
import type { IgnorePlan } from '../protocol/languageRequests.ts'
import type { Finding } from '../rules/rule.ts'
import { locate } from '../syntax/find.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import type { Analysis } from './analysis.ts'
import type { SettingsPlace } from './hostFinder.ts'

/** How a comment to the end of the line begins. */
const signOf = ({ format }: SyntaxTree): string => (format === 'json' || format === 'jsonc' ? '//' : '#')

/**
 * Where to write that a finding is let be: on the line before it where the host takes comments, else in the
 * `.scopelight.yaml` that counts for the file.
 */
export function planIgnore(analysis: Analysis | undefined, params: unknown, place: SettingsPlace | undefined): IgnorePlan {
  const asked = readParams(params)
  if (!analysis || !asked) return { ok: false, reason: 'This file is not checked, so there is nothing to ignore in it.' }
  const { document, config } = analysis
  const finding = analysis.findings.find(
    ({ rule, span }) => rule === asked.rule && document.positionAt(span.start).line === asked.line,
  )
  if (!finding) return { ok: false, reason: 'The file has changed, and the finding is no longer there.' }
  if (config.host.syntax.comments) {
    const line = lineOf(
      finding,
      config.tree,
      (offset) => document.positionAt(offset).line,
      (at) => document.offsetAt({ line: at, character: 0 }),
    )
    const start = document.offsetAt({ line, character: 0 })
    const indent = /^[ \t]*/.exec(document.getText().slice(start, start + 200))?.[0] ?? ''
    return {
      ok: true,
      where: 'comment',
      version: analysis.version,
      line,
      before: `${indent}${signOf(config.tree)} `,
      rule: finding.rule,
    }
  }
  if (!place) return { ok: false, reason: 'This file lies nowhere a ".scopelight.yaml" can be put. Save it first.' }
  if (/[*?{}[\]!()\\]/.test(place.file))
    return {
      ok: false,
      reason: `"${place.file}" holds characters of a pattern, so a waiver for it would count for other files. Write one by hand.`,
    }
  return {
    ok: true,
    where: 'settings',
    settings: place.uri,
    file: place.file,
    rule: finding.rule,
    // A name that holds a secret is not written a second time; the waiver then counts for the whole file.
    ...(finding.server !== undefined && withoutCredentials(finding.server) === finding.server && { server: finding.server }),
  }
}

/** The finding's own line, unless a text of several lines is in the way: then the line of the key in front of it. */
function lineOf(
  { span, path }: Finding,
  tree: SyntaxTree,
  toLine: (offset: number) => number,
  toOffset: (line: number) => number,
): number {
  const line = toLine(span.start)
  const start = toOffset(line)
  const node = locate(tree, start)?.node
  const isInText = node && node.kind !== 'object' && node.kind !== 'array' && node.span.start < start && start < node.span.end
  const beginning = isInText ? beginningsOf(tree, path).at(-1) : undefined
  return beginning ? toLine(beginning.start) : line
}

function readParams(params: unknown): { readonly rule: string; readonly line: number } | undefined {
  if (typeof params !== 'object' || params === null || !('rule' in params) || !('line' in params)) return undefined
  const { rule, line } = params
  return typeof rule === 'string' && typeof line === 'number' ? { rule, line } : undefined
}

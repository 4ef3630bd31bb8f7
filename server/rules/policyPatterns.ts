import { approvalsOf } from '../model/approvals/approvalsOf.ts'
import { policyRules } from '../model/approvals/gemini.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import type { Text } from '../model/place.ts'

export interface PolicyPattern {
  /** Its text is the expression alone; its place is what is written, with the slashes where there are some. */
  readonly source: Text
  readonly flags: string
  readonly key: string
  readonly decision: string
}

/** Regular expressions in the settings of a host. They are data: nothing is ever matched against them. */
export function policyPatterns(config: McpConfig): readonly PolicyPattern[] {
  if (config.host.id === 'vscode') return terminalPatterns(config)
  if (config.host.id !== 'gemini') return []
  return policyRules(config).flatMap(({ patterns, decision }) =>
    patterns.map(({ key, source }) => ({ source, flags: '', key, decision: decision.text })),
  )
}

function terminalPatterns(config: McpConfig): readonly PolicyPattern[] {
  return approvalsOf(config).flatMap(({ covers, at, list, effect }): readonly PolicyPattern[] => {
    if (covers.kind !== 'shell' || covers.command.form !== 'regex') return []
    const flags = at.text.slice(at.text.lastIndexOf('/') + 1)
    return [{ source: { ...at, text: covers.command.text }, flags, key: list, decision: effect }]
  })
}

/** Longer patterns are not judged: compiling costs as much as they are long. */
const LONGEST = 10_000

/** Whether it compiles. It is only compiled, never run. */
export function isRegex(source: string, flags: string): boolean {
  if (source.length > LONGEST) return true
  try {
    new RegExp(source, flags)
    return true
  } catch {
    // A `SyntaxError` is the answer.
    return false
  }
}

import { nodeAt, toJson } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import type { Text } from '../place.ts'
import type { Approval, Coverage } from './approval.ts'
import { splitJoined, stringsAt, textAt } from './lists.ts'

/** One `[[rule]]` of a policy file of Gemini CLI. Absent selectors match everything. */
export interface PolicyRule {
  readonly path: Path
  readonly decision: Text
  readonly effect: 'allow' | 'ask' | 'deny' | undefined
  /** 0 where it is not written. */
  readonly priority: number
  readonly mcpName: Text | undefined
  readonly toolNames: readonly Text[]
  /** Expressions, by the key they stand under. */
  readonly patterns: readonly { readonly key: 'argsPattern' | 'commandRegex'; readonly source: Text }[]
  readonly annotations: boolean
  /** All selectors as text: two rules with the same ones match the same calls. */
  readonly otherSelectors: string
}

const EFFECTS: Readonly<Record<string, 'allow' | 'ask' | 'deny'>> = { allow: 'allow', deny: 'deny', ask_user: 'ask' }
const FURTHER_SELECTORS = ['argsPattern', 'commandPrefix', 'commandRegex', 'toolAnnotations', 'modes', 'subagent', 'interactive']

/** google-gemini/gemini-cli@5411f113 docs/reference/policy-engine.md, read 2026-11. */
export function policyRules(config: McpConfig): readonly PolicyRule[] {
  const rules = nodeAt(config.tree, ['rule'])
  if (rules?.kind !== 'array') return []
  return rules.items.flatMap((item, index): readonly PolicyRule[] => {
    const path = ['rule', index]
    const decision = textAt(config, [...path, 'decision'])
    if (item.kind !== 'object' || !decision) return []
    const one = textAt(config, [...path, 'toolName'])
    const json = FURTHER_SELECTORS.map((key) => nodeAt(config.tree, [...path, key])).map((node) => (node ? toJson(node) : null))
    return [
      {
        path,
        decision,
        effect: EFFECTS[decision.text],
        priority: Number(textAt(config, [...path, 'priority'])?.text ?? 0),
        mcpName: textAt(config, [...path, 'mcpName']),
        toolNames: one ? [one] : stringsAt(config, [...path, 'toolName']),
        patterns: (['argsPattern', 'commandRegex'] as const).flatMap((key) => {
          const source = textAt(config, [...path, key])
          return source ? [{ key, source }] : []
        }),
        annotations: nodeAt(config.tree, [...path, 'toolAnnotations']) !== undefined,
        otherSelectors: JSON.stringify(json),
      },
    ]
  })
}

/** `tools.allowed` of the settings. A server that is trusted says so in its own entry. */
export function geminiApprovals(config: McpConfig): readonly Approval[] {
  return stringsAt(config, ['tools', 'allowed']).map((at) => ({
    effect: 'allow',
    at,
    value: undefined,
    entry: at.path,
    list: 'tools.allowed',
    covers: coverageOf(config, at.text),
  }))
}

function coverageOf(config: McpConfig, text: string): Coverage {
  const shell = /^(?:run_shell_command|ShellTool)(?:\((.*)\))?$/s.exec(text)
  if (shell) {
    const command = shell[1]?.trim() ?? ''
    return {
      kind: 'shell',
      command: command === '' || command === '*' ? { form: 'everything', text: '*' } : { form: 'prefix', text: command },
    }
  }
  // Tools of servers are named mcp_<server>_<tool>.
  return text.startsWith('mcp_') ? { kind: 'tools', ...splitJoined(text.slice('mcp_'.length), config) } : { kind: 'other' }
}

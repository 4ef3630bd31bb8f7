import type { McpConfig } from '../mcpConfig.ts'
import type { Text } from '../place.ts'
import type { Approval, Coverage, Effect, Ignored, ShellPattern } from './approval.ts'
import { stringsAt } from './lists.ts'

const EFFECTS: readonly Effect[] = ['allow', 'ask', 'deny']

/**
 * `permissions.allow`, `ask` and `deny` of Claude Code. Deny counts first, then ask, then allow; how narrow a rule is does
 * not count. https://code.claude.com/docs/en/permissions, read 2026-11.
 */
export function claudeApprovals(config: McpConfig): readonly Approval[] {
  return EFFECTS.flatMap((effect) => stringsAt(config, ['permissions', effect]).map((at) => read(at, effect)))
}

function read(at: Text, effect: Effect): Approval {
  const ignored = ignoredIn(at.text, effect)
  return {
    effect,
    at,
    value: undefined,
    entry: at.path,
    list: `permissions.${effect}`,
    covers: coverageOf(at.text),
    ...(ignored && { ignored }),
  }
}

/** Also what an ignored rule means to cover, so that a fix can say it in the form the host reads. */
function coverageOf(rule: string): Coverage {
  const { tool, argument } = splitRule(rule)
  if (tool === '*') return { kind: 'everything' }
  if (tool.startsWith('mcp__')) return mcpCoverage(tool.slice('mcp__'.length))
  if (tool === 'Bash') return { kind: 'shell', command: bashPattern(argument) }
  if (tool === 'WebFetch') return { kind: 'web', address: argument?.replace(/^domain:/, '') ?? '*', response: true }
  return { kind: 'other' }
}

/** `server__tool`, `server__*` and `server` alone, which means all its tools. */
function mcpCoverage(rest: string): Coverage {
  const at = rest.indexOf('__')
  if (at < 0) return { kind: 'tools', server: rest, tool: '*' }
  return { kind: 'tools', server: rest.slice(0, at), tool: rest.slice(at + 2) || '*' }
}

function bashPattern(argument: string | undefined): ShellPattern {
  const text = (argument ?? '*').trim()
  if (text === '*' || text === ':*' || text === '') return { form: 'everything', text: '*' }
  if (text.endsWith(':*')) return { form: 'prefix', text: text.slice(0, -2).trim() }
  if (text.endsWith('*')) return { form: 'prefix', text: text.slice(0, -1).trim() }
  return { form: 'exact', text }
}

function ignoredIn(rule: string, effect: Effect): Ignored | undefined {
  const { tool, argument } = splitRule(rule)
  if (tool.startsWith('mcp__')) {
    if (argument !== undefined) return 'parentheses'
    if (tool === 'mcp__*') return effect === 'allow' ? 'wildcard' : undefined
    const covers = mcpCoverage(tool.slice('mcp__'.length))
    return covers.kind === 'tools' && covers.server.includes('*') ? 'wildcard' : undefined
  }
  if (effect === 'allow') return tool.includes('*') ? 'wildcard' : undefined
  return tool === 'Write' && argument !== undefined ? 'write-path' : undefined
}

/** `Bash(npm run test:*)`: the tool, and what stands in the parentheses. */
function splitRule(rule: string): { readonly tool: string; readonly argument: string | undefined } {
  const open = rule.indexOf('(')
  if (open < 0 || !rule.endsWith(')')) return { tool: rule.trim(), argument: undefined }
  return { tool: rule.slice(0, open).trim(), argument: rule.slice(open + 1, -1) }
}

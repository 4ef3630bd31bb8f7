import type { McpConfig } from '../mcpConfig.ts'
import type { Approval, Coverage } from './approval.ts'
import { stringsAt } from './lists.ts'

/**
 * `allowedTools` in agent files of Amazon Q and Kiro: built-in tools by name, `@server`, `@server/tool`, with `*` and `?`
 * in names; `*` alone is refused. aws/amazon-q-developer-cli@15cc8f3c docs/agent-format.md, read 2026-11.
 */
export function agentFormatApprovals(config: McpConfig): readonly Approval[] {
  return stringsAt(config, ['allowedTools']).map((at): Approval => {
    const skipped = at.text === '*' || at.text === '@*'
    return {
      effect: 'allow',
      at,
      value: undefined,
      entry: at.path,
      list: 'allowedTools',
      covers: coverageOf(at.text),
      ...(skipped && { ignored: 'wildcard' }),
    }
  })
}

function coverageOf(text: string): Coverage {
  if (text === '*' || text === '@*') return { kind: 'everything' }
  if (!text.startsWith('@')) return { kind: 'other' }
  const at = text.indexOf('/')
  return { kind: 'tools', server: at < 0 ? text.slice(1) : text.slice(1, at), tool: at < 0 ? '*' : text.slice(at + 1) }
}

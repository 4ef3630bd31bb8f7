import type { McpConfig } from '../mcpConfig.ts'
import type { Approval, Effect } from './approval.ts'
import { entriesAt, textAt } from './lists.ts'

const EFFECTS: Readonly<Record<string, Effect>> = { allow: 'allow', confirm: 'ask', deny: 'deny' }

/** `agent.tool_permissions.tools."mcp:<server>:<tool>".default`. zed-industries/zed@04ebba46 docs/src/ai, read 2026-11. */
export function zedApprovals(config: McpConfig): readonly Approval[] {
  const list = 'agent.tool_permissions.tools'
  return entriesAt(config, list.split('.')).flatMap(({ key, path }): readonly Approval[] => {
    const value = textAt(config, [...path, 'default'])
    const effect = EFFECTS[value?.text ?? '']
    if (!effect) return []
    const [mcp, server = '*', ...tool] = key.text.split(':')
    const covers =
      mcp === 'mcp'
        ? ({ kind: 'tools', server, tool: tool.join(':') || '*' } as const)
        : mcp === 'terminal'
          ? ({ kind: 'shell', command: { form: 'everything', text: '*' } } as const)
          : ({ kind: 'other' } as const)
    return [{ effect, at: key, value, entry: path, list, covers }]
  })
}

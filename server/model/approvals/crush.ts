import type { McpConfig } from '../mcpConfig.ts'
import type { Approval, Coverage } from './approval.ts'
import { splitJoined, stringsAt } from './lists.ts'

/** `permissions.allowed_tools`: built-in tools by name, `mcp_<server>_<tool>`. charmbracelet/crush@37f36e93 README.md, read 2026-11. */
export function crushApprovals(config: McpConfig): readonly Approval[] {
  return stringsAt(config, ['permissions', 'allowed_tools']).map((at) => ({
    effect: 'allow',
    at,
    value: undefined,
    entry: at.path,
    list: 'permissions.allowed_tools',
    covers: coverageOf(config, at.text),
  }))
}

function coverageOf(config: McpConfig, text: string): Coverage {
  if (text === 'bash' || text.startsWith('bash:')) return { kind: 'shell', command: { form: 'everything', text: '*' } }
  return text.startsWith('mcp_') ? { kind: 'tools', ...splitJoined(text.slice('mcp_'.length), config) } : { kind: 'other' }
}

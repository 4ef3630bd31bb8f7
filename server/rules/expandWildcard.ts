import { type Approval, coversName } from '../model/approvals/approval.ts'
import { stringsAt } from '../model/approvals/lists.ts'
import type { OfferedTool } from '../model/approvals/offeredTools.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import type { Fix } from './rule.ts'
import { spelling } from './toolSpelling.ts'

/**
 * Puts the tools that are known to read in the place of a wildcard. Where none is known, or the line is no list of names,
 * the line goes, and the host asks again.
 */
export function expandWildcard(approval: Approval, tools: readonly OfferedTool[], config: McpConfig): Fix {
  const { covers, at, entry, list, value } = approval
  if (list === 'default_tools_approval_mode') {
    return { title: 'Ask before each tool', safety: 'review', patches: [{ op: 'set', path: entry, value: 'prompt' }] }
  }
  // Without a line of its own the tool may fall under a wider one.
  if (value && list !== 'trust') {
    return { title: `Ask before "${at.text}"`, safety: 'review', patches: [{ op: 'set', path: value.path, value: 'ask' }] }
  }
  const spell = spelling(list, at.text)
  if (!spell || covers.kind !== 'tools') return removal(approval)
  const listPath = entry.slice(0, -1)
  const others = stringsAt(config, listPath).map(({ text }) => text)
  const taken = new Set(others)
  const reading = tools
    .filter(({ name, action, returnsSecrets }) => action === 'read' && !returnsSecrets && coversName(covers.tool, name))
    .map(({ name }) => spell(covers.server, name))
    .filter((name) => !taken.has(name))
  if (reading.length === 0) return removal(approval)
  const expanded = others.flatMap((text) => (text === at.text ? reading : [text]))
  return {
    title: `Replace "${at.text}" by the tools that read`,
    safety: 'review',
    patches: [{ op: 'set', path: listPath, value: expanded }],
  }
}

function removal({ at, entry }: Approval): Fix {
  return { title: `Remove "${at.text}"`, safety: 'review', patches: [{ op: 'remove', path: entry }] }
}

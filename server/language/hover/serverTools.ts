import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Markup } from '../markup.ts'
import { counted } from './counted.ts'
import { GROUP_WORDS } from './plainWords.ts'
import type { GroupedTools } from './toolGroups.ts'
import { toolName } from './toolName.ts'

const MOST = { groups: 5, tools: 4, allowed: 3 } as const

/** The tools of a server by what they do, and which of them this file turns off. */
export function toolItems(grouped: GroupedTools | undefined, markup: Markup): readonly string[] {
  if (!grouped || grouped.count === 0) return []
  const { groups, count, off, limit, someSets } = grouped
  // Reading is the least of it, and still worth its line.
  const shown = groups.length > MOST.groups ? [...groups.slice(0, MOST.groups - 1), ...groups.slice(-1)] : groups
  const lines = shown.map(({ action, tools }) => {
    const names = tools.slice(0, MOST.tools).map(({ name }) => toolName(name, markup))
    const more = tools.length - names.length
    return `${markup.strong(GROUP_WORDS[action])} (${tools.length}): ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  })
  const hidden = groups.slice(shown.length - 1, -1)
  const rest = groups.length > MOST.groups ? hidden.reduce((sum, { tools }) => sum + tools.length, 0) : 0
  const limits = [
    ...(rest > 0 ? [`${rest} more that change something`] : []),
    ...(limit === 'read-only' && off > 0 ? [`${off} more off, since only reading is switched on`] : []),
    ...(limit === 'lists' ? [`${off} more off in this file`] : []),
    ...(someSets ? ['of these only those of the chosen toolsets'] : []),
  ]
  return limits.length === 0 ? lines : [...lines, markup.text(`${counted(count, 'tool')} in all: ${limits.join('; ')}`)]
}

/** What the entry itself lets run without a person. */
export function allowedItem(entry: ServerEntry, config: McpConfig, markup: Markup): readonly string[] {
  const tools = entryApprovals(entry, config).flatMap(({ effect, ignored, covers }) =>
    effect === 'allow' && ignored === undefined && covers.kind === 'tools' ? [covers.tool] : [],
  )
  if (tools.length === 0) return []
  if (tools.includes('*')) return [`${markup.strong('Runs without asking')}: every tool`]
  const more = tools.length - MOST.allowed
  const names = tools
    .slice(0, MOST.allowed)
    .map((name) => toolName(name, markup))
    .join(', ')
  return [`${markup.strong('Runs without asking')}: ${names}${more > 0 ? ` and ${more} more` : ''}`]
}

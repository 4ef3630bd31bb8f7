import type { Action } from '../../knowledge/servers.ts'
import { type OfferedTool, offeredTools } from '../../model/approvals/offeredTools.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { switchFact } from './switches.ts'

/** Tools that do the same kind of thing; of `unknown` nobody can tell what they do. */
export interface ToolGroup {
  readonly action: Action | 'unknown'
  readonly tools: readonly OfferedTool[]
}

export interface GroupedTools {
  /** The most dangerous first, no group empty. */
  readonly groups: readonly ToolGroup[]
  readonly count: number
  /** Tools of the table that this entry turns off. */
  readonly off: number
  /** Why there are fewer; undefined where the entry limits nothing. */
  readonly limit: 'read-only' | 'lists' | undefined
  /** A switch chooses sets of tools, and nobody can tell which of these are in them. */
  readonly someSets: boolean
}

const ORDER: readonly ToolGroup['action'][] = [
  'money',
  'execute',
  'admin',
  'delete',
  'unknown',
  'code',
  'send',
  'write',
  'ticket',
  'read',
]

/** By who makes a read-only switch hold: it takes the tools away that write. Others keep the tool and refuse what it is asked for. */
const HIDING = /^(?:server-tool-filter|oauth-scopes|server-sql-role)/

function hidesWriters(launch: Launch): boolean {
  const facts = [...(launch.known?.restrictions ?? []), ...(launch.bridged?.known?.restrictions ?? [])]
  return launch.restrictions.some((use) => use.kind === 'readOnly' && HIDING.test(switchFact(use, facts)?.enforcement ?? ''))
}

/** Entries that start the same server and limit nothing have one list of tools. */
const BY_ACTION = new WeakMap<readonly OfferedTool[], readonly ToolGroup[]>()

/** What a server offers through this entry, after its lists of tools and its read-only switch. Undefined where nothing is known. */
export function groupTools(entry: ServerEntry, config: McpConfig): GroupedTools | undefined {
  const { tools, known, readOnly, someSets } = offeredTools(entry, config)
  if (!tools) return undefined
  const hides = readOnly && hidesWriters(entry.launch)
  const all = BY_ACTION.get(tools) ?? byAction(tools)
  BY_ACTION.set(tools, all)
  const groups = hides ? all.filter(({ action }) => action === 'read') : all
  const count = groups.reduce((sum, group) => sum + group.tools.length, 0)
  const off = known ? known.tools.length - countKnown(groups) : 0
  return { groups, count, off, limit: hides ? 'read-only' : off > 0 ? 'lists' : undefined, someSets }
}

/** A list of the entry may have names that are in no table. */
function countKnown(groups: readonly ToolGroup[]): number {
  return groups.reduce((sum, { tools }) => sum + tools.filter(({ origin }) => origin === 'table').length, 0)
}

function byAction(tools: readonly OfferedTool[]): readonly ToolGroup[] {
  const found = new Map<ToolGroup['action'], OfferedTool[]>()
  for (const tool of tools) {
    const action = tool.action ?? 'unknown'
    const same = found.get(action)
    if (same) same.push(tool)
    else found.set(action, [tool])
  }
  return ORDER.flatMap((action) => {
    const same = found.get(action)
    return same ? [{ action, tools: same }] : []
  })
}

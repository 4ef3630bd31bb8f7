import type { Action } from '../../knowledge/servers.ts'
import { type OfferedTool, offeredTools } from '../../model/approvals/offeredTools.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { factOf } from './switches.ts'

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
  return launch.restrictions.some((use) => use.kind === 'readOnly' && HIDING.test(factOf(use, facts)?.enforcement ?? ''))
}

const READ = new WeakMap<ServerEntry, GroupedTools | undefined>()

/** What a server offers through this entry, after its lists of tools and its read-only switch. Undefined where nothing is known. */
export function groupTools(entry: ServerEntry, config: McpConfig): GroupedTools | undefined {
  if (READ.has(entry)) return READ.get(entry)
  const grouped = group(entry, config)
  READ.set(entry, grouped)
  return grouped
}

function group(entry: ServerEntry, config: McpConfig): GroupedTools | undefined {
  const { tools, known, readOnly, someSets } = offeredTools(entry, config)
  if (!tools) return undefined
  const hides = readOnly && hidesWriters(entry.launch)
  const offered = hides ? tools.filter(({ action }) => action === 'read') : tools
  const names = new Set(offered.map(({ name }) => name))
  const off = known?.tools.filter(({ name }) => !names.has(name)).length ?? 0
  const byAction = new Map<ToolGroup['action'], OfferedTool[]>()
  for (const tool of offered) {
    const action = tool.action ?? 'unknown'
    const same = byAction.get(action)
    if (same) same.push(tool)
    else byAction.set(action, [tool])
  }
  return {
    groups: ORDER.flatMap((action) => {
      const found = byAction.get(action)
      return found ? [{ action, tools: found }] : []
    }),
    count: offered.length,
    off,
    limit: hides ? 'read-only' : off > 0 ? 'lists' : undefined,
    someSets,
  }
}

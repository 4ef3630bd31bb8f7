import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import { actionOf, type ToolAction } from '../../knowledge/toolActions.ts'
import { servedBy } from '../launch/servedBy.ts'
import type { McpConfig, ServerEntry } from '../mcpConfig.ts'
import { perEntry } from '../perEntry.ts'
import { toolLimits } from './entryApprovals.ts'

export interface OfferedTool extends ToolAction {
  readonly name: string
}

/** The tools a server offers through this entry, as far as it is known. */
export interface Offered {
  readonly known: KnownServer | undefined
  /** A switch of the server keeps it from writing. */
  readonly readOnly: boolean
  /** A switch of the server chooses sets of tools: of `tools` it offers some, and nobody can tell which. */
  readonly someSets: boolean
  /** Undefined where nobody can tell: the server is in no table and the entry names no tools. */
  readonly tools: readonly OfferedTool[] | undefined
}

/** Switches of kind tools that take tools away. */
const DENYING = /den(?:y|ied)|disable/i

/** By the lists of the entry and the switches of the server, then by the table of known servers. Behind a bridge its target counts. */
export const offeredTools: (entry: ServerEntry, config: McpConfig) => Offered = perEntry(read)

function read(entry: ServerEntry, config: McpConfig): Offered {
  const { restrictions } = entry.launch
  const known = servedBy(entry.launch)
  const { only, never } = toolLimits(entry, config, entryPermissionKeys(config.host.id)?.restriction ?? [])
  const named =
    only ??
    switchedTools(restrictions.filter(({ kind, key }) => kind === 'tools' && !DENYING.test(key)).map(({ value }) => value))
  const sets = restrictions.filter(({ kind }) => kind === 'toolset').map(({ value }) => value)
  const ofSets = named || sets.length === 0 ? undefined : toolsOfSets(sets, known)
  const names = named ?? ofSets
  return {
    known,
    readOnly: restrictions.some(({ kind }) => kind === 'readOnly'),
    someSets: !names && sets.length > 0,
    tools: names ? toolsNamed(without(names, never), known) : known && allTools(known, never),
  }
}

/** Undefined where it is not known which tools come with which set. */
function toolsOfSets(values: readonly string[], known: KnownServer | undefined): readonly string[] | undefined {
  if (!known || known.tools.length === 0 || known.tools.some(({ toolset }) => toolset === undefined)) return undefined
  // In an address a comma may be written as "%2C".
  const sets = new Set(values.flatMap((value) => value.split(/,|%2c/i).map((name) => name.trim().toLowerCase())))
  return known.tools.flatMap(({ name, toolset }) => (toolset !== undefined && sets.has(toolset) ? [name] : []))
}

function without(names: readonly string[], never: ReadonlySet<string>): readonly string[] {
  return never.size === 0 ? names : names.filter((name) => !never.has(name))
}

function toolsNamed(names: readonly string[], known: KnownServer | undefined): readonly OfferedTool[] {
  return names.map((name) => ({ name, ...actionOf(name, known) }))
}

/** Hundreds of entries may start the same server. */
const ALL = new WeakMap<KnownServer, readonly OfferedTool[]>()

function allTools(known: KnownServer, never: ReadonlySet<string>): readonly OfferedTool[] | undefined {
  if (known.tools.length === 0) return undefined
  const all =
    ALL.get(known) ??
    toolsNamed(
      known.tools.map(({ name }) => name),
      known,
    )
  ALL.set(known, all)
  return never.size === 0 ? all : all.filter(({ name }) => !never.has(name))
}

/** `--tools issue_read,issue_write`: only what looks like names of tools. */
function switchedTools(values: readonly string[]): readonly string[] | undefined {
  const names = values.flatMap((value) => value.split(',').map((name) => name.trim()))
  return names.length > 0 && names.every((name) => /^[\w.-]+$/.test(name)) ? names : undefined
}

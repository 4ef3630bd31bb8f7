import type { Host } from '../../model/host.ts'
import { holdsOf } from '../../model/host.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Path } from '../../syntax/tree.ts'
import type { Cursor } from './cursor.ts'

/** What the host makes of what is written at a cursor. */
export type Role =
  /** The name of a new server; `list`: an item of a list of servers. */
  | { readonly kind: 'server'; readonly form: 'map' | 'list' | 'table' }
  /** A key of an entry, which exists unless nothing of it is written yet. */
  | { readonly kind: 'field'; readonly entry: ServerEntry | undefined; readonly path: Path }
  /** The name of a variable or header. */
  | { readonly kind: 'setting'; readonly of: 'env' | 'headers'; readonly entry: ServerEntry; readonly path: Path }
  /** The value of one. */
  | { readonly kind: 'settingValue'; readonly of: 'env' | 'headers'; readonly entry: ServerEntry; readonly name: string }
  /** A word of the command line; `index` counts behind the program. */
  | { readonly kind: 'argument'; readonly entry: ServerEntry; readonly index: number }
  /** Anything else in an entry: `steps` lead from it to the value, indexes left out. */
  | { readonly kind: 'value'; readonly entry: ServerEntry; readonly steps: readonly string[]; readonly isItem: boolean }

export function rolesOf(cursor: Cursor, config: McpConfig): readonly Role[] {
  const { host } = config
  if (holdsOf(host) === 'settings' || host.container === 'entry' || !holdsEntries(host)) return []
  if (cursor.kind === 'header') return [{ kind: 'server', form: 'table' }]
  const table: readonly Role[] =
    host.syntax.format === 'toml' && cursor.kind === 'key' && cursor.tableMayBegin && cursor.style === 'block'
      ? [{ kind: 'server', form: 'table' }]
      : []
  const entry = config.servers.find(({ path }) => startsWith(cursor.path, path))
  if (entry)
    return [
      ...roleIn(entry, cursor, host),
      ...(isEmptyItem(entry, host) ? [{ kind: 'server', form: 'list' } as const] : []),
      ...table,
    ]
  return [...besideEntries(cursor, config), ...table]
}

/** Files that describe what others set up have entries of another form. */
function holdsEntries({ names }: Host): boolean {
  return names.command.length > 0
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, at) => step === path[at])
}

function isEmptyItem({ node, path }: ServerEntry, { container }: Host): boolean {
  return container === 'list' && typeof path.at(-1) === 'number' && node.members.length === 0
}

/** In the map or list of servers, or in an entry of which nothing is written. */
function besideEntries({ kind, path }: Cursor, config: McpConfig): readonly Role[] {
  const { host, foreignServers, servers } = config
  const isBare = servers.length > 0 && servers.every((server) => server.path.length === 1)
  const places = [host.serversPath, ...host.furtherServersPaths, ...(foreignServers ? [foreignServers.path] : [])]
  if (isBare) places.push([])
  const isPlace = (at: Path) => places.some((place) => fits(at, place))
  if (isPlace(path) && kind === 'key' && host.container === 'map') return [{ kind: 'server', form: 'map' }]
  if (path.length === 0 || !isPlace(path.slice(0, -1))) return []
  if (host.container === 'list' && typeof path.at(-1) === 'number')
    return [{ kind: 'server', form: 'list' }, ...(kind === 'key' ? [{ kind: 'field', entry: undefined, path } as const] : [])]
  return kind === 'key' && !(isBare && path.length === 0) ? [{ kind: 'field', entry: undefined, path }] : []
}

function fits(path: Path, pattern: Path): boolean {
  return path.length === pattern.length && pattern.every((step, at) => step === '*' || step === path[at])
}

function roleIn(entry: ServerEntry, { kind, path }: Cursor, { names }: Host): readonly Role[] {
  const rest = path.slice(entry.path.length)
  const [first, second, ...more] = rest
  const field = String(first ?? '')
  if (first === undefined) return kind === 'key' ? [{ kind: 'field', entry, path }] : []
  const of = names.env.includes(field) ? 'env' : names.headers.includes(field) ? 'headers' : undefined
  if (of && kind === 'key' && second === undefined) return [{ kind: 'setting', of, entry, path }]
  if (of && kind === 'value' && typeof second === 'string' && more.length === 0)
    return [{ kind: 'settingValue', of, entry, name: second }]
  if (kind !== 'value') return []
  if (typeof second === 'number' && more.length === 0) {
    if (names.args.includes(field)) return [{ kind: 'argument', entry, index: second }]
    if (names.command.includes(field) && names.commandIsList && second > 0)
      return [{ kind: 'argument', entry, index: second - 1 }]
  }
  const steps = rest.filter((step) => typeof step === 'string')
  return [{ kind: 'value', entry, steps, isItem: typeof rest.at(-1) === 'number' }]
}

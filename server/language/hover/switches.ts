import type { ServerSwitch } from '../../knowledge/servers.ts'
import { servedBy } from '../../model/launch/servedBy.ts'
import type { Launch, SwitchUse } from '../../model/launch.ts'

/** What the table says of a switch that an entry sets. */
export function switchFact(use: SwitchUse, switches: readonly ServerSwitch[]): ServerSwitch | undefined {
  const same = switches.filter(({ kind, key }) => kind === use.kind && key === use.key)
  return same.find(({ value }) => value === use.value) ?? same[0]
}

const REMOTE: ReadonlySet<ServerSwitch['where']> = new Set(['header', 'urlParam', 'urlPath'])
const LOCAL: ReadonlySet<ServerSwitch['where']> = new Set(['args', 'env'])

/** Restrictions this form of the server takes and the entry does not set, one of each kind, the confirmed ones first. */
export function unsetRestrictions(launch: Launch): readonly ServerSwitch[] {
  const known = servedBy(launch)
  const isRemote = launch.url !== undefined || launch.bridged !== undefined
  const set = new Set(launch.restrictions.map(({ kind }) => kind))
  const places = isRemote ? REMOTE : LOCAL
  const fitting = (known?.restrictions ?? []).filter(
    ({ kind, where, value }) =>
      value !== '(absent)' &&
      !set.has(kind) &&
      (places.has(where) || (where === 'docker' && (launch.runner?.name === 'docker' || launch.runner?.name === 'podman'))),
  )
  const sorted = fitting.toSorted((a, b) => Number(b.verified) - Number(a.verified))
  return sorted.filter(({ kind }, at) => sorted.findIndex((other) => other.kind === kind) === at)
}

/** As it is written where it belongs: `--read-only`, `GITHUB_READ_ONLY=1`, `X-MCP-Readonly: true`, `?read_only=true`. */
export function written({ where, key, value }: ServerSwitch): string {
  if (key === '<positional>') return value
  if (where === 'urlPath') return key
  if (where === 'urlParam') return `?${key}=${value}`
  if (value === '') return key
  return where === 'header'
    ? `${key}: ${value}`
    : where === 'env' || where === 'credential'
      ? `${key}=${value}`
      : `${key} ${value}`
}

/** A folder is its own name, and so is a path of an address; of all others the value may be anything, so only the key is shown. */
export function shownUse({ key, value }: SwitchUse): string {
  return key === '<positional>' ? value : key
}

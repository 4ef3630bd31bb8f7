import type { KnownServer } from '../knowledge/servers.ts'
import type { SwitchUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path } from '../syntax/tree.ts'
import { argumentAt, removeOption, samePath } from './argumentPatches.ts'

/**
 * Takes a switch of a server away, wherever it stands: an option with its value, a variable or header of the entry, a
 * piece of the address. Undefined where it cannot be told apart from the words around it.
 */
export function removeSwitch(
  { key, span, path }: SwitchUse,
  entry: ServerEntry,
  { tree }: McpConfig,
): readonly Patch[] | undefined {
  const { launch } = entry
  // `/x/all` of an address, also of one on the command line of a bridge; a query key would leave its separator behind.
  if (key.startsWith('/') && nodeAt(tree, path)?.kind === 'string') return [{ op: 'text', span, text: '' }]
  const argument = launch.args.find((one) => samePath(one.path, path))
  if (argument?.text === key) return removeWord(path, entry)
  if (argument) return removeOption(path, entry)
  const settings = [...launch.env, ...launch.headers]
  return settings.some(({ nameAt }) => samePath(nameAt.path, path)) ? [{ op: 'remove', path }] : undefined
}

/** A switch without a value, and not the word behind it. Undefined where it does not stand alone. */
export function removeWord(path: Path, entry: ServerEntry): readonly Patch[] | undefined {
  return argumentAt(path, entry) ? [{ op: 'remove', path }] : undefined
}

/** The servers of the table an entry leads to: its own, and behind a bridge the one at the other end. */
export function serversOf({ launch }: ServerEntry): readonly KnownServer[] {
  return [launch.known, launch.bridged?.known].filter((server) => server !== undefined)
}

/** How a switch is written, for a message: its name, with its value where that says more and is no secret for sure. */
export function switchWords({ kind, key, value }: SwitchUse, entry: ServerEntry): string {
  const fact = serversOf(entry)
    .flatMap(({ broadeners }) => broadeners)
    .find((one) => one.kind === kind && one.key === key)
  const isPlain = fact && (fact.value.toLowerCase() === value.toLowerCase() || (ON.test(fact.value) && ON.test(value)))
  return isPlain && value !== '' ? `${key}=${value}` : key
}

const ON = /^(?:1|true|yes|on)$/i

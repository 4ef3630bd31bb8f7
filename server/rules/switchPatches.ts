import type { SwitchUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Patch } from '../syntax/patch.ts'
import { removeOption, samePath } from './argumentPatches.ts'

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
  if (launch.args.some((argument) => samePath(argument.path, path))) return removeOption(path, entry)
  const settings = [...launch.env, ...launch.headers]
  return settings.some(({ nameAt }) => samePath(nameAt.path, path)) ? [{ op: 'remove', path }] : undefined
}

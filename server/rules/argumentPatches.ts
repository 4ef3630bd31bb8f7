import type { Argument } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path } from '../syntax/tree.ts'

/**
 * Takes an option out of the argument list: `--name=value`, or `--name` and the value after it, whichever of the two the
 * path points to. Undefined where the words do not stand alone, as in `sh -c "…"`: nobody can take them out safely.
 */
export function removeOption(path: Path, entry: ServerEntry): readonly Patch[] | undefined {
  const { args } = entry.launch
  const argument = argumentAt(path, entry)
  if (!argument) return undefined
  const at = args.indexOf(argument)
  const before = args[at - 1]
  const after = args[at + 1]
  if (before && isValueOf(argument, before)) return [remove(before), remove(argument)]
  if (after && isValueOf(after, argument)) return [remove(argument), remove(after)]
  return [remove(argument)]
}

/** The argument that is one element of the list; undefined where several words share an element, as in `sh -c "…"`. */
export function argumentAt(path: Path, { launch }: ServerEntry): Argument | undefined {
  const found = launch.args.filter((argument) => samePath(argument.path, path))
  if (launch.program && samePath(launch.program.path, path)) return undefined
  return found.length === 1 ? found[0] : undefined
}

function remove({ path }: Argument): Patch {
  return { op: 'remove', path }
}

/** In `--name value` the value knows its flag, and the flag is an argument of its own. */
function isValueOf(value: Argument, flag: Argument): boolean {
  return value.flag !== undefined && value.flag === flag.text && value.kind !== 'flag' && flag.kind === 'flag'
}

export function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((step, at) => step === other[at])
}

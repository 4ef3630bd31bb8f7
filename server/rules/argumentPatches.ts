import type { Argument, Launch } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path } from '../syntax/tree.ts'

/**
 * Takes an option out of the argument list: `--name=value`, or `--name` and the value after it, whichever of the two the
 * path points to. Undefined where the words do not stand alone, as in `sh -c "…"`: nobody can take them out safely.
 */
export function removeOption(path: Path, entry: ServerEntry): readonly Patch[] | undefined {
  const { args } = entry.launch
  const at = indexAt(path, entry)
  const argument = args[at]
  if (!argument) return undefined
  const before = args[at - 1]
  const after = args[at + 1]
  if (before && isValueOf(argument, before)) return [remove(before), remove(argument)]
  if (after && isValueOf(after, argument)) return [remove(argument), remove(after)]
  return [remove(argument)]
}

/** The argument that is one element of the list; undefined where several words share an element, as in `sh -c "…"`. */
export function argumentAt(path: Path, entry: ServerEntry): Argument | undefined {
  return entry.launch.args[indexAt(path, entry)]
}

function indexAt(path: Path, { launch }: ServerEntry): number {
  if (launch.program && samePath(launch.program.path, path)) return -1
  return indexOf(launch).get(JSON.stringify(path)) ?? -1
}

/** Made once for a list of arguments, which may be long; -1 for elements that hold several. */
const INDEXES = new WeakMap<Launch, ReadonlyMap<string, number>>()

function indexOf(launch: Launch): ReadonlyMap<string, number> {
  const known = INDEXES.get(launch)
  if (known) return known
  const index = new Map<string, number>()
  for (const [at, { path }] of launch.args.entries()) {
    const key = JSON.stringify(path)
    index.set(key, index.has(key) ? -1 : at)
  }
  INDEXES.set(launch, index)
  return index
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

import { lstatSync, realpathSync } from 'node:fs'
import path from 'node:path'

/**
 * Whether a path below a folder really lies elsewhere, because it or a folder on the way is a link. A repository may hold
 * such links to files of whoever works in it. A path that was given from elsewhere means what it says.
 */
export function leadsAway(file: string, folder: string): boolean {
  if (!isBelow(file, folder)) return false
  try {
    return !isBelow(realOf(file), realpathSync(folder))
  } catch {
    // Where a link leads cannot be told, so nothing is done through it.
    return true
  }
}

/** Of a file that is not there yet, where it would be. */
function realOf(file: string): string {
  const isThere = lstatSync(file, { throwIfNoEntry: false }) !== undefined
  return isThere ? realpathSync(file) : path.join(realpathSync(path.dirname(file)), path.basename(file))
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

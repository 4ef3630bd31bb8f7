import { readFileSync, statSync } from 'node:fs'

/** Says which host files of other names belong to, among other things; the nearest upward from a file counts. */
export const WORKSPACE_SETTINGS_FILE = '.scopelight.yaml'

/** Nobody writes more by hand; what is larger is no file of ours. */
const LARGEST_BYTES = 1_000_000

export interface FoundFile {
  /** Its folder, with forward slashes. */
  readonly folder: string
  readonly text: string
}

/** Reads the nearest `.scopelight.yaml` in the folder or above it; undefined where there is none that can be read. */
export function nearestWorkspaceSettings(folder: string): FoundFile | undefined {
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    const text = readText(`${at}/${WORKSPACE_SETTINGS_FILE}`)
    if (text !== undefined) return { folder: at, text }
  }
  return undefined
}

/** The folder above; undefined above the root of a drive, of a share, or of the file system, which is "". */
function parentOf(folder: string): string | undefined {
  return folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : undefined
}

function readText(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat?.isFile() && stat.size <= LARGEST_BYTES ? readFileSync(path, 'utf8') : undefined
  } catch {
    // A folder that may not be looked into holds no settings for us.
    return undefined
  }
}

import fs from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { makeOwnFolders } from '../../server/protocol/ownFolders.ts'
import { stateDirectory } from '../../server/protocol/stateDirectory.ts'

/** Where traces, undo records and the launcher are, on the machine the extension host runs on. */
export function stateFolder(): string {
  return stateDirectory(process.platform, process.env, homedir())
}

/**
 * Makes a folder below the state directory, for its owner alone. Rejects with a sentence when one of the two is a link, a
 * file or somebody else's: what we write, and start, could then be theirs.
 */
export async function makeStateFolder(name: string): Promise<string> {
  const state = stateFolder()
  const folder = path.join(state, name)
  const access = { ...fs, dirname: path.dirname }
  const problem = await makeOwnFolders(access, [{ path: state }, { path: folder }], process.getuid?.())
  if (problem) {
    throw new Error(`${problem}, and Scopelight keeps its state there. Move it away, or name another place in SCOPELIGHT_HOME.`)
  }
  return folder
}

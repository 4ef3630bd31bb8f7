import { chmod, lstat, mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { stateDirectory } from '../../server/protocol/stateDirectory.ts'

/** Where traces, undo records and the launcher are, on the machine the extension host runs on. */
export function stateFolder(): string {
  return stateDirectory(process.platform, process.env, homedir())
}

/**
 * Makes a folder below the state directory, for its owner alone. Rejects with a sentence when one of the folders is a
 * link or a file: a link could lead what we write, and start, to a place of somebody else.
 */
export async function makeStateFolder(name: string): Promise<string> {
  const state = stateFolder()
  const folder = path.join(state, name)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const each of [state, folder]) {
    const facts = await lstat(each)
    if (!facts.isDirectory()) throw new Error(`"${each}" is not a folder. Move it away: Scopelight keeps its state there.`)
    // `mode` above counts for new folders only. Windows has no such bits, and its user profile is closed to others already.
    if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) await chmod(each, 0o700)
  }
  return folder
}

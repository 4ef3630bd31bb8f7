import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { writePrivateFile } from './writePrivateFile.ts'

const OTHERS_WRITE = 0o022

/**
 * Sees to it that a file of ours which others start holds this content, for its owner alone to change; one that differs is
 * written again. Rejects with a sentence where a link, a folder or a file of another user stands in its place: what
 * starts there would not be ours.
 */
export async function keepProgram(file: string, content: Uint8Array, mode: number): Promise<void> {
  const found = await lstat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (found) {
    const problem = found.isFile() ? ownerProblem(found.uid) : found.isSymbolicLink() ? 'is a symbolic link' : 'is not a file'
    if (problem) throw new Error(`"${file}" ${problem}, and recorded servers would start it. Move it away, then try again.`)
    if (isAsItShould(found.mode, mode) && hash(await readFile(file)) === hash(content)) return
  }
  await writePrivateFile(file, content, mode)
}

function ownerProblem(uid: number): string | undefined {
  const user = process.getuid?.()
  return user !== undefined && uid !== user ? 'belongs to another user' : undefined
}

/** Nobody else may write it, and its owner may start it if that is what it is for. Windows has no such bits. */
function isAsItShould(present: number, wanted: number): boolean {
  return process.platform === 'win32' || ((present & OTHERS_WRITE) === 0 && (present & wanted & 0o700) === (wanted & 0o700))
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

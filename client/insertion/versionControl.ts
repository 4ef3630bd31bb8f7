import { stat } from 'node:fs/promises'
import path from 'node:path'

/** A `.git` folder or file (worktrees, submodules) lies in the file's folder or above it. */
export async function isUnderVersionControl(file: string): Promise<boolean> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = await stat(path.join(folder, '.git')).then(
      () => true,
      () => false,
    )
    if (found) return true
    if (folder === path.dirname(folder)) return false
  }
}

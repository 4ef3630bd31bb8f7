import * as fs from 'node:fs'
import path from 'node:path'
import { readSome } from './readSome.ts'

/** A work tree of git, as its files say: no process is started. */
export interface Repository {
  /** Full path of the work tree's root. */
  readonly root: string
  /** Where the index of this work tree is. */
  readonly gitFolder: string
  /** What all work trees of the repository share; the same folder where there is only one. */
  readonly commonFolder: string
}

/** A pointer of git is one line. */
const LARGEST_POINTER_BYTES = 10_000
/** Deeper than any folder a person has. */
const MAX_DEPTH = 200

/** The work tree a folder lies in; undefined outside of one. Never throws. */
export function repositoryOf(folder: string): Repository | undefined {
  let at = path.resolve(folder)
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const found = openAt(at)
    if (found) return found
    const above = path.dirname(at)
    if (above === at) return undefined
    at = above
  }
  return undefined
}

/** `.git` is a folder, or in a linked work tree and in a submodule a file that names one (man gitrepository-layout). */
function openAt(root: string): Repository | undefined {
  const dotGit = path.join(root, '.git')
  const facts = fs.statSync(dotGit, { throwIfNoEntry: false })
  if (!facts) return undefined
  if (facts.isDirectory())
    return fs.existsSync(path.join(dotGit, 'HEAD')) ? { root, gitFolder: dotGit, commonFolder: dotGit } : undefined
  const target = /^gitdir: ?(.+)$/m.exec(pointer(dotGit))?.[1]?.trim()
  if (!target) return undefined
  const gitFolder = path.resolve(root, target)
  const common = pointer(path.join(gitFolder, 'commondir')).trim()
  return { root, gitFolder, commonFolder: common === '' ? gitFolder : path.resolve(gitFolder, common) }
}

function pointer(file: string): string {
  return readSome(file, LARGEST_POINTER_BYTES)?.toString('utf8') ?? ''
}

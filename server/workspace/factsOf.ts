import * as fs from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { FileFacts } from '../model/workspace.ts'
import { trackedPaths } from './gitIndex.ts'
import { createReadRules, isIgnored, type ReadRules } from './ignoredBy.ts'
import { readSome } from './readSome.ts'
import { type Repository, repositoryOf } from './repository.ts'

/** An index of about a million files; whoever has a larger one learns nothing about what is tracked. */
const LARGEST_INDEX_BYTES = 100_000_000
const LARGEST_CONFIG_BYTES = 1_000_000

/**
 * What the disk and git say about files, each under the name it was asked by: relative to `folder`, absolute, or below `~/`.
 * Reads metadata, indexes and ignore files, never the files themselves; starts no process; follows no link out of a
 * repository. Never throws: what cannot be looked at is left out.
 */
export function factsOf(paths: readonly string[], folder: string, home = homedir()): ReadonlyMap<string, FileFacts> {
  const rulesOf = createReadRules()
  const repositories = new Map<string, Repository | undefined>()
  const asked = [...new Set(paths)].flatMap((name): readonly Asked[] => {
    const file = fullPath(name, folder, home)
    if (file === undefined) return []
    const above = path.dirname(file)
    if (!repositories.has(above))
      repositories.set(
        above,
        attempt(() => repositoryOf(above)),
      )
    return [{ name, file, repository: repositories.get(above) }]
  })
  const tracked = trackedOf(asked)
  return new Map(
    asked.flatMap((one) => {
      const facts = attempt(() => lookAt(one, tracked.has(one.file), rulesOf))
      return facts ? [[one.name, facts] as const] : []
    }),
  )
}

interface Asked {
  readonly name: string
  readonly file: string
  readonly repository: Repository | undefined
}

function lookAt({ file, repository }: Asked, tracked: boolean, rulesOf: ReadRules): FileFacts {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  const relative = repository && relativeTo(repository, file)
  return {
    exists: stat?.isFile() ?? false,
    tracked,
    ignored: repository && relative !== undefined ? isIgnored(relative, repository, rulesOf) : undefined,
    // Windows has no such bits, and Node makes some up.
    mode: stat && process.platform !== 'win32' ? stat.mode & 0o777 : undefined,
  }
}

/** Full paths of those that are in the index of their repository; each index is read once. */
function trackedOf(asked: readonly Asked[]): ReadonlySet<string> {
  const byRepository = new Map<string, Asked[]>()
  for (const one of asked) {
    const root = one.repository?.root
    if (root === undefined) continue
    const group = byRepository.get(root)
    if (group) group.push(one)
    else byRepository.set(root, [one])
  }
  const tracked = new Set<string>()
  for (const group of byRepository.values()) {
    const repository = group[0]?.repository
    const index = repository && readSome(path.join(repository.gitFolder, 'index'), LARGEST_INDEX_BYTES)
    if (!index) continue
    const files = new Map(group.map(({ file }) => [relativeTo(repository, file), file] as const))
    for (const relative of trackedPaths(index, files.keys(), hashBytes(repository))) tracked.add(files.get(relative) ?? '')
  }
  return tracked
}

/** `extensions.objectFormat` (man git-config). */
function hashBytes({ commonFolder }: Repository): 20 | 32 {
  const config = readSome(path.join(commonFolder, 'config'), LARGEST_CONFIG_BYTES)?.toString('utf8') ?? ''
  return /^\s*objectformat\s*=\s*"?sha256/im.test(config) ? 32 : 20
}

function relativeTo({ root }: Repository, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}

function fullPath(name: string, folder: string, home: string): string | undefined {
  if (name === '' || name.includes('\0')) return undefined
  return name.startsWith('~/') ? path.join(home, name.slice(2)) : path.resolve(folder, name)
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    // A folder that may not be entered, a name too long for the system: nothing is known of it.
    return undefined
  }
}

import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { type HostOfFile, hostOfFile } from './hostOfFile.ts'
import { leadsAway } from './leadsAway.ts'
import type { FindSettings } from './workspaceSettingsOf.ts'

export interface FoundFile extends HostOfFile {
  /** Full path. */
  readonly file: string
  /** As somebody named it; undefined for one that was found below a folder. */
  readonly given: string | undefined
}

export interface Collected {
  /** In the order asked for, below a folder by name; each file once. */
  readonly files: readonly FoundFile[]
  /** Sentences about what could not be looked into. */
  readonly errors: readonly string[]
  /** Sentences about what was passed over. */
  readonly warnings: readonly string[]
}

/** Folders nobody writes a configuration into. */
const SKIPPED = new Set(['node_modules', '.git'])

/**
 * The configurations that are meant: a file that is named counts whatever its name is, below a folder only those of a host
 * count. Links to folders are not followed, so that no loop of them can hold us up, nor are links that lead out of the folder. `notOnDisk` is the path of a text that
 * comes from elsewhere.
 */
export function collectFiles(paths: readonly string[], cwd: string, findSettings: FindSettings, notOnDisk?: string): Collected {
  const files = new Map<string, FoundFile>()
  const errors: string[] = []
  const warnings: string[] = []

  const add = (file: string, given?: string): boolean => {
    const host = hostOfFile(file, findSettings)
    if (host) files.set(file, { file, given, ...host })
    return host !== undefined
  }

  const addLink = (file: string, shown: string, root: string): void => {
    if (!leadsAway(file, root)) add(file)
    else if (hostOfFile(file, findSettings))
      warnings.push(`"${shown}" is a link that leads out of the folder and is not read. Name it to check it.`)
  }

  const walk = (folder: string, shown: string, root: string): void => {
    const entries = attempt(() => readdirSync(folder, { withFileTypes: true }))
    if (!entries) {
      errors.push(`"${shown}" cannot be looked into.`)
      return
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(file, path.join(shown, entry.name), root)
      } else if (entry.isFile()) add(file)
      else if (entry.isSymbolicLink() && attempt(() => statSync(file))?.isFile())
        addLink(file, path.join(shown, entry.name), root)
    }
  }

  if (notOnDisk !== undefined && !add(path.resolve(cwd, notOnDisk), notOnDisk)) errors.push(withoutHost(notOnDisk))
  for (const given of paths) {
    const file = path.resolve(cwd, given)
    const facts = attempt(() => statSync(file))
    if (!facts) errors.push(`"${given}" is not there, or cannot be looked at.`)
    else if (facts.isDirectory()) walk(file, given, file)
    else if (!facts.isFile()) errors.push(`"${given}" is neither a file nor a folder.`)
    else if (!add(file, given)) errors.push(withoutHost(given))
  }
  return { files: [...files.values()], errors, warnings }
}

/** What to do about a file nobody is known to read. */
export function withoutHost(given: string): string {
  const name = path.basename(given)
  return `No host reads a file named "${given}". Say whose file it is in ".scopelight.yaml": hosts: [{ files: "${name}", host: claude-code }].`
}

/** What the file system refuses is no news here: the caller says it in its own words. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

import { statSync } from 'node:fs'
import path from 'node:path'
import { walkFolder } from '../../workspace/walkFolder.ts'
import { type HostOfFile, hostOfFile } from './hostOfFile.ts'
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

  const walk = (folder: string, given: string): void => {
    for (const met of walkFolder(folder, (file) => hostOfFile(file, findSettings))) {
      if (met.kind === 'pause') continue
      const shown = path.join(given, path.relative(folder, met.file))
      if (met.kind === 'file') files.set(met.file, { file: met.file, given: undefined, ...met.wanted })
      else if (met.kind === 'leads away')
        warnings.push(`"${shown}" is a link that leads out of the folder and is not read. Name it to check it.`)
      else errors.push(`"${shown}" cannot be looked into.`)
    }
  }

  if (notOnDisk !== undefined && !add(path.resolve(cwd, notOnDisk), notOnDisk)) errors.push(withoutHost(notOnDisk))
  for (const given of paths) {
    const file = path.resolve(cwd, given)
    const facts = attempt(() => statSync(file))
    if (!facts) errors.push(`"${given}" is not there, or cannot be looked at.`)
    else if (facts.isDirectory()) walk(file, given)
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

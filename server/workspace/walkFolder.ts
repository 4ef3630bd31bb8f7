import { type Dirent, opendirSync, statSync } from 'node:fs'
import path from 'node:path'
import { leadsAway } from './leadsAway.ts'

/** Folders nobody writes a configuration into. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git'])
/** So many entries of a folder are read without a pause; in time about a millisecond. */
const ENTRIES_PER_STEP = 200

export type Met<T> =
  | { readonly kind: 'file'; readonly file: string; readonly wanted: T }
  /** A link to a file outside of the folder that was asked for: it is not read. */
  | { readonly kind: 'leads away'; readonly file: string }
  | { readonly kind: 'closed folder'; readonly file: string }
  /** Nothing yet: a place to pause, after so many entries were read. */
  | { readonly kind: 'pause'; readonly entries: number }

/**
 * Every file below a folder that somebody wants, by name. Links to folders are not followed, so that no loop of them can hold
 * us up, nor are links to files that lead out of the folder. Paths are those of the system. One step takes about a
 * millisecond, besides what `want` takes, so whoever has other work can do it in between.
 */
export function* walkFolder<T>(root: string, want: (file: string) => T | undefined): Generator<Met<T>, void, undefined> {
  // What is still to be looked at, the next one last.
  const ahead: Below<T>[] = [{ kind: 'folder', file: root }]
  for (let below = ahead.pop(); below; below = ahead.pop()) {
    const { kind, file } = below
    if (kind === 'folder') {
      const inside = yield* readFolder(file, want)
      if (!inside) yield { kind: 'closed folder', file }
      // One by one: a call takes no hundred thousand arguments.
      else for (const one of inside.sort((a, b) => (a.file < b.file ? 1 : -1))) ahead.push(one)
    } else if (kind === 'link' && leadsAway(file, root)) yield { kind: 'leads away', file }
    else yield { kind: 'file', file, wanted: below.wanted }
  }
}

type Below<T> =
  | { readonly kind: 'folder'; readonly file: string }
  | { readonly kind: 'file' | 'link'; readonly file: string; readonly wanted: T }

/** Of a folder what matters: undefined where it cannot be looked into. A folder may hold hundreds of thousands of files. */
function* readFolder<T>(folder: string, want: (file: string) => T | undefined): Generator<Met<T>, Below<T>[] | undefined> {
  const directory = attempt(() => opendirSync(folder))
  if (!directory) return undefined
  const inside: Below<T>[] = []
  let entries = 0
  try {
    for (let entry = directory.readSync(); entry; entry = directory.readSync()) {
      const below = toBelow(entry, folder, want)
      if (below) inside.push(below)
      if (++entries % ENTRIES_PER_STEP === 0) yield { kind: 'pause', entries: ENTRIES_PER_STEP }
    }
  } catch {
    // It was taken away, or became forbidden, while it was read.
    return undefined
  } finally {
    directory.closeSync()
  }
  yield { kind: 'pause', entries: entries % ENTRIES_PER_STEP }
  return inside
}

function toBelow<T>(entry: Dirent, folder: string, want: (file: string) => T | undefined): Below<T> | undefined {
  const file = path.join(folder, entry.name)
  if (entry.isDirectory()) return SKIPPED.has(entry.name) ? undefined : { kind: 'folder', file }
  const isLink = entry.isSymbolicLink()
  if (!isLink && !entry.isFile()) return undefined
  const wanted = want(file)
  if (wanted === undefined || (isLink && !attempt(() => statSync(file))?.isFile())) return undefined
  return { kind: isLink ? 'link' : 'file', file, wanted }
}

/** What the file system refuses is no news here: the caller says it in its own words. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

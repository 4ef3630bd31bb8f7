import { firstThatBelongs } from '../model/belongs.ts'
import { type McpConfig, readMcpConfig } from '../model/mcpConfig.ts'
import { parse } from '../syntax/parse.ts'
import { leadsAway } from '../workspace/leadsAway.ts'
import { OWN_LAUNCHER } from '../workspace/ownLauncher.ts'
import { readSome } from '../workspace/readSome.ts'
import { walkFolder } from '../workspace/walkFolder.ts'
import type { Located } from './analysis.ts'
import { encodePath, fromNativePath } from './documentPath.ts'
import type { Steps } from './idleWork.ts'

/** A folder that is open in the editor and lies on this machine's disk. */
export interface WorkspaceFolder {
  /** As the client names it, without a slash at its end. */
  readonly uri: string
  readonly path: string
}

/** A configuration below such a folder, as the disk has it, whether or not it is open in the editor. */
export interface WorkspaceFile {
  readonly uri: string
  readonly path: string
  readonly folder: WorkspaceFolder
  readonly located: Located
  readonly config: McpConfig
}

export interface WorkspaceFileSources {
  readonly folders: () => readonly WorkspaceFolder[]
  /** Whose file this is, by its name and place. */
  readonly locate: (path: string) => Located | undefined
  /** Hears one sentence where something is left out. */
  readonly note: (sentence: string) => void
}

/** Larger ones take too long between two keys, whatever they hold; they are checked when they are open, and by the command line. */
const LARGEST_BYTES = 64 * 1024
/** What is kept in memory. More is for the command line. */
const MOST_FILES = 2_000
const MOST_CHARS = 16 * 1024 * 1024
/** Looked at below one folder; what is found until there counts. */
const MOST_ENTRIES = 300_000

/**
 * The configurations below the open folders, found as `scopelight lint .` finds them and within bounds of number, size and
 * time. Reading is work in steps; between two of them what was known before still counts.
 */
export class WorkspaceFiles {
  readonly #sources: WorkspaceFileSources
  #byPath = new Map<string, WorkspaceFile>()
  /** Files were added at the end. */
  #isUnsorted = false
  #generation = 0

  constructor(sources: WorkspaceFileSources) {
    this.#sources = sources
  }

  /** Counts up whenever one of them has come, gone or changed. */
  get generation(): number {
    return this.#generation
  }

  /** In the order in which the command line takes them. */
  all(): readonly WorkspaceFile[] {
    if (this.#isUnsorted) this.#byPath = inOrder(this.#byPath, this.#sources.folders())
    this.#isUnsorted = false
    return [...this.#byPath.values()]
  }

  at(path: string): WorkspaceFile | undefined {
    return this.#byPath.get(path)
  }

  /** Looks for all of them anew. */
  *scan(): Steps {
    const found = new Map<string, WorkspaceFile>()
    let chars = 0
    for (const folder of this.#sources.folders()) {
      let entries = 0
      const want = (file: string) => this.#sources.locate(fromNativePath(file))
      for (const met of walkFolder(folder.path, want)) {
        yield
        if (met.kind === 'pause') entries += met.entries
        if (entries > MOST_ENTRIES || found.size >= MOST_FILES || chars > MOST_CHARS) {
          this.#sources.note(
            `The first ${found.size} configurations below "${folder.path}" are checked while they are not open. "scopelight lint" checks all.`,
          )
          break
        }
        if (met.kind !== 'file') continue
        const path = fromNativePath(met.file)
        if (this.#folderOf(path)?.path !== folder.path) continue
        const file = read(path, folder, met.wanted, this.#byPath.get(path))
        if (!file) continue
        found.set(path, file)
        chars += file.config.tree.text.length
      }
    }
    if (isSame(found, this.#byPath)) return
    this.#byPath = found
    this.#isUnsorted = false
    this.#generation++
  }

  /** The known ones below a path that may be a folder. */
  below(path: string): readonly string[] {
    const inside = `${path}/`
    return this.#byPath.has(path) ? [] : [...this.#byPath.keys()].filter((one) => one.startsWith(inside))
  }

  /** Reads one of them again. Gives what it was and what it is, where that is something else. */
  reread(path: string): readonly McpConfig[] {
    const before = this.#byPath.get(path)
    const folder = this.#folderOf(path)
    const located = folder && this.#sources.locate(path)
    const isReal = folder !== undefined && !leadsAway(path, folder.path)
    const file = located && isReal ? read(path, folder, located, before) : undefined
    if (file === before || (!before && this.#byPath.size >= MOST_FILES)) return []
    if (file) this.#byPath.set(path, file)
    else this.#byPath.delete(path)
    this.#isUnsorted ||= file !== undefined && before === undefined
    this.#generation++
    return [before, file].flatMap((one) => one?.config ?? [])
  }

  /** The innermost folder that holds it, where the command line would look into it as well. */
  #folderOf(path: string): WorkspaceFolder | undefined {
    const [first, ...others] = this.#sources.folders().filter((folder) => path.startsWith(`${folder.path}/`))
    const folder = first && others.reduce((best, one) => (one.path.length > best.path.length ? one : best), first)
    const below = folder && path.slice(folder.path.length).split('/')
    return below?.some((name) => name === 'node_modules' || name === '.git') ? undefined : folder
  }
}

/** The same object where nothing has changed, so that what others have worked out about it still holds. */
function read(
  path: string,
  folder: WorkspaceFolder,
  located: Located,
  before: WorkspaceFile | undefined,
): WorkspaceFile | undefined {
  const text = textOf(path)
  if (text === undefined) return undefined
  if (before && before.config.tree.text === text && isLocatedAlike(before.located, located)) return before
  const host = firstThatBelongs(located.hosts, text)
  if (!host) return undefined
  const config = readMcpConfig(parse(text, host.syntax.format), host, located.file, { launcher: OWN_LAUNCHER })
  return { uri: `${folder.uri}${encodePath(path.slice(folder.path.length))}`, path, folder, located, config }
}

/** As editors show it: without a byte order mark. */
function textOf(path: string): string | undefined {
  const bytes = readSome(path, LARGEST_BYTES)
  if (!bytes) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // No text in UTF-8; whoever opens it is told by the editor.
    return undefined
  }
}

/** The settings file is read anew only when it has changed. */
function isLocatedAlike(one: Located, other: Located): boolean {
  return one.file === other.file && one.workspace === other.workspace && one.hosts[0]?.id === other.hosts[0]?.id
}

function isSame(one: ReadonlyMap<string, WorkspaceFile>, other: ReadonlyMap<string, WorkspaceFile>): boolean {
  return one.size === other.size && [...one].every(([path, file]) => other.get(path) === file)
}

function inOrder(files: ReadonlyMap<string, WorkspaceFile>, folders: readonly WorkspaceFolder[]): Map<string, WorkspaceFile> {
  const rank = (file: WorkspaceFile) => folders.findIndex(({ path }) => path === file.folder.path)
  return new Map([...files].sort(([a, one], [b, other]) => rank(one) - rank(other) || byNames(a.split('/'), b.split('/'))))
}

/** The order of a walk: names are compared folder by folder. */
function byNames(one: readonly string[], other: readonly string[]): number {
  for (const [at, name] of one.entries()) {
    const against = other[at]
    if (against === undefined) return 1
    if (name !== against) return name < against ? -1 : 1
  }
  return one.length - other.length
}

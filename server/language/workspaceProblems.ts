import { isInReach } from '../model/createReach.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { ClosedFindings, type ClosedProblems, type ClosedSources } from './closedFindings.ts'
import { documentPath } from './documentPath.ts'
import { IdleWork, type Steps } from './idleWork.ts'
import { type WorkspaceFile, type WorkspaceFileSources, WorkspaceFiles, type WorkspaceFolder } from './workspaceFiles.ts'

export interface WorkspaceProblemSources extends WorkspaceFileSources, Pick<ClosedSources, 'isOpen' | 'check' | 'look'> {
  /** Whether somebody wants this; asked when there is something to do. */
  readonly isOn: () => boolean
  /** Other files lie around a document than before. */
  readonly changedAround: () => void
  readonly failed: (error: unknown) => void
}

/** News come in bursts: a branch that is checked out changes many files. */
const BURST_MS = 50
/** Files that are told of at a time while there are more. */
const FILES_PER_NEWS = 50

/** Keeps what is wrong in the configurations of the workspace that are not open, between the requests of the client. */
export class WorkspaceProblems {
  readonly #sources: WorkspaceProblemSources
  readonly #files: WorkspaceFiles
  readonly #closed: ClosedFindings
  readonly #work: IdleWork
  readonly #listeners = new Set<() => void>()
  readonly #touched = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #started = false
  /** Counts up when it is asked for; it is done when the work that began with that number has ended. */
  readonly #scan = { asked: 1, done: 0 }
  #mustCheckAll = true
  readonly #unchecked = new Set<string>()
  #toldGeneration = 0
  #isSettled = false

  constructor(sources: WorkspaceProblemSources) {
    this.#sources = sources
    const folders = () => (sources.isOn() ? sources.folders() : [])
    this.#files = new WorkspaceFiles({ ...sources, folders })
    this.#closed = new ClosedFindings({ ...sources, files: this.#files })
    this.#work = new IdleWork(sources.failed)
  }

  /** From here on it looks at the disk. */
  start(): void {
    this.#started = true
    this.#soon(0)
  }

  /** The folders, the settings or a `.scopelight.yaml` have changed. */
  rescan(): void {
    this.#scan.asked++
    this.#mustCheckAll = true
    this.#soon(BURST_MS)
  }

  /** A file may have come, gone or changed. */
  touch(uri: string): void {
    const document = documentPath(uri)
    if (!document?.onDisk) return
    this.#touched.add(document.path)
    this.#soon(BURST_MS)
  }

  opened(uri: string): void {
    const path = documentPath(uri)?.path
    if (path !== undefined) this.#closed.opened(path)
  }

  /** `wasOurs`: something was said about the document, which now has to be taken back or said of the file. */
  closed(uri: string, wasOurs: boolean): void {
    const path = documentPath(uri)?.path
    if (path === undefined) return
    if (wasOurs) this.#closed.closed(path, uri)
    this.#touched.add(path)
    this.#soon(0)
  }

  /** Calls back when `all` has news; gives what ends that. */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Whether all that was asked for is done. */
  get isSettled(): boolean {
    return this.#isSettled
  }

  /** By path. */
  all(): ReadonlyMap<string, ClosedProblems> {
    return this.#closed.all()
  }

  /** Of a file that is not open; undefined where nothing is known of it. */
  of(uri: string): ClosedProblems | undefined {
    const path = documentPath(uri)?.path
    return path === undefined ? undefined : this.#closed.all().get(path)
  }

  /** Counts up whenever a configuration of the workspace has come, gone or changed on the disk. */
  get generation(): number {
    return this.#files.generation
  }

  /** The configurations of the folder a document lies in, as the disk has them, in the order of the command line. */
  around(uri: string): readonly WorkspaceFile[] {
    const path = documentPath(uri)?.path
    const folder = path === undefined ? undefined : innermost(path, this.#sources.folders())
    return folder ? this.#files.all().filter((file) => file.folder.path === folder.path) : []
  }

  #soon(pauseMs: number): void {
    this.#isSettled = false
    if (!this.#started) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#work.start(this.#update()), pauseMs)
    // Nobody waits for this at the end.
    this.#timer.unref()
  }

  /** Something new takes the place of this wherever it is; what is not done by then stays to be done. */
  *#update(): Steps {
    const { asked } = this.#scan
    if (this.#scan.done !== asked) yield* this.#files.scan()
    this.#scan.done = asked
    if (this.#mustCheckAll) for (const { path } of this.#files.all()) this.#unchecked.add(path)
    this.#mustCheckAll = false
    // Also visits what is added meanwhile.
    for (const path of this.#touched) {
      for (const one of this.#files.below(path)) this.#touched.add(one)
      this.#touched.delete(path)
      this.#unchecked.add(path)
      this.#uncheckAround(this.#files.reread(path))
      yield
    }
    if (this.#files.generation !== this.#toldGeneration) {
      this.#toldGeneration = this.#files.generation
      this.#sources.changedAround()
      yield
    }
    yield* this.#checkUnchecked()
  }

  /** What is said of a file depends on those in its reach. */
  #uncheckAround(changed: readonly McpConfig[]): void {
    if (changed.length === 0) return
    for (const { path, config } of this.#files.all()) if (changed.some((one) => isInReach(config, one))) this.#unchecked.add(path)
  }

  /** Each batch leaves when it is done, so that work that is broken off goes on where it stopped. */
  *#checkUnchecked(): Steps {
    // Once also with nothing to check: what was said of files that are gone is taken back.
    do {
      const some = [...this.#unchecked].slice(0, FILES_PER_NEWS)
      yield* this.#closed.check(some)
      for (const path of some) this.#unchecked.delete(path)
      if (this.#unchecked.size > 0) this.#tell()
    } while (this.#unchecked.size > 0)
    this.#isSettled = this.#scan.asked === this.#scan.done && !this.#mustCheckAll && this.#touched.size === 0
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function innermost(path: string, folders: readonly WorkspaceFolder[]): WorkspaceFolder | undefined {
  const holders = folders.filter((folder) => path.startsWith(`${folder.path}/`))
  return holders.reduce<WorkspaceFolder | undefined>(
    (best, one) => (best && best.path.length >= one.path.length ? best : one),
    undefined,
  )
}

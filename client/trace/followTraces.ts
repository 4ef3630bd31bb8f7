import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type Position, readGrowth } from './readGrowth.ts'
import { isMissing } from './traceFiles.ts'
import { watchFolders } from './watchFolders.ts'

export interface TraceSink {
  /** Bytes added to a file, in order, in chunks of any size. */
  grew(file: string, bytes: Uint8Array): void
  /** The file begins anew: what it said before is void. */
  restarted(file: string): void
  /** The file, or the folder, cannot be read. Said once until it can be read again. */
  failed(place: string, error: unknown): void
  /** Everything there was to read is read. */
  caughtUp(): void
}

export interface Place {
  readonly folder: string
  /** The files to follow, oldest first, as they are now. */
  files(): Promise<readonly string[]>
}

export interface Follower {
  /** Starts or stops looking. What was read stays read, and what is being read just now is still told. */
  setActive(active: boolean): void
  /** Older files that stay on the disk, since the view would not hold them. */
  readonly leftOut: number
  /** Stops for good: nothing is told from here on, not even what is being read just now. */
  dispose(): void
}

interface Followed {
  position: Position | undefined
  /** Looks in a row that found nothing new. */
  quiet: number
  failed: boolean
}

/** Watching notices at once where it works; the poll finds what watching misses on network drives and in containers. */
const POLL_MS = 250
const NOTICE_MS = 15
const START_BYTES = 64 * 1024 * 1024
/** A file that is quiet for long is looked at every 16th time, so that hundreds of ended sessions cost nothing. */
const RAREST = 16

/** Follows trace files as they grow, appear, are cut or replaced. Starts when it is made active. */
export function followTraces(
  { folder, files: listFiles }: Place,
  sink: TraceSink,
  { pollMs = POLL_MS, startBytes = START_BYTES }: { readonly pollMs?: number; readonly startBytes?: number } = {},
): Follower {
  const files = new Map<string, Followed>()
  const leftOut = new Set<string>()
  const watching = watchFolders(notice)
  let timer: NodeJS.Timeout | undefined
  let active = false
  let disposed = false
  let started = false
  let looking = false
  let noticed = false
  let folderFailed = false
  let looks = 0

  async function look(): Promise<void> {
    const found = await list()
    if (!started) for (const file of await oldestBeyond(startBytes, found)) leftOut.add(file)
    started = true
    for (const file of found) {
      const followed = files.get(file) ?? { position: undefined, quiet: 0, failed: false }
      files.set(file, followed)
      if (active && !leftOut.has(file) && isDue(followed, looks)) await read(file, followed)
    }
    looks += 1
    if (!active) return
    watching.set([folder, ...found.map((file) => path.dirname(file))])
    sink.caughtUp()
  }

  async function list(): Promise<readonly string[]> {
    try {
      const found = await listFiles()
      folderFailed = false
      return found
    } catch (error) {
      if (!folderFailed) fail(folder, error)
      folderFailed = true
      return []
    }
  }

  async function read(file: string, followed: Followed): Promise<void> {
    try {
      followed.quiet += 1
      for (let more = true; more && active; ) {
        const growth = await readGrowth(file, followed.position)
        if (disposed || growth.state === 'same') break
        followed.quiet = 0
        followed.position = growth.state === 'grown' ? growth.position : undefined
        more = growth.state === 'replaced' || growth.more
        if (growth.state === 'grown') sink.grew(file, growth.bytes)
        else sink.restarted(file)
      }
      followed.failed = false
    } catch (error) {
      // Removed between listing and reading: it is not in the next list.
      if (isMissing(error)) return
      if (!followed.failed) fail(file, error)
      followed.failed = true
    }
  }

  function fail(place: string, error: unknown): void {
    if (!disposed) sink.failed(place, error)
  }

  function notice(file: string): void {
    const followed = files.get(file)
    if (followed) followed.quiet = 0
    noticed = true
    schedule(NOTICE_MS)
  }

  function schedule(delayMs: number): void {
    if (!active || looking) return
    clearTimeout(timer)
    timer = setTimeout(run, delayMs)
    timer.unref()
  }

  function run(): void {
    looking = true
    noticed = false
    // `look` handles all it can meet; what is left is a fault of ours, and the next look comes anyway.
    look()
      .catch((error: unknown) => fail(folder, error))
      .finally(() => {
        looking = false
        schedule(noticed ? NOTICE_MS : pollMs)
      })
  }

  function setActive(next: boolean): void {
    if (next === active || disposed) return
    active = next
    clearTimeout(timer)
    if (active) schedule(0)
    else watching.set([])
  }

  return {
    setActive,
    get leftOut() {
      return leftOut.size
    },
    dispose() {
      setActive(false)
      disposed = true
    },
  }
}

function isDue({ quiet }: Followed, looks: number): boolean {
  return looks % Math.min(RAREST, 2 ** Math.floor(quiet / 8)) === 0
}

/** The files that do not fit when the newest are taken first. The newest one always fits. */
async function oldestBeyond(mostBytes: number, files: readonly string[]): Promise<readonly string[]> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  let bytes = 0
  let first = files.length
  while (first > 0 && (first === files.length || bytes + (sizes[first - 1] ?? 0) <= mostBytes)) {
    first -= 1
    bytes += sizes[first] ?? 0
  }
  return files.slice(0, first)
}

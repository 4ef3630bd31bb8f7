import { close, constants, fsync, open, write } from 'node:fs'

/** Bounds of what waits for the disk. Past `bytes` a record loses its message, past `lines` it is dropped. */
export const QUEUE_LIMITS = { lines: 100_000, bytes: 32 * 1024 * 1024 } as const

interface Piece {
  /** Bytes in one character each, or bytes. */
  readonly data: string | Buffer
  readonly bytes: number
  /** Ends this many lines. */
  readonly lines: number
}

const RETRY_MS = 2000

/**
 * Appends to the trace, one write at a time and everything that waits in one write. A write that fails is tried again from
 * where it stopped, so that a full disk leaves a whole file behind once there is room. Never throws, never blocks.
 */
export class TraceWriter {
  waitingBytes = 0
  waitingLines = 0
  /** The last write went wrong and is tried again. */
  isFailing = false
  private segments: Piece[][] = [[]]
  private segment = 0
  private descriptor: number | undefined
  private busy = false
  private failed = false
  private readonly idle: (() => void)[] = []

  /** `pathOf`: where a segment goes; asked before each one. */
  constructor(
    private readonly pathOf: (segment: number) => string,
    private readonly onError: (error: Error) => void,
  ) {}

  append(data: string | Buffer, lines: number): void {
    if (this.failed) return
    const bytes = data.length
    this.waitingBytes += bytes
    this.waitingLines += lines
    this.segments.at(-1)?.push({ data, bytes, lines })
  }

  /** What is appended from here on goes to the next file. */
  nextSegment(): void {
    this.segments.push([])
  }

  /** Writes what waits. */
  flush(): void {
    if (this.busy || this.failed) return
    const [pieces = []] = this.segments
    if (pieces.length > 0) {
      this.segments[0] = []
      this.busy = true
      this.opened((descriptor) => this.writeAll(descriptor, Buffer.concat(pieces.map(bytesOf)), 0, pieces))
    } else if (this.segments.length > 1) {
      this.segments.shift()
      this.busy = true
      this.closed(() => {
        this.segment += 1
        this.settled()
      })
    } else for (const done of this.idle.splice(0)) done()
  }

  /** Writes everything, makes it durable and calls back. */
  end(done: () => void): void {
    if (this.failed) {
      done()
      return
    }
    this.idle.push(() => this.closed(done))
    this.flush()
  }

  private opened(then: (descriptor: number) => void): void {
    if (this.descriptor !== undefined) {
      then(this.descriptor)
      return
    }
    const { O_WRONLY, O_CREAT, O_EXCL, O_APPEND, O_NOFOLLOW } = constants
    const flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | (O_NOFOLLOW ?? 0)
    open(this.pathOf(this.segment), flags, 0o600, (error, descriptor) => {
      if (error) this.giveUp(error)
      else {
        this.descriptor = descriptor
        then(descriptor)
      }
    })
  }

  private writeAll(descriptor: number, bytes: Buffer, from: number, pieces: readonly Piece[]): void {
    write(descriptor, bytes, from, bytes.length - from, null, (error, written) => {
      const at = from + (written ?? 0)
      this.isFailing = error !== null
      if (error) {
        this.onError(error)
        setTimeout(() => this.writeAll(descriptor, bytes, at, pieces), RETRY_MS).unref()
      } else if (at < bytes.length) this.writeAll(descriptor, bytes, at, pieces)
      else {
        for (const piece of pieces) {
          this.waitingBytes -= piece.bytes
          this.waitingLines -= piece.lines
        }
        this.settled()
      }
    })
  }

  private settled(): void {
    this.busy = false
    this.flush()
  }

  private closed(then: () => void): void {
    const { descriptor } = this
    this.descriptor = undefined
    // What cannot be made durable is written all the same.
    if (descriptor === undefined) then()
    else fsync(descriptor, () => close(descriptor, () => then()))
  }

  private giveUp(error: Error): void {
    this.failed = true
    this.busy = false
    this.segments = [[]]
    this.waitingBytes = 0
    this.waitingLines = 0
    this.onError(error)
    for (const done of this.idle.splice(0)) done()
  }
}

function bytesOf({ data }: Piece): Buffer {
  return typeof data === 'string' ? Buffer.from(data, 'latin1') : data
}

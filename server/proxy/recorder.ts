import type { createSessionClock } from './clock.ts'
import type { FrameText, Stream } from './frameRecords.ts'
import { createKeyBlocks } from './keyBlocks.ts'
import { createLineSplitter, type RawLine } from './splitLines.ts'
import type { TraceLog } from './traceLog.ts'
import { QUEUE_LIMITS } from './traceWriter.ts'

export const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** Lines wait this long for others, so that many go to the disk in one write. */
const BATCH_MS = 5
/** What waits is recorded at once when it is more than this. */
const BATCH_BYTES = 4 * 1024 * 1024
const BATCH_LINES = 1000
const STDERR_LINES_PER_S = 1000

type Waiting =
  | { readonly t: number; readonly stream: Stream; readonly line: RawLine; readonly isInKey: boolean }
  | { readonly t: number; readonly what: string; readonly members: object }

/** What is known only after the server was started. */
export interface Recording {
  readonly log: TraceLog
  readonly frameText: (stream: Stream, line: RawLine, isInKey: boolean) => FrameText
  /** Hands what was recorded to the disk. */
  readonly flush: () => void
  readonly redactText: (text: string) => string
}

/**
 * Takes copies of what has passed, cuts them into lines and records these later, in batches. Before `start` they wait, as
 * far as there is room; the rest is counted. Whatever goes wrong with a line is counted and said once; nothing is thrown.
 */
export class Recorder {
  private readonly counts = { frames: { c2s: 0, s2c: 0 }, bytes: { c2s: 0, s2c: 0 } }
  private recording: Recording | undefined
  private isOff = false
  private waiting: Waiting[] = []
  private waitingBytes = 0
  private timer: NodeJS.Timeout | undefined
  private early = { frames: 0, bytes: 0 }
  private readonly said = new Set<string>()
  private stderrSecond = 0
  private stderrLines = 0
  /** Of stderr: also a line that is dropped begins or ends a private key. */
  private readonly keyBlocks = createKeyBlocks()
  private readonly splitters

  constructor(private readonly clock: ReturnType<typeof createSessionClock>) {
    const splitter = (stream: Stream) => createLineSplitter(MAX_FRAME_BYTES, (line) => this.line(stream, line))
    this.splitters = { c2s: splitter('c2s'), s2c: splitter('s2c'), stderr: splitter('stderr') }
  }

  /** Ms since 1970 of the start. */
  get startMs(): number {
    return this.clock.startMs
  }

  observe(stream: Stream, chunk: Buffer): void {
    if (this.isOff) return
    if (stream !== 'stderr') this.counts.bytes[stream] += chunk.length
    this.splitters[stream].push(chunk)
  }

  /** The stream has ended; what stands there without a line end is its last line. */
  ended(stream: Stream): void {
    if (!this.isOff) this.splitters[stream].end()
  }

  event(what: string, members: object = {}): void {
    if (!this.isOff) this.add({ t: this.clock.micros(), what, members }, 0)
  }

  /** An observer has failed: the message did not get into the trace. */
  failed(error: unknown): void {
    this.recording?.log.drop(0)
    const message = error instanceof Error ? error.message : String(error)
    if (this.said.size >= 100 || this.said.has(message)) return
    this.said.add(message)
    this.event('error', { message })
  }

  start(recording: Recording): void {
    this.recording = recording
    if (this.early.frames > 0) recording.log.drop(this.early.bytes, this.early.frames)
    this.drain()
  }

  /** Nothing will be recorded. */
  stop(): void {
    this.isOff = true
    this.waiting = []
    clearTimeout(this.timer)
  }

  /** Records the end. False when nothing is recorded. */
  close(code: number | null, signal: string | null): boolean {
    if (this.isOff || !this.recording) return false
    this.drain()
    const end = { ...(code !== null && { code }), ...(signal !== null && { signal }) }
    this.recording.log.close(this.clock.micros(), { ...end, ...this.counts })
    return true
  }

  private line(stream: Stream, line: RawLine): void {
    const t = this.clock.micros()
    const isInKey = stream === 'stderr' && this.keyBlocks(latin1Text(line))
    if (stream !== 'stderr') this.counts.frames[stream] += 1
    else if (this.isFlood(t)) {
      this.recording?.log.drop(line.bytes, 1, 'rate')
      return
    }
    this.add({ t, stream, line, isInKey }, line.bytes)
  }

  private isFlood(t: number): boolean {
    const second = Math.floor(t / 1e6)
    if (second !== this.stderrSecond) {
      this.stderrSecond = second
      this.stderrLines = 0
    }
    this.stderrLines += 1
    return this.stderrLines > STDERR_LINES_PER_S
  }

  private add(item: Waiting, bytes: number): void {
    const isTooMuch = this.waitingBytes + bytes > QUEUE_LIMITS.bytes || this.waiting.length >= QUEUE_LIMITS.lines
    if (!this.recording && isTooMuch) {
      this.early = { frames: this.early.frames + 1, bytes: this.early.bytes + bytes }
      return
    }
    this.waiting.push(item)
    this.waitingBytes += bytes
    if (!this.recording) return
    if (this.waitingBytes > BATCH_BYTES || this.waiting.length > BATCH_LINES) this.drain()
    else this.timer ??= setTimeout(() => this.drain(), BATCH_MS)
  }

  private drain(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (!this.recording) return
    const { log, frameText, redactText, flush } = this.recording
    const offsetMs = this.clock.jump()
    if (offsetMs !== undefined) log.event(this.clock.micros(), 'clock', { offsetMs })
    // What is said while this runs waits for the next round.
    const items = this.waiting
    this.waiting = []
    this.waitingBytes = 0
    for (const item of items) {
      this.guarded(() => {
        if ('line' in item) log.frame(item.t, frameText(item.stream, item.line, item.isInKey))
        else log.event(item.t, item.what, redactedMembers(item.members, redactText))
      })
    }
    this.guarded(flush)
  }

  private guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.failed(error)
    }
  }
}

function latin1Text({ parts }: RawLine): string {
  return parts.map((part) => part.toString('latin1')).join('')
}

/** Messages of errors repeat what they are about. */
function redactedMembers(members: object, redactText: (text: string) => string): object {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? redactText(value) : value]),
  )
}

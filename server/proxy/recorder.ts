import type { createSessionClock } from './clock.ts'
import { type FrameRecords, mattersLater, type Stream } from './frameRecords.ts'
import { createKeyBlocks } from './keyBlocks.ts'
import { createLineSplitter, type RawLine } from './splitLines.ts'
import type { TraceLog } from './traceLog.ts'

export const MAX_FRAME_BYTES = 16 * 1024 * 1024
/** Lines wait this long for others, so that many go to the disk in one write. */
const BATCH_MS = 5
/** What waits is recorded without that wait when it is more than this. */
const BATCH_BYTES = 1024 * 1024
/** Recording gives way after this long, so that the wire and the disk have their turn. */
const SLICE_MS = 8
/** What may wait to be recorded; a line beyond it is dropped and counted. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024
/** About what a line costs in memory besides its bytes, so that many small ones are bounded, too. */
const LINE_COST = 192
const STDERR_LINES_PER_S = 1000

type Waiting =
  | { readonly t: number; readonly stream: Stream; readonly line: RawLine; readonly isInKey: boolean; readonly isLost?: boolean }
  | { readonly t: number; readonly what: string; readonly members: object }
  | Lost

/** Lines that found no room, in the place where they stood. */
interface Lost {
  frames: number
  bytes: number
  /** One of them may have asked a person. */
  mayAsk: boolean
  readonly why: 'rate' | undefined
}

/** What is known only after the server was started. */
export interface Recording extends FrameRecords {
  readonly log: TraceLog
  /** Hands what was recorded to the disk. */
  readonly flush: () => void
  readonly redactText: (text: string) => string
}

/**
 * Takes copies of what has passed, cuts them into lines and records these later, in batches and a few milliseconds at a
 * time. Until then they wait, as far as there is room; the rest is counted. Whatever goes wrong with a line is counted and
 * said once; nothing is thrown.
 */
export class Recorder {
  private readonly counts = { frames: { c2s: 0, s2c: 0 }, bytes: { c2s: 0, s2c: 0 } }
  private recording: Recording | undefined
  private isOff = false
  private waiting: Waiting[] = []
  private waitingBytes = 0
  /** Of `waiting`, what is recorded already. */
  private done = 0
  private timer: NodeJS.Timeout | undefined
  private slice: NodeJS.Immediate | undefined
  private readonly whenDrained: (() => void)[] = []
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
    this.drain()
  }

  /** Nothing will be recorded. */
  stop(): void {
    this.isOff = true
    this.waiting = []
    this.done = 0
    this.waitingBytes = 0
    clearTimeout(this.timer)
    clearImmediate(this.slice)
  }

  /** Records what waits and the end, and calls back; with false when nothing is recorded. */
  close(code: number | null, signal: string | null, then: (isRecorded: boolean) => void): void {
    const { recording } = this
    if (this.isOff || !recording) {
      then(false)
      return
    }
    this.whenDrained.push(() => {
      const end = { ...(code !== null && { code }), ...(signal !== null && { signal }) }
      recording.log.close(this.clock.micros(), { ...end, ...this.counts })
      then(true)
    })
    this.drain()
  }

  private line(stream: Stream, line: RawLine): void {
    const t = this.clock.micros()
    const isInKey = stream === 'stderr' && this.keyBlocks(latin1Text(line))
    if (stream !== 'stderr') this.counts.frames[stream] += 1
    else if (this.isFlood(t)) {
      this.lose(line.bytes, 'rate')
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
    const cost = bytes + LINE_COST
    if (this.waitingBytes + cost <= MAX_WAITING_BYTES) this.waiting.push(item)
    else {
      // A question to a person is read in its turn, also when there is no room to record it: its answer must be hidden.
      const matters = 'line' in item && mattersLater(item.stream, item.line)
      if (!matters || this.waitingBytes + cost > 2 * MAX_WAITING_BYTES) {
        this.lose(bytes, undefined, matters)
        return
      }
      this.waiting.push({ ...item, isLost: true })
    }
    this.waitingBytes += cost
    this.schedule()
  }

  private lose(bytes: number, why?: 'rate', mayAsk = false): void {
    const last = this.done < this.waiting.length ? this.waiting.at(-1) : undefined
    if (last && 'frames' in last && last.why === why) {
      last.frames += 1
      last.bytes += bytes
      last.mayAsk ||= mayAsk
      return
    }
    this.waiting.push({ frames: 1, bytes, why, mayAsk })
    this.schedule()
  }

  private schedule(): void {
    if (!this.recording || this.slice) return
    if (this.waitingBytes > BATCH_BYTES) this.drainSoon()
    else this.timer ??= setTimeout(() => this.drain(), BATCH_MS)
  }

  private drainSoon(): void {
    this.slice ??= setImmediate(() => {
      this.slice = undefined
      this.drain()
    })
  }

  private drain(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { recording } = this
    if (!recording) return
    const { log, flush } = recording
    const offsetMs = this.clock.jump()
    if (offsetMs !== undefined) log.event(this.clock.micros(), 'clock', { offsetMs })
    const until = performance.now() + SLICE_MS
    while (this.done < this.waiting.length && performance.now() < until) this.recordNext(recording)
    this.guarded(flush)
    if (this.done < this.waiting.length) {
      this.forgetDone()
      this.drainSoon()
      return
    }
    this.waiting = []
    this.done = 0
    this.waitingBytes = 0
    for (const then of this.whenDrained.splice(0)) then()
  }

  private recordNext({ log, frameText, questionLost, redactText }: Recording): void {
    const item = this.waiting[this.done]
    this.done += 1
    if (!item) return
    this.guarded(() => {
      if ('frames' in item) {
        if (item.mayAsk) questionLost()
        log.drop(item.bytes, item.frames, item.why)
        return
      }
      if (!('line' in item)) {
        this.waitingBytes -= LINE_COST
        log.event(item.t, item.what, redactedMembers(item.members, redactText))
        return
      }
      const { stream, line, isInKey, isLost } = item
      this.waitingBytes -= LINE_COST + line.bytes
      const isRecorded = !isLost && log.hasRoom()
      // Redaction is most of the work: nobody does it for a line that is dropped, unless it says how to read others.
      const text = isRecorded || mattersLater(stream, line) ? frameText(stream, line, isInKey) : undefined
      if (isRecorded && text) log.frame(item.t, text)
      else log.drop(line.bytes)
    })
  }

  /** Lets go of the lines that were recorded, now and then, since it costs a copy of the list. */
  private forgetDone(): void {
    if (this.done * 2 < this.waiting.length) return
    this.waiting = this.waiting.slice(this.done)
    this.done = 0
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

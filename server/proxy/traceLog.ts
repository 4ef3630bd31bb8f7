import type { FrameText } from './frameRecords.ts'
import { recordLine } from './recordText.ts'
import { QUEUE_LIMITS, type TraceWriter } from './traceWriter.ts'

const SEGMENT_BYTES = 64 * 1024 * 1024

interface Lost {
  frames: number
  bytes: number
  why?: 'rate' | undefined
}

/**
 * The trail of a session: numbers its lines without a gap, begins each segment with an `open` line, and sheds load when
 * the disk is slower than the wire: first messages, then whole lines, which are counted and said.
 */
export class TraceLog {
  dropped = 0
  private n = 0
  private segment = 0
  private segmentBytes = 0
  private lost: Lost = { frames: 0, bytes: 0 }

  /** `open`: members of the `open` line, without `segment` and `from`. */
  constructor(
    private readonly writer: TraceWriter,
    private readonly open: object,
    t: number,
  ) {
    this.append([recordLine('open', this.head(t), { ...open, segment: 0 })])
  }

  frame(t: number, frame: FrameText): void {
    if (!this.hasRoom()) {
      this.drop(frame.wireBytes)
      return
    }
    this.reportLost(t)
    this.rotate(t, frame.bytes)
    const head = this.head(t)
    const fits = this.writer.waitingBytes + frame.bytes <= QUEUE_LIMITS.bytes
    this.append(fits ? frame.full(head) : [frame.bare(head, this.whyBare())])
  }

  event(t: number, what: string, members: object): void {
    if (this.hasRoom()) this.append([recordLine('event', this.head(t), { what, ...members })])
  }

  /** Counts what is not recorded. */
  drop(bytes: number, frames = 1, why?: 'rate'): void {
    this.dropped += frames
    this.lost.frames += frames
    this.lost.why = why
    this.lost.bytes += bytes
  }

  close(t: number, members: object): void {
    this.reportLost(t)
    this.append([recordLine('close', this.head(t), { ...members, dropped: this.dropped, denied: 0 })])
  }

  private reportLost(t: number): void {
    if (this.lost.frames === 0) return
    const { lost } = this
    this.lost = { frames: 0, bytes: 0 }
    this.event(t, 'drop', { ...lost, why: lost.why ?? this.whyBare() })
  }

  private whyBare(): 'disk' | 'load' {
    return this.writer.isFailing ? 'disk' : 'load'
  }

  /** Whether a line would be recorded, with its message or without. */
  hasRoom(): boolean {
    // Lines without a message are small, but not nothing.
    return this.writer.waitingLines < QUEUE_LIMITS.lines && this.writer.waitingBytes < 2 * QUEUE_LIMITS.bytes
  }

  private rotate(t: number, bytes: number): void {
    if (this.segmentBytes + bytes <= SEGMENT_BYTES) return
    const from = this.n
    this.segment += 1
    this.segmentBytes = 0
    this.writer.nextSegment()
    this.append([recordLine('open', this.head(t), { ...this.open, segment: this.segment, from })])
  }

  private head(t: number) {
    this.n += 1
    return { n: this.n, t }
  }

  private append(pieces: readonly (string | Buffer)[]): void {
    pieces.forEach((piece, i) => {
      this.segmentBytes += piece.length
      this.writer.append(piece, i === pieces.length - 1 ? 1 : 0)
    })
  }
}

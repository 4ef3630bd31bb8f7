import type { CloseRecord, EventRecord, FrameRecord, OpenRecord } from '../protocol/frame.ts'
import { readLine } from './recordShape.ts'

/** A record and its place in the file: byte offset and length of the line, without the line feed. */
export interface PlacedRecord {
  readonly record: OpenRecord | FrameRecord | EventRecord | CloseRecord
  readonly offset: number
  readonly length: number
}

/**
 * Turns the bytes of one trace file, in chunks of any size, into records. Only lines that end in a line feed count: the
 * rest waits for the next chunk. A line that is no record is counted and skipped. Never throws.
 */
export class RecordReader {
  /** Lines that are not records. */
  damaged = 0
  /** Lines of a kind this version does not know. */
  unknown = 0
  /** The newest format version of lines this version cannot read, or 0. */
  newer = 0
  #offset = 0
  #rest: Uint8Array[] = []
  #restLength = 0
  readonly #decoder = new TextDecoder()

  /** Calls `each` for every record whose line feed has arrived. */
  push(chunk: Uint8Array, each: (placed: PlacedRecord) => void): void {
    let from = 0
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      const line = this.#join(chunk.subarray(from, end))
      const offset = this.#offset
      this.#offset += line.length + 1
      from = end + 1
      const placed = this.#read(line, offset)
      if (placed) each(placed)
    }
    if (from < chunk.length) {
      this.#rest.push(chunk.slice(from)) // A copy: the caller may fill its buffer again.
      this.#restLength += chunk.length - from
    }
  }

  #join(end: Uint8Array): Uint8Array {
    if (this.#restLength === 0) return end
    const line = new Uint8Array(this.#restLength + end.length)
    let at = 0
    for (const part of [...this.#rest, end]) {
      line.set(part, at)
      at += part.length
    }
    this.#rest = []
    this.#restLength = 0
    return line
  }

  #read(bytes: Uint8Array, offset: number): PlacedRecord | undefined {
    if (bytes.length === 0) return undefined
    const line = readLine(this.#decoder.decode(bytes))
    if (line.kind === 'record') return { record: line.record, offset, length: bytes.length }
    if (line.kind === 'damaged') this.damaged += 1
    if (line.kind === 'unknown') this.unknown += 1
    if (line.kind === 'newer') this.newer = Math.max(this.newer, line.version)
    return undefined
  }
}

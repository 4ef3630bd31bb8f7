import { scalarEnd } from './jsonScalars.ts'
import { decodeString, escapeLength, hidesCharacter } from './jsonStrings.ts'
import { OpenContainers, type Path } from './openContainers.ts'
import { PAIR } from './pairs.ts'

/** Called while a line is scanned. Flags are the sink's own: it says which lie on the value of a member. */
export interface ScanSink {
  /** Flags of the value of member `name` of an object with the flags `around` at `depth` (1: the message itself). */
  enter(around: number, name: string, depth: number): number
  /** Flags of the elements of an array, or the members of an object, that has the flags `own` itself and begins at `start`. */
  open(own: number, depth: number, start: number): number
  /** A name or a string that is worth looking at: it has flags, hides characters, or may hold a secret. */
  string(found: ScannedString): void
  /** A number or literal that has flags. */
  scalar(start: number, end: number, flags: number): void
}

export interface ScannedString {
  /** Offsets of what stands between the quotes. */
  readonly start: number
  readonly end: number
  /** Otherwise at `end` stands a character that may not stand in a string, or the line ends. */
  readonly closed: boolean
  readonly escaped: boolean
  /** It has escapes that may hide a part of a secret. */
  readonly hides: boolean
  /** First place where a secret may begin, -1 when there is none. */
  readonly first: number
  readonly flags: number
  /** The name of a member, not a value. */
  readonly isName: boolean
}

export interface Slice {
  readonly start: number
  readonly end: number
}

const MAX_DUPLICATES = 1000
const ENVELOPE = new Set(['jsonrpc', 'id', 'method', 'result', 'error'])
const NOWHERE = -1

/**
 * One pass over the bytes of a line: is it JSON, what is its envelope, which names stand twice, which strings are worth
 * looking at. Nothing is turned into objects, and nesting costs no stack. Reused from line to line.
 */
export class Scanner {
  bytes: Buffer = Buffer.alloc(0)
  /** Whole and correct; else everything before `stopped` was understood. */
  valid = false
  stopped = 0
  hasCarriageReturn = false
  /** Every string is reported, whether or not it is worth looking at. */
  reportsAll = false
  kind: 'object' | 'array' | 'other' = 'other'
  /** Elements of the outermost array. */
  elements = 0
  /** Where names stand that their object had already. */
  duplicates: Path[] = []
  /** Members of the message as they stand, of duplicates the last, as JSON.parse has it. Of a container only its start. */
  readonly envelope = new Map<string, Slice>()

  private readonly around = new OpenContainers()
  // Facts of the string that was read last.
  private escaped = false
  private hides = false
  private first = NOWHERE
  private closed = false

  constructor(
    private readonly pairs: Uint8Array,
    private readonly sink: ScanSink,
  ) {}

  scan(bytes: Buffer): void {
    this.bytes = bytes
    this.valid = false
    this.stopped = 0
    this.elements = 0
    this.kind = 'other'
    this.hasCarriageReturn = false
    this.duplicates = []
    this.envelope.clear()
    this.around.clear()

    let at = this.value(this.blanks(0), 0)
    while (at !== NOWHERE && this.around.depth > 0) at = this.around.isArray ? this.element(at) : this.member(at)
    if (at === NOWHERE) return
    this.stopped = this.blanks(at)
    this.valid = this.stopped === bytes.length
  }

  get deepest(): number {
    return this.around.deepest
  }

  /** Names and indexes down to what is read now, or to what holds it. */
  path(): Path {
    return this.around.path()
  }

  /** Reads a scalar to its end, or opens a container. Like all readers it returns where to go on, or NOWHERE. */
  private value(at: number, flags: number): number {
    const first = this.byte(at)
    if (first === 0x7b || first === 0x5b) return this.open(at, first === 0x5b, flags)
    if (this.around.depth === 0) this.kind = 'other'
    if (first === 0x22) {
      const end = this.string(at + 1)
      if (flags !== 0 || this.hides || this.first !== NOWHERE || this.reportsAll) this.report(at + 1, end, flags, false)
      return this.closed ? end + 1 : this.stop(end)
    }
    const end = scalarEnd(this.bytes, at)
    if (end === at) return this.stop(at)
    if (flags !== 0) this.sink.scalar(at, end, flags)
    return end
  }

  private open(at: number, isArray: boolean, flags: number): number {
    const { depth } = this.around
    if (depth === 0) this.kind = isArray ? 'array' : 'object'
    this.around.open(isArray, this.sink.open(flags, depth + 1, at))
    return at + 1
  }

  private close(at: number): number {
    if (this.around.depth === 1) this.elements = this.around.count
    this.around.close()
    return at + 1
  }

  private element(from: number): number {
    const { around } = this
    let at = this.blanks(from)
    if (this.byte(at) === 0x5d) return this.close(at)
    if (around.hasBegun) {
      if (this.byte(at) !== 0x2c) return this.stop(at)
      at = this.blanks(at + 1)
    }
    around.begin()
    return this.value(at, around.flags)
  }

  private member(from: number): number {
    const { around } = this
    const { depth } = around
    let at = this.blanks(from)
    if (this.byte(at) === 0x7d) return this.close(at)
    if (around.hasBegun) {
      if (this.byte(at) !== 0x2c) return this.stop(at)
      at = this.blanks(at + 1)
    }
    if (this.byte(at) !== 0x22) return this.stop(at)
    around.begin()
    const nameStart = at + 1
    const nameEnd = this.string(nameStart)
    const name = this.closed ? this.addName(nameStart, nameEnd) : ''
    if (this.hides || this.first !== NOWHERE) this.report(nameStart, nameEnd, 0, true)
    if (!this.closed) return this.stop(nameEnd)
    at = this.blanks(nameEnd + 1)
    if (this.byte(at) !== 0x3a) return this.stop(at)
    at = this.blanks(at + 1)
    const flags = this.sink.enter(around.flags, name, depth)
    const end = this.value(at, flags)
    if (depth === 1 && end !== NOWHERE && ENVELOPE.has(name)) this.envelope.set(name, { start: at, end })
    return end
  }

  /** Remembers the name at its place, and whether its object had it already. */
  private addName(start: number, end: number): string {
    const name = this.escaped ? decodeString(this.bytes.subarray(start, end)) : this.bytes.toString('utf8', start, end)
    if (!this.around.addName(name) && this.duplicates.length < MAX_DUPLICATES) this.duplicates.push(this.path())
    return name
  }

  /** Reads to the closing quote and returns its place, or where it went wrong. */
  private string(start: number): number {
    const { bytes, pairs } = this
    this.escaped = false
    this.hides = false
    this.first = NOWHERE
    this.closed = false
    let previous = 0x22
    for (let i = start; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0
      const code = pairs[(previous << 8) | byte] ?? 0
      previous = byte
      if (code === PAIR.nothing) continue
      if (code === PAIR.quote) {
        this.closed = true
        return i
      }
      if (code === PAIR.control) return i
      if (code !== PAIR.backslash) {
        if (this.first === NOWHERE) this.first = i
        continue
      }
      const length = escapeLength(bytes, i, bytes.length)
      if (length === 0) return i
      this.escaped = true
      if (hidesCharacter(bytes[i + 1] ?? 0)) this.hides = true
      i += length - 1
      // A quote may end a name here, when JSON is nested in the string.
      previous = length === 2 ? (bytes[i] ?? 0) : 0
    }
    return bytes.length
  }

  private report(start: number, end: number, flags: number, isName: boolean): void {
    const { closed, escaped, hides, first } = this
    this.sink.string({ start, end, closed, escaped, hides, first, flags, isName })
  }

  private blanks(from: number): number {
    const { bytes } = this
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i]
      if (byte === 0x0d) this.hasCarriageReturn = true
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a) return i
    }
    return bytes.length
  }

  private byte(at: number): number {
    return at < this.bytes.length ? (this.bytes[at] ?? 0) : NOWHERE
  }

  private stop(at: number): number {
    this.stopped = at
    return NOWHERE
  }
}

import type { SecretSpan } from './assignments.ts'
import { replaceSpans, type SecretFinder } from './findSecrets.ts'
import { decodeBytes, rawOffsets } from './jsonStrings.ts'
import { LIES_BELOW, memberFlags } from './memberFlags.ts'
import type { Path, ScannedString, Scanner, ScanSink } from './scan.ts'

/** A replaced place: JSON Pointer and rule. */
export type Redaction = readonly [pointer: string, rule: string]

/** All pointers of a line together: a message that is all secrets must not make a list longer than itself. */
const MAX_POINTER_CHARS = 64 * 1024
/** A longer name is left out, and the pointer ends above it. */
const MAX_STEP_CHARS = 200
/** Longer is no count of tokens or cookies any more. */
const MAX_COUNT_DIGITS = 9
const QUOTE = 0x22
const QUESTION_MARK = 0x3f

/** Collects what is to be replaced in a line, in ascending order, while the scanner reads it. */
export class RedactingSink implements ScanSink {
  spans: SecretSpan[] = []
  redacted: Redaction[] = []
  private scanner: Scanner | undefined
  private bytes: Buffer = Buffer.alloc(0)
  private pointerChars = 0
  private readonly steps = new Map<string, string>()
  isAnswer = false
  asksPerson = false

  constructor(private readonly finder: SecretFinder) {}

  begin(scanner: Scanner, bytes: Buffer, isAnswer: boolean): void {
    this.scanner = scanner
    this.bytes = bytes
    this.isAnswer = isAnswer
    this.asksPerson = bytes.includes('elicitation')
    this.spans = []
    this.redacted = []
    this.pointerChars = 0
    this.steps.clear()
  }

  enter(around: number, name: string, depth: number): number {
    return memberFlags(around, name, depth, this)
  }

  open(own: number): number {
    // In a schema a secret name declares a field, and what lies below describes it.
    return own & LIES_BELOW.schema ? own & ~(LIES_BELOW.secret | LIES_BELOW.secretText) : own
  }

  scalar(start: number, end: number, flags: number): void {
    const rule = wholeRule(flags & ~LIES_BELOW.secretText)
    const isNumber = (this.bytes[start] ?? 0) < 0x61
    // `true` and `null` are no secrets, but they are answers.
    if (rule && (isNumber || rule === 'elicit')) this.add({ start, end, rule }, '"')
  }

  string(found: ScannedString): void {
    const { start } = found
    const end = found.closed ? found.end : this.endOfUnclosed(found.end)
    const flags = this.isCount(start, end) ? found.flags & ~LIES_BELOW.secretText : found.flags
    const rule = wholeRule(flags)
    if (rule) {
      if (end > start) this.add({ start, end, rule })
      return
    }
    const mark = flags & LIES_BELOW.address ? this.bytes.subarray(start, end).indexOf(QUESTION_MARK) : -1
    const searched = mark === -1 ? found : { ...found, end: start + mark }
    for (const span of this.find(searched)) this.add(span)
    // The query of a URL that a person is asked to open carries the state of the server.
    if (mark !== -1 && start + mark + 1 < end) this.add({ start: start + mark + 1, end, rule: 'state' })
  }

  /** What follows after the place where the line stops to be JSON. */
  rest(from: number): void {
    const start = Math.max(from, this.spans.at(-1)?.end ?? 0)
    for (const span of this.finder.find(this.bytes, start, this.bytes.length, start, true)) this.add(span)
  }

  /** A secret with a character in it that may not stand there goes on to the next quote. */
  private endOfUnclosed(from: number): number {
    const quote = this.bytes.indexOf(QUOTE, from)
    return quote === -1 ? this.bytes.length : quote
  }

  /** A number that was sent as text. */
  private isCount(start: number, end: number): boolean {
    return end - start <= MAX_COUNT_DIGITS && this.bytes.subarray(start, end).every((byte) => byte >= 0x30 && byte <= 0x39)
  }

  private find({ start, end, closed, escaped, hides, first, flags }: ScannedString): readonly SecretSpan[] {
    if (first === -1 && !hides) return []
    const named = (flags & LIES_BELOW.prose) === 0
    if (!escaped || !closed) return this.finder.find(this.bytes, start, end, start, named)
    // Looks at what the string means, and maps what it finds to how it is written.
    const raw = this.bytes.subarray(start, end)
    const decoded = decodeBytes(raw)
    const spans = this.finder.find(decoded, 0, decoded.length, 0, named)
    if (spans.length === 0) return []
    const ends = spans.flatMap((span) => [
      { at: span.start, after: false },
      { at: span.end, after: true },
    ])
    const offsets = rawOffsets(raw, ends)
    return spans.map(({ rule }, i) => ({
      start: start + (offsets[2 * i] ?? 0),
      end: start + (offsets[2 * i + 1] ?? raw.length),
      rule,
    }))
  }

  /** `quote`: what was no string becomes one. */
  private add({ start, end, rule }: SecretSpan, quote = ''): void {
    this.spans.push({ start, end, rule, ...(quote && { quote }) })
    if (this.pointerChars >= MAX_POINTER_CHARS) return
    const pointer = this.pointer(this.scanner?.path() ?? [])
    if (pointer !== undefined) this.redacted.push([pointer, rule])
  }

  /**
   * JSON Pointer (RFC 6901), cut above a name too long to repeat; undefined when the pointers of this line would become too
   * long. A name may itself hold a secret.
   */
  pointer(path: Path): string | undefined {
    let pointer = ''
    for (const step of path) {
      const name = String(step)
      if (name.length > MAX_STEP_CHARS) break
      pointer += this.step(name)
      if (this.pointerChars + pointer.length > MAX_POINTER_CHARS) {
        this.pointerChars = MAX_POINTER_CHARS
        return undefined
      }
    }
    this.pointerChars += pointer.length + 1
    return pointer
  }

  private step(name: string): string {
    let step = this.steps.get(name)
    if (step === undefined) {
      step = `/${this.clean(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
      this.steps.set(name, step)
    }
    return step
  }

  private clean(name: string): string {
    const bytes = Buffer.from(name, 'utf8')
    const spans = this.finder.find(bytes, 0, bytes.length, 0, true)
    return spans.length === 0 ? name : Buffer.from(replaceSpans(bytes, spans), 'latin1').toString('utf8')
  }
}

/** The rule that hides a value as a whole, whatever it looks like. */
function wholeRule(flags: number): string | undefined {
  if (flags & LIES_BELOW.state) return 'state'
  if (flags & LIES_BELOW.elicited) return 'elicit'
  return flags & (LIES_BELOW.secret | LIES_BELOW.secretText) ? 'key' : undefined
}

import { isSecretFlag } from './argv.ts'
import type { SecretSpan } from './assignments.ts'
import { findDisguised, offsetsInJson } from './disguises.ts'
import { replaceSpans, type SecretFinder } from './findSecrets.ts'
import { decodeBytes, decodeString } from './jsonStrings.ts'
import { LIES_BELOW, looksLikeSchema, memberFlags } from './memberFlags.ts'
import type { Path } from './openContainers.ts'
import { mentionsElicitation } from './personalAnswers.ts'
import { Pointers } from './pointers.ts'
import { isReference, isVersion } from './references.ts'
import type { ScannedString, Scanner, ScanSink } from './scan.ts'
import { SiblingLabels } from './siblingLabels.ts'
import { afterString, isSamePlace, opensKey, type SpreadKey } from './spreadKeys.ts'

/** A replaced place: JSON Pointer and rule. */
export type Redaction = readonly [pointer: string, rule: string]

/** Longer is no count of tokens or cookies any more. */
const MAX_COUNT_DIGITS = 9
/** A name of 64 characters, its quotes and blanks may stand in front of the place where JSON ends. */
const LOOK_BACK = 128
const MAX_LABEL_BYTES = 128
const MAX_VERSION_BYTES = 32
const DASH = 0x2d
const QUOTE = 0x22
const QUESTION_MARK = 0x3f

/** Collects what is to be replaced in a line, in ascending order, while the scanner reads it. */
export class RedactingSink implements ScanSink {
  spans: SecretSpan[] = []
  redacted: Redaction[] = []
  isAnswer = false
  asksPerson = false
  /** A private key of which more strings may follow, in this line or, in the same place, in later ones. */
  key: SpreadKey | undefined
  private bytes: Buffer = Buffer.alloc(0)
  /** The element that was read last, when it is a flag, and the place of the one after it. */
  private flag: { readonly name: string; readonly next: Path } | undefined
  private unclosed: number | undefined
  private readonly labels = new SiblingLabels()
  private readonly pointers = new Pointers((name) => this.clean(name))

  constructor(
    private readonly finder: SecretFinder,
    private readonly scanner: () => Scanner,
  ) {}

  /** Messages of a batch are its elements. */
  get messageDepth(): number {
    return this.scanner().kind === 'array' ? 2 : 1
  }

  begin(bytes: Buffer, isAnswer: boolean, key: SpreadKey | undefined): void {
    this.bytes = bytes
    this.isAnswer = isAnswer
    this.asksPerson = mentionsElicitation(bytes)
    this.labels.begin()
    this.restart(key)
  }

  /** Whether the line must be scanned again, since a name came after its value. */
  mustRestart(key: SpreadKey | undefined): boolean {
    const isLate = this.labels.takeLate()
    if (isLate) this.restart(key)
    return isLate
  }

  private restart(key: SpreadKey | undefined): void {
    this.spans = []
    this.redacted = []
    this.unclosed = undefined
    this.flag = undefined
    this.pointers.begin()
    this.hold(key)
  }

  private hold(key: SpreadKey | undefined): void {
    this.key = key
    this.scanner().reportsAll = key !== undefined || this.flag !== undefined
  }

  enter(around: number, name: string, depth: number): number {
    return this.labels.enter(memberFlags(around, name, depth, this), depth)
  }

  open(own: number, depth: number, start: number): number {
    this.labels.open(depth, start)
    let below = own & ~LIES_BELOW.label
    if (own & LIES_BELOW.declared && !looksLikeSchema(this.bytes, start)) below &= ~LIES_BELOW.declared
    // In a schema a secret name declares a field, and what lies below describes it.
    return own & LIES_BELOW.schema ? below & ~(LIES_BELOW.secret | LIES_BELOW.secretText) : below
  }

  scalar(start: number, end: number, flags: number): void {
    const rule = wholeRule(flags & ~LIES_BELOW.secretText)
    const isNumber = (this.bytes[start] ?? 0) < 0x61
    // `true` and `null` are no secrets, but they are answers.
    if (rule && (isNumber || rule === 'elicit')) this.add({ start, end, rule }, '"')
  }

  string(found: ScannedString): void {
    const { start, closed } = found
    const end = closed ? found.end : this.endOfUnclosed(found.end)
    const isCount = (found.flags & LIES_BELOW.secretText) !== 0 && this.isCount(start, end)
    const flags = isCount ? found.flags & ~LIES_BELOW.secretText : found.flags
    const rule = wholeRule(flags)
    if (rule && !(rule === 'key' && this.isVersion(start, end))) {
      if (end > start) this.add({ start, end, rule })
      return
    }
    // A string that never ends is read with what follows, as running text.
    if (!closed) {
      this.unclosed = start
      return
    }
    if (flags & LIES_BELOW.label) this.label(found)
    if (!found.isName && this.isAfterFlag(start, end)) return
    if (this.key && !found.isName && this.isInKey(start, end, this.key)) return
    const mark = flags & LIES_BELOW.address ? this.bytes.subarray(start, end).indexOf(QUESTION_MARK) : -1
    const searched = mark === -1 ? found : { ...found, end: start + mark }
    const spans = this.find(searched)
    for (const span of spans) this.add(span)
    // The query of a URL that a person is asked to open carries the state of the server.
    if (mark !== -1 && start + mark + 1 < end) this.add({ start: start + mark + 1, end, rule: 'state' })
    if (!found.isName && spans.at(-1)?.end === end) this.hold(opensKey(this.text(start, end), this.scanner().path()) ?? this.key)
  }

  /** What follows after the place where the line stops to be JSON. */
  rest(from: number): void {
    const start = Math.max(Math.min(from, this.unclosed ?? from) - LOOK_BACK, this.spans.at(-1)?.end ?? 0, 0)
    const found = findDisguised(this.finder, this.bytes.subarray(start), true)
    for (const { start: at, end, rule } of found) this.add({ start: start + at, end: start + end, rule })
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

  /** Hides the element of a list that comes after the flag of a secret: `["--token", "…"]`. */
  private isAfterFlag(start: number, end: number): boolean {
    const { flag } = this
    const isShort = end - start <= MAX_LABEL_BYTES
    if (!flag && !(isShort && this.bytes[start] === DASH)) return false
    const text = this.text(start, Math.min(end, start + MAX_LABEL_BYTES))
    const place = this.scanner().path()
    const index = place.at(-1)
    this.flag = undefined
    const isNext = flag?.next.length === place.length && flag.next.every((step, i) => step === place[i])
    if (isNext && !text.startsWith('--') && !isReference(text) && isSecretFlag(flag.name, text)) {
      this.hold(this.key)
      if (end > start) this.add({ start, end, rule: 'key' })
      return true
    }
    if (isShort && typeof index === 'number' && /^--[\w.-]+$/.test(text)) {
      this.flag = { name: text, next: [...place.slice(0, -1), index + 1] }
    }
    this.hold(this.key)
    return false
  }

  private isVersion(start: number, end: number): boolean {
    return end - start <= MAX_VERSION_BYTES && isVersion(this.bytes.toString('latin1', start, end))
  }

  private label({ start, end }: ScannedString): void {
    if (end - start <= MAX_LABEL_BYTES) this.labels.label(this.text(start, end))
  }

  /** Hides a string that stands where lines of an open key stand. */
  private isInKey(start: number, end: number, key: SpreadKey): boolean {
    if (!isSamePlace(this.scanner().path(), key.place)) return false
    if (end > start) this.add({ start, end, rule: 'value' })
    this.hold(afterString(key, this.text(start, end)))
    return true
  }

  private text(start: number, end: number): string {
    return decodeString(this.bytes.subarray(start, end))
  }

  private find({ start, end, escaped, hides, first, flags }: ScannedString): readonly SecretSpan[] {
    if (first === -1 && !hides) return []
    const named = (flags & LIES_BELOW.prose) === 0
    if (!escaped) return this.finder.find(this.bytes, start, end, start, named)
    // Looks at what the string means, and maps what it finds to how it is written.
    const raw = this.bytes.subarray(start, end)
    const spans = findDisguised(this.finder, decodeBytes(raw), named)
    if (spans.length === 0) return []
    const offsets = offsetsInJson(
      raw,
      spans.flatMap((span) => [span.start, span.end]),
    )
    return spans.map(({ rule }, i) => ({
      start: start + (offsets[2 * i] ?? 0),
      end: start + (offsets[2 * i + 1] ?? raw.length),
      rule,
    }))
  }

  /** `quote`: what was no string becomes one. */
  private add({ start, end, rule }: SecretSpan, quote = ''): void {
    this.spans.push({ start, end, rule, ...(quote && { quote }) })
    if (this.pointers.isFull) return
    const pointer = this.pointer(this.scanner().path())
    if (pointer !== undefined) this.redacted.push([pointer, rule])
  }

  pointer(path: Path): string | undefined {
    return this.pointers.pointer(path)
  }

  private clean(name: string): string {
    const bytes = Buffer.from(name, 'utf8')
    const spans = findDisguised(this.finder, bytes, true)
    return spans.length === 0 ? name : Buffer.from(replaceSpans(bytes, spans), 'latin1').toString('utf8')
  }
}

/** The rule that hides a value as a whole, whatever it looks like. */
function wholeRule(flags: number): string | undefined {
  if (flags & LIES_BELOW.state) return 'state'
  if (flags & LIES_BELOW.elicited) return 'elicit'
  return flags & (LIES_BELOW.secret | LIES_BELOW.secretText) ? 'key' : undefined
}

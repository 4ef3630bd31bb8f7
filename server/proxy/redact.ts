import { findDisguised } from './disguises.ts'
import { replaceSpans, type SecretFinder } from './findSecrets.ts'
import { decodeString } from './jsonStrings.ts'
import { RedactingSink, type Redaction } from './redactingSink.ts'
import { Scanner } from './scan.ts'
import type { SpreadKey } from './spreadKeys.ts'

const NOTIFICATION = 'notifications/'
/** Of the longest escape of a letter. */
const MAX_ESCAPE = 6

/** Which context a line has that it does not say itself. */
export interface LineContext {
  /** It answers a question to a person: every value is the person's. */
  readonly isAnswer: boolean
  /** Who sends it: a private key may be spread over several messages of one side. */
  readonly dir?: 'c2s' | 's2c'
}

export interface RedactedLine {
  /** What the scanner found; valid until the next line. */
  readonly scan: Scanner
  /** The line with every secret replaced, bytes in one character each; undefined when it stays as it is. */
  readonly view: string | undefined
  readonly redacted: readonly Redaction[]
  /** JSON Pointers of duplicate names. */
  readonly duplicates: readonly string[]
  /** Whether something between these offsets was replaced. */
  touches(start: number, end: number): boolean
}

export interface Redactor {
  /** A line of JSON, or what was meant to be one. */
  line(bytes: Buffer, context: LineContext): RedactedLine
  /** Running text: stderr, arguments, messages of errors. */
  text(text: string): { readonly text: string; readonly redacted: readonly Redaction[] }
}

/** Replaces secrets in the text itself with `[redacted:<rule>]`; nothing is parsed into objects and written back. */
export function createRedactor(finder: SecretFinder): Redactor {
  const sink: RedactingSink = new RedactingSink(finder, () => scanner)
  const scanner = new Scanner(finder.pairs, sink)
  const keys: Record<'c2s' | 's2c', SpreadKey | undefined> = { c2s: undefined, s2c: undefined }

  function scan(bytes: Buffer, { isAnswer, dir }: LineContext): void {
    const key = dir && keys[dir]
    sink.begin(bytes, isAnswer, key)
    scanner.scan(bytes)
    if (sink.mustRestart(key)) scanner.scan(bytes)
    // Where JSON ends, running text begins.
    if (!scanner.valid) sink.rest(scanner.stopped)
    // A log is sent line by line; what one answer leaves open is not the beginning of the next.
    if (dir && isNotification(scanner)) keys[dir] = sink.key
  }

  return {
    line(bytes, context) {
      scan(bytes, context)
      const { spans, redacted } = sink
      return {
        scan: scanner,
        view: spans.length === 0 ? undefined : replaceSpans(bytes, spans),
        redacted,
        duplicates: scanner.duplicates.flatMap((path) => sink.pointer(path) ?? []),
        touches: (start, end) => spans.some((span) => span.start < end && span.end > start),
      }
    },
    text(text) {
      const bytes = Buffer.from(text, 'utf8')
      const spans = findDisguised(finder, bytes, true)
      if (spans.length === 0) return { text, redacted: [] }
      return {
        text: Buffer.from(replaceSpans(bytes, spans), 'latin1').toString('utf8'),
        redacted: spans.map(({ rule }) => ['', rule] as const),
      }
    },
  }
}

function isNotification({ envelope, bytes }: Scanner): boolean {
  const method = envelope.get('method')
  if (!method) return false
  const written = bytes.subarray(method.start + 1, Math.min(method.end, method.start + 1 + MAX_ESCAPE * NOTIFICATION.length))
  return decodeString(written).startsWith(NOTIFICATION)
}

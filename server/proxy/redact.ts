import { replaceSpans, type SecretFinder } from './findSecrets.ts'
import { RedactingSink, type Redaction } from './redactingSink.ts'
import { Scanner } from './scan.ts'

/** Which context a line has that it does not say itself. */
export interface LineContext {
  /** It answers a question to a person: every value is the person's. */
  readonly isAnswer: boolean
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
  const sink = new RedactingSink(finder)
  const scanner = new Scanner(finder.pairs, sink)

  return {
    line(bytes, context) {
      sink.begin(scanner, bytes, context.isAnswer)
      scanner.scan(bytes)
      // Where JSON ends, running text begins.
      if (!scanner.valid) sink.rest(scanner.stopped)
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
      const spans = finder.find(bytes, 0, bytes.length, 0, true)
      if (spans.length === 0) return { text, redacted: [] }
      return {
        text: Buffer.from(replaceSpans(bytes, spans), 'latin1').toString('utf8'),
        redacted: spans.map(({ rule }) => ['', rule] as const),
      }
    },
  }
}

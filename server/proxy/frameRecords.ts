import { envelopeOf } from './envelope.ts'
import { isCut, keptBytes } from './keptBytes.ts'
import { createKeyBlocks } from './keyBlocks.ts'
import { createPersonalAnswers, mayAsk } from './personalAnswers.ts'
import { type FrameFacts, frameHead, type RecordHead } from './recordText.ts'
import type { RedactedLine, Redactor } from './redact.ts'
import type { Redaction } from './redactingSink.ts'
import type { Slice } from './scan.ts'
import type { RawLine } from './splitLines.ts'

export type Stream = 'c2s' | 's2c' | 'stderr'

/** A record that still lacks its number and time. */
export interface FrameText {
  /** All of it, bytes in one character each; a large message that stays as it is comes as bytes. */
  readonly full: (head: RecordHead) => readonly (string | Buffer)[]
  /** Without its message, for when the disk is too slow. */
  readonly bare: (head: RecordHead, why: 'disk' | 'load') => string
  /** About how long `full` is. */
  readonly bytes: number
  /** Of the line on the wire. */
  readonly wireBytes: number
}

/** Deeper messages are kept as text: a reader that follows nesting by recursion must not fall over them. */
const MAX_DEPTH = 512
/** Larger messages are not copied when nothing in them changes. */
const NO_COPY_BYTES = 16 * 1024

export interface FrameRecords {
  frameText(stream: Stream, line: RawLine, isInKey?: boolean): FrameText
  /** A line that may have asked a person was not turned into a record. */
  questionLost(): void
}

/**
 * Turns lines into redacted records of format v1. Keeps what is known of a stream from its earlier lines; whether a line of
 * stderr lies in a private key (`isInKey`) is known to who has seen all of them.
 */
export function createFrameRecords(redactor: Redactor): FrameRecords {
  const { isPersonal, questionLost } = createPersonalAnswers()
  const keyBlocks = { c2s: createKeyBlocks(), s2c: createKeyBlocks() }

  function frameText(stream: Stream, line: RawLine, isInKey = false): FrameText {
    const kept = keptBytes(line)
    const dir = stream === 'c2s' ? 'c2s' : 's2c'
    const wasCut = isCut(line)
    const cut = wasCut ? ({ kept: kept.length, why: 'limit' } as const) : undefined
    const common = { dir, bytes: line.bytes, eol: line.eol, cut } as const
    if (stream === 'stderr') {
      const { text, redacted } = isInKey ? { text: HIDDEN_LINE, redacted: HIDDEN } : redactor.text(kept.toString('utf8'))
      return withText({ ...common, type: 'stderr', dup: [], redacted }, text)
    }

    let found = redactor.line(kept, { isAnswer: false, dir })
    const envelope = envelopeOf(found.scan, wasCut)
    const [id, method] = [sliceOf(kept, envelope.id), sliceOf(kept, envelope.method)]
    if (isPersonal(dir, found.scan, wasCut)) found = redactor.line(kept, { isAnswer: true, dir })
    const { scan, redacted } = found
    const frame = {
      ...common,
      type: envelope.type,
      id: shown(id, envelope.id, found),
      method: shown(method, envelope.method, found),
      dup: found.duplicates,
      redacted,
    }
    if (scan.valid && !wasCut && envelope.type !== 'invalid' && scan.deepest <= MAX_DEPTH) return withMessage(frame, found, kept)
    const text = found.view === undefined ? kept.toString('utf8') : Buffer.from(found.view, 'latin1').toString('utf8')
    if (!scan.valid && keyBlocks[stream](kept.toString('utf8'))) return withText({ ...frame, redacted: HIDDEN }, HIDDEN_LINE)
    return withText(frame, text)
  }

  return { frameText, questionLost }
}

/** Lines of private keys begin with dashes, also where these are written as escapes. */
const DASHES = ['-----', '\\u002']

/**
 * Whether how later lines are redacted may depend on this line of the server or the client, so that a stream is read right
 * although lines of it are left out. Lines inside a key do not matter: without them it stays open for longer, and more is
 * hidden. What stderr says stands for itself.
 */
export function mattersLater(stream: Stream, { parts }: RawLine): boolean {
  if (stream === 'stderr') return false
  const [first = Buffer.alloc(0)] = parts
  const bytes = parts.length > 1 ? Buffer.concat(parts) : first
  return mayAsk(bytes) || DASHES.some((word) => bytes.includes(word))
}

const HIDDEN: readonly Redaction[] = [['', 'value']]
const HIDDEN_LINE = '[redacted:value]'

function sliceOf(bytes: Buffer, slice: Slice | undefined): string | undefined {
  return slice && bytes.toString('latin1', slice.start, slice.end)
}

/** Id or method as they stand in the message, where they may have been replaced. */
function shown(text: string | undefined, slice: Slice | undefined, line: RedactedLine): string | undefined {
  return slice && line.touches(slice.start, slice.end) ? '"[redacted:value]"' : text
}

function withMessage(frame: FrameFacts, { view, scan }: RedactedLine, kept: Buffer): FrameText {
  if (view === undefined && kept.length > NO_COPY_BYTES && !scan.hasCarriageReturn) {
    return frameTextOf(frame, kept.length, (head) => [`${head},"msg":`, kept, '}\n'])
  }
  const text = view ?? kept.toString('latin1')
  // In JSON a carriage return can only stand between tokens.
  const message = scan.hasCarriageReturn ? text.replaceAll('\r', ' ') : text
  return frameTextOf(frame, message.length, (head) => [`${head},"msg":${message}}\n`])
}

function withText(frame: FrameFacts, text: string): FrameText {
  const json = Buffer.from(JSON.stringify(text), 'utf8').toString('latin1')
  return frameTextOf(frame, json.length, (head) => [`${head},"text":${json}}\n`])
}

function frameTextOf(frame: FrameFacts, bytes: number, full: (head: string) => readonly (string | Buffer)[]): FrameText {
  return {
    bytes: bytes + 200,
    wireBytes: frame.bytes,
    full: (head) => full(frameHead(head, frame)),
    bare: (head, why) => `${frameHead(head, { ...frame, redacted: [], dup: [], cut: { kept: 0, why } })}}\n`,
  }
}

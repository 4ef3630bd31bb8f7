import { type CloseRecord, type EventRecord, type FrameRecord, type OpenRecord, TRACE_VERSION } from '../protocol/frame.ts'

/** A line of a trace file after one look: what it is, or why it is left out. */
export type Line =
  | { readonly kind: 'record'; readonly record: OpenRecord | FrameRecord | EventRecord | CloseRecord }
  /** A kind of record this reader does not know: kept for the details, ignored otherwise. */
  | { readonly kind: 'unknown'; readonly n: number }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged' }

const DAMAGED: Line = { kind: 'damaged' }
const FRAME_TYPES = new Set<unknown>(['request', 'response', 'notification', 'batch', 'invalid', 'stderr', 'http'])

/**
 * Reads one line. A file may be torn, written by something else, or made to hurt: whatever the text is, the answer is a
 * `Line` and nothing throws. Members a reader does not need are left unread; those it needs have the type they claim.
 */
export function readLine(text: string): Line {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return DAMAGED // A torn or foreign line is counted by the caller.
  }
  if (!isObject(value) || !isCount(value.v)) return DAMAGED
  if (value.v > TRACE_VERSION) return { kind: 'newer', version: value.v }
  if (!isCount(value.n) || !isCount(value.t) || typeof value.k !== 'string') return DAMAGED
  switch (value.k) {
    case 'open':
      return isOpen(value) ? record(value) : DAMAGED
    case 'frame':
      return isFrame(value) ? record(value) : DAMAGED
    case 'event':
      return typeof value.what === 'string' ? record(value) : DAMAGED
    case 'close':
      return record(value)
    default:
      return { kind: 'unknown', n: value.n }
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Integer from 0 that a double holds exactly. Minus zero is none: it would not come back from JSON as it went. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)
}

/** A string, cut to `length`: names of a hostile file end somewhere. */
export function shortText(value: unknown, length = 256): string | undefined {
  if (typeof value !== 'string') return undefined
  return value.length <= length ? value : `${value.slice(0, length - 1)}…`
}

export function listOfTexts(value: unknown, most: number): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.slice(0, most).flatMap((item) => shortText(item) ?? [])
}

// The caller has checked every member that the central types call required and this reader relies on; the others are read
// through `shortText` and `isCount`.
function record(value: Readonly<Record<string, unknown>>): Line {
  return { kind: 'record', record: value as unknown as FrameRecord }
}

function isOpen(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.session === 'string' && isObject(value.server) && typeof value.server.name === 'string'
}

function isFrame(value: Readonly<Record<string, unknown>>): boolean {
  return (value.dir === 'c2s' || value.dir === 's2c') && FRAME_TYPES.has(value.type) && isCount(value.bytes)
}

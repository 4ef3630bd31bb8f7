import type { FrameRecord } from '../protocol/frame.ts'

/** Where a record stands: number of the file, byte offset and length of the line, and the member of a batch, or -1. */
export type RecordRef = readonly [file: number, offset: number, length: number, member: number]

/** One JSON-RPC message, however it came: alone in a frame, or as a member of a batch. */
export interface Message {
  readonly dir: 'c2s' | 's2c'
  /** µs since 1970. */
  readonly t: number
  readonly bytes: number
  readonly id: string | number | undefined
  readonly method: string | undefined
  readonly params: unknown
  readonly result: unknown
  readonly error: unknown
  readonly redacted: boolean
  readonly cut: boolean
  readonly ref: RecordRef
}

/**
 * What a person would call one thing: one call with its retries, polls, progress and questions. An operation is one row; the
 * correlator changes it, and the store turns it into columns.
 */
export interface Operation {
  row: number
  readonly dir: 'c2s' | 's2c'
  readonly id: string | number | undefined
  readonly method: string
  /** Name of the tool; for everything else the method. */
  readonly name: string
  /** What it is about, from its own parameters. */
  readonly target: string
  readonly startedUs: number
  endedUs: number | undefined
  status: Status
  effect: string
  bytesIn: number
  bytesOut: number
  rounds: number
  redacted: boolean
  cut: boolean
  readonly notes: string[]
}

/** Indexes into `STATUSES`. */
export const STATUS = {
  running: 0,
  ok: 1,
  toolError: 2,
  protocolError: 3,
  cancelled: 4,
  timedOut: 5,
  interrupted: 6,
} as const
export type Status = (typeof STATUS)[keyof typeof STATUS]

const KIND_OF: Readonly<Record<string, number>> = {
  'tools/call': 0,
  'resources/read': 1,
  'prompts/get': 2,
  'completion/complete': 3,
  'sampling/createMessage': 4,
  'elicitation/create': 5,
}
export const OTHER = 7

/** Index into `KINDS`. What is not a person's doing (initialize, lists, ping, notifications …) is `other`, hidden at first. */
export function kindOf(method: string): number {
  if (Object.hasOwn(KIND_OF, method)) return KIND_OF[method] ?? OTHER
  return method.startsWith('tasks/') ? 6 : OTHER
}

/** Whether a frame is a message, or noise beside the messages. */
export function isMessage(frame: FrameRecord): boolean {
  return frame.type === 'request' || frame.type === 'response' || frame.type === 'notification' || frame.type === 'batch'
}

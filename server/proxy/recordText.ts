import type { FrameType } from '../protocol/frame.ts'
import type { Redaction } from './redactingSink.ts'

// Lines of the trace are put together from bytes in one character each: the bytes of a message go in as they came, and
// what we write ourselves is ASCII.

export interface RecordHead {
  readonly n: number
  readonly t: number
}

export interface FrameFacts {
  readonly dir: 'c2s' | 's2c'
  readonly type: FrameType
  /** JSON text, as on the wire. */
  readonly id?: string | undefined
  readonly method?: string | undefined
  readonly bytes: number
  readonly eol: 'lf' | 'crlf' | 'none'
  readonly redacted: readonly Redaction[]
  readonly dup: readonly string[]
  readonly cut?: { readonly kept: number; readonly why: 'limit' | 'disk' | 'load' } | undefined
}

/** Everything of a frame up to its message. What follows is `,"msg":…}` or `,"text":…}` or `}`. */
export function frameHead({ n, t }: RecordHead, frame: FrameFacts): string {
  let text = `{"v":1,"k":"frame","n":${n},"t":${t},"dir":"${frame.dir}","conn":0,"type":"${frame.type}"`
  if (frame.id !== undefined) text += `,"id":${frame.id}`
  if (frame.method !== undefined) text += `,"method":${frame.method}`
  text += `,"bytes":${frame.bytes}`
  if (frame.eol !== 'lf') text += `,"eol":"${frame.eol}"`
  if (frame.redacted.length > 0) text += `,"redacted":${asciiJson(frame.redacted)}`
  if (frame.dup.length > 0) text += `,"dup":${asciiJson(frame.dup)}`
  if (frame.cut) text += `,"cut":${asciiJson(frame.cut)}`
  return text
}

/** A record of another kind, with its line end. */
export function recordLine(kind: 'open' | 'event' | 'close', { n, t }: RecordHead, members: object): string {
  return `{"v":1,"k":"${kind}","n":${n},"t":${t},${asciiJson(members).slice(1)}\n`
}

/** JSON of which every character is ASCII, so that it is the same in bytes and in characters. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

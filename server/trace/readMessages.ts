import type { FrameRecord } from '../protocol/frame.ts'
import type { Message, RecordRef } from './call.ts'
import { parseJsonText, plainValue } from './jsonText.ts'
import { isObject } from './recordShape.ts'

/** Members of a batch beyond this are not looked at. */
const MOST_MEMBERS = 1_000
/** The beginning of a message that was cut: enough for its method, its name and whether it is an error. */
const BEGINNING = 16_384

/** The JSON-RPC messages of a frame. Whatever a peer sent is possible: wrong types read as missing. */
export function readMessages(frame: FrameRecord, file: number, offset: number, length: number): readonly Message[] {
  const ref = (member: number): RecordRef => [file, offset, length, member]
  if (frame.type === 'batch' && Array.isArray(frame.msg)) {
    return frame.msg.slice(0, MOST_MEMBERS).map((member, index) => readMessage(frame, member, ref(index)))
  }
  const body =
    frame.msg === undefined && typeof frame.text === 'string'
      ? plainValue(parseJsonText(frame.text.slice(0, BEGINNING)))
      : frame.msg
  return [readMessage(frame, body, ref(-1))]
}

function readMessage(frame: FrameRecord, value: unknown, ref: RecordRef): Message {
  const body = isObject(value) ? value : {}
  const own = (key: string): unknown => (Object.hasOwn(body, key) ? body[key] : undefined)
  const id = ref[3] === -1 ? (frame.id ?? own('id')) : own('id')
  const method = ref[3] === -1 ? (frame.method ?? own('method')) : own('method')
  return {
    dir: frame.dir,
    t: frame.t,
    bytes: frame.bytes,
    id: typeof id === 'string' || typeof id === 'number' ? id : undefined,
    method: typeof method === 'string' ? method.slice(0, 256) : undefined,
    params: own('params'),
    result: own('result'),
    error: own('error'),
    redacted: Array.isArray(frame.redacted) && frame.redacted.length > 0,
    cut: frame.cut !== undefined,
    ref,
  }
}

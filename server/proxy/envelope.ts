import type { FrameType } from '../protocol/frame.ts'
import type { Scanner, Slice } from './scan.ts'

export interface Envelope {
  readonly type: FrameType
  /** Places of JSON text in the line; the id is a string or a number. */
  readonly id?: Slice | undefined
  readonly method?: Slice | undefined
}

const MAX_BYTES = 1024

/**
 * What kind of JSON-RPC message a scanned line is (jsonrpc.org/specification). Of a line whose beginning alone was kept
 * (`isCut`) what the beginning says.
 */
export function envelopeOf(scan: Scanner, isCut: boolean): Envelope {
  if (!scan.valid && !isCut) return { type: 'invalid' }
  if (scan.kind === 'array') return { type: scan.elements > 0 || isCut ? 'batch' : 'invalid' }
  if (scan.kind !== 'object') return { type: 'invalid' }

  const { envelope } = scan
  const at = (name: string) => envelope.get(name)
  const textOf = ({ start, end }: Slice) => scan.bytes.toString('latin1', start, Math.min(end, start + MAX_BYTES))
  const version = at('jsonrpc')
  if (version ? !isVersion(textOf(version)) : !isCut) return { type: 'invalid' }

  const idSlice = at('id')
  const idText = idSlice ? textOf(idSlice) : undefined
  const hasId = idText !== undefined && /^["\d-]/.test(idText)
  if (idText !== undefined && !hasId && idText !== 'null') return { type: 'invalid' }
  const id = hasId ? short(idSlice) : undefined

  const method = at('method')
  if (method) {
    if (!textOf(method).startsWith('"')) return { type: 'invalid' }
    return { type: idText === undefined ? 'notification' : 'request', id, method: short(method) }
  }
  return at('result') || at('error') ? { type: 'response', id } : { type: 'invalid' }
}

function isVersion(text: string): boolean {
  // Three characters as escapes have 20.
  return text === '"2.0"' || (text.length <= 20 && text.startsWith('"') && JSON.parse(text) === '2.0')
}

/** A member that is no name but a document is not repeated in front of the message. */
function short(slice: Slice | undefined): Slice | undefined {
  return slice && slice.end - slice.start <= MAX_BYTES ? slice : undefined
}

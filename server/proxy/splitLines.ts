/** A line without its end, as it came: `parts` are slices of the chunks, in order. */
export interface RawLine {
  readonly parts: readonly Buffer[]
  /** On the wire, without the line end; more than `parts` hold when the line is longer than the limit. */
  readonly bytes: number
  readonly eol: 'lf' | 'crlf' | 'none'
}

const LF = 0x0a
const CR = 0x0d

/**
 * Cuts a stream of bytes at 0x0A, whatever the chunks are. Of a line longer than `limit` bytes only the beginning is
 * kept, so that memory stays bounded; its length is still right.
 */
export function createLineSplitter(limit: number, onLine: (line: RawLine) => void) {
  let parts: Buffer[] = []
  let kept = 0
  let bytes = 0
  let endsInCr = false

  function add(piece: Buffer): void {
    bytes += piece.length
    endsInCr = piece[piece.length - 1] === CR
    const room = limit - kept
    if (room <= 0) return
    const part = piece.length <= room ? piece : piece.subarray(0, room)
    parts.push(part)
    kept += part.length
  }

  function finish(eol: RawLine['eol']): void {
    const whole = kept === bytes
    if (eol === 'crlf') {
      bytes -= 1
      if (whole) dropLastByte()
    }
    const line = { parts, bytes, eol }
    parts = []
    kept = 0
    bytes = 0
    endsInCr = false
    onLine(line)
  }

  function dropLastByte(): void {
    const last = parts.pop()
    if (last && last.length > 1) parts.push(last.subarray(0, last.length - 1))
  }

  return {
    push(chunk: Buffer): void {
      let start = 0
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
        if (end > start) add(chunk.subarray(start, end))
        finish(endsInCr ? 'crlf' : 'lf')
        start = end + 1
      }
      if (start < chunk.length) add(start === 0 ? chunk : chunk.subarray(start))
    },
    /** The stream has ended: what stands there without a line end is the last line. */
    end(): void {
      if (bytes > 0) finish('none')
    },
  }
}

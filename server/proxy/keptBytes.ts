import { isUtf8 } from 'node:buffer'
import type { RawLine } from './splitLines.ts'

const MAX_TORN = 8192

/**
 * What is kept of a line, in one piece and well-formed UTF-8: wrong bytes become U+FFFD, since a trace is UTF-8. Where the
 * line was cut, the word it was cut in goes too: it may be the beginning of a secret.
 */
export function keptBytes({ parts, bytes }: RawLine): Buffer {
  const [first = Buffer.alloc(0)] = parts
  const whole = parts.length > 1 ? Buffer.concat(parts) : first
  const kept = isCut({ parts, bytes }) ? whole.subarray(0, wordEnd(whole)) : whole
  return isWellFormed(kept) ? kept : Buffer.from(kept.toString('utf8'), 'utf8')
}

/** Whether only the beginning of a line was kept. */
export function isCut({ parts, bytes }: Pick<RawLine, 'parts' | 'bytes'>): boolean {
  return parts.reduce((sum, part) => sum + part.length, 0) < bytes
}

function wordEnd(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - MAX_TORN)
  for (let i = bytes.length; i > least; i--) {
    const byte = bytes[i - 1] ?? 0
    if (byte <= 0x20 || byte === 0x22) return i
  }
  return least
}

/** `isUtf8` came with Node 18.14. */
function isWellFormed(bytes: Buffer): boolean {
  return isUtf8 ? isUtf8(bytes) : Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
}

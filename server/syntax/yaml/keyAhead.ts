import { endOfName, isColon } from './nodes.ts'
import { quotedEndOnLine } from './quoted.ts'
import { isBlank, isIndicator, type Reader } from './reader.ts'

/**
 * The offset of the colon when a key of a block map begins at `at`: anything that stands on one line with a colon and
 * white space behind it. A colon directly behind a quoted key counts too, since that is how JSON is written.
 */
export function keyAhead(reader: Reader, at: number): number | undefined {
  const { text, end } = reader
  let start = at
  while (start < end && (text[start] === '&' || text[start] === '!')) {
    start = skip(reader, endOfName(reader, start + 1))
  }
  const char = text[start]
  if (start >= end || char === '\n' || char === '\r' || char === '#') return undefined
  if (char === '"' || char === "'") {
    const close = quotedEndOnLine(reader, start)
    const colon = close === undefined ? undefined : skip(reader, close)
    return colon !== undefined && colon < end && text[colon] === ':' && (colon === close || isColon(reader, colon))
      ? colon
      : undefined
  }
  if (char === '[' || char === '{') return afterBrackets(reader, start)
  if (char === '*') {
    const colon = skip(reader, endOfName(reader, start + 1))
    return isColon(reader, colon) ? colon : undefined
  }
  if (char === '|' || char === '>' || isIndicator(reader, start, '-') || isIndicator(reader, start, '?')) return undefined
  return plainKeyEnd(reader, start)
}

function skip({ text, end }: Reader, from: number): number {
  let at = from
  while (at < end && isBlank(text[at])) at++
  return at
}

/** Where a plain text on one line meets a colon; undefined at a comment or the end of the line. */
export function plainKeyEnd(reader: Reader, start: number): number | undefined {
  const { text, end } = reader
  for (let at = start; at < end; at++) {
    const char = text[at]
    if (char === '\n') return undefined
    if (char === ':' && isColon(reader, at)) return at
    if (char === '#' && at > start && isBlank(text[at - 1])) return undefined
  }
  return undefined
}

/** `[a, b]: c`, on one line. */
function afterBrackets(reader: Reader, start: number): number | undefined {
  const { text, end } = reader
  const open: string[] = []
  for (let at = start; at < end && text[at] !== '\n'; at++) {
    const char = text[at]
    if (char === '[' || char === '{') open.push(char === '[' ? ']' : '}')
    else if (char === ']' || char === '}') {
      if (open.pop() !== char) return undefined
      if (open.length > 0) continue
      const colon = skip(reader, at + 1)
      return isColon(reader, colon) ? colon : undefined
    } else if ((char === '"' || char === "'") && ' \t,[{:'.includes(text.charAt(at - 1))) {
      const close = quotedEndOnLine(reader, at)
      if (close === undefined) return undefined
      at = close - 1
    }
  }
  return undefined
}

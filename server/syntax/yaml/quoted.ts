import type { SyntaxNode } from '../tree.ts'
import { textNode } from './nodes.ts'
import { columnOf, fail, isBlank, lineEndOf, type Reader, trimEnd } from './reader.ts'
import { decodeDoubleQuoted, decodeSingleQuoted } from './scalars.ts'

/**
 * A text in quotes. Its other lines are indented deeper than `indent`, the collection it stands in (YAML 1.2.2, section
 * 7.3); where they are not, or where the closing quote is missing, it ends with its first line.
 */
export function readQuoted(reader: Reader, indent: number): SyntaxNode {
  const start = reader.at
  const close = closingQuote(reader, start, indent)
  const end = close ?? trimEnd(reader.text, start + 1, lineEndOf(reader, start))
  if (close === undefined) fail(reader, 'This text has no closing quote.', { start, end })
  const source = reader.text.slice(start + 1, end)
  reader.at = close === undefined ? end : end + 1
  const span = { start, end: reader.at }
  if (reader.text[start] === "'") return textNode(reader, span, decodeSingleQuoted(source))
  const { value, bad } = decodeDoubleQuoted(source)
  if (bad)
    fail(reader, 'YAML does not know this escape. Write a backslash as "\\\\", or the text in single quotes.', {
      start: start + 1 + bad.start,
      end: start + 1 + bad.end,
    })
  return textNode(reader, span, value)
}

/** Where the closing quote stands. */
function closingQuote(reader: Reader, start: number, indent: number): number | undefined {
  const { text, end } = reader
  const mark = text[start]
  for (let at = start + 1; at < end; at++) {
    const char = text[at]
    if (char === mark) {
      if (mark === '"' || text[at + 1] !== "'" || at + 1 >= end) return at
      at++
    } else if (char === '\\' && mark === '"' && text[at + 1] !== '\n' && text[at + 1] !== '\r') at++
    else if (char === '\n') {
      let next = at + 1
      while (next < end && (isBlank(text[next]) || text[next] === '\n' || text[next] === '\r')) next++
      if (next < end && columnOf(reader, next) <= indent) return undefined
      at = next - 1
    }
  }
  return undefined
}

/** Where a quoted text ends that begins and ends on one line; undefined otherwise. */
export function quotedEndOnLine({ text, end }: Reader, start: number): number | undefined {
  const mark = text[start]
  for (let at = start + 1; at < end && text[at] !== '\n'; at++) {
    if (text[at] === '\\' && mark === '"') at++
    else if (text[at] === mark) {
      if (mark === '"' || text[at + 1] !== "'") return at + 1
      at++
    }
  }
  return undefined
}

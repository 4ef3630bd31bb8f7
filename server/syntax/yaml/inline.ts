import type { SyntaxNode } from '../tree.ts'
import { readBlockScalar, readHeader } from './blockScalar.ts'
import { readFlow } from './flow.ts'
import { plainKeyEnd } from './keyAhead.ts'
import { type Properties, plainNode, readAlias, textNode } from './nodes.ts'
import { readQuoted } from './quoted.ts'
import { columnOf, fail, isBlank, isIndicator, lineEndOf, type Reader, skipBlanks, skipSpace, trimEnd } from './reader.ts'
import { foldPlain } from './scalars.ts'

/** A scalar, an alias or a collection in brackets. */
export function readInline(reader: Reader, indent: number, properties: Properties): SyntaxNode {
  const { text } = reader
  const char = text[reader.at]
  if (char === '"' || char === "'") return readQuoted(reader, indent)
  if (char === '[' || char === '{') return readFlow(reader, indent)
  if (char === '*') return readAlias(reader)
  if (char === '|' || char === '>') return readBlockText(reader, indent)
  return readPlain(reader, indent, properties)
}

function readBlockText(reader: Reader, indent: number): SyntaxNode {
  const { text } = reader
  const start = reader.at
  const { header, end } = readHeader(text, start)
  const lineEnd = lineEndOf(reader, start)
  reader.at = end
  skipBlanks(reader)
  if (reader.at < lineEnd && !(text[reader.at] === '#' && isBlank(text[reader.at - 1])))
    fail(reader, `A text behind "${text.slice(start, end)}" begins on the next line. One that begins with it stands in quotes.`, {
      start: reader.at,
      end: lineEnd,
    })
  const lineBreak = text.indexOf('\n', lineEnd)
  const from = lineBreak === -1 || lineBreak >= reader.end ? reader.end : lineBreak + 1
  const scalar = readBlockScalar(text, from, reader.end, header, indent)
  const isEmpty = scalar.contentEnd <= from
  reader.at = isEmpty ? lineEnd : scalar.contentEnd
  return textNode(reader, { start, end: isEmpty ? end : scalar.contentEnd }, scalar.value)
}

/** A plain text ends at ": " and " #". It goes on in lines that are indented deeper and are no key of their own. */
function readPlain(reader: Reader, indent: number, properties: Properties): SyntaxNode {
  const { text } = reader
  const start = reader.at
  if ('@`%,]}'.includes(text.charAt(start)) || isIndicator(reader, start, '?'))
    fail(reader, `A text that begins with "${text[start]}" stands in quotes.`, { start, end: start + 1 })
  const lineEnd = lineEndOf(reader, start)
  let end = trimEnd(text, start, endOfWords(reader, start))
  let isOver = endOfWords(reader, start) < lineEnd
  reader.at = lineEnd
  while (!isOver) {
    reader.at = lineEndOf(reader, end)
    const from = reader.at
    skipSpace(reader)
    const next = reader.at
    const isMore =
      next < reader.end &&
      columnOf(reader, next) > indent &&
      !text.slice(from, next).includes('#') &&
      plainKeyEnd(reader, next) === undefined
    if (!isMore) break
    const words = endOfWords(reader, next)
    isOver = words < lineEndOf(reader, next)
    end = trimEnd(text, next, words)
  }
  reader.at = end
  return plainNode(reader, { start, end }, foldPlain(text.slice(start, end)), properties)
}

/** The end of a line without its comment. */
export function endOfWords(reader: Reader, start: number): number {
  const end = lineEndOf(reader, start)
  for (let at = start + 1; at < end; at++) if (reader.text[at] === '#' && isBlank(reader.text[at - 1])) return at
  return end
}

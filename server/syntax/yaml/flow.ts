import type { Member, SyntaxNode } from '../tree.ts'
import { define, emptyNode, merged, NO_PROPERTIES, noteDuplicates, plainNode, readAlias, readProperty } from './nodes.ts'
import { readQuoted } from './quoted.ts'
import { columnOf, enter, fail, isSpaceAt, type Reader, skipBlanks, skipSpace, trimEnd } from './reader.ts'
import { foldPlain } from './scalars.ts'

/** `[…]` or `{…}`, inside a collection with the indentation `indent`: a line that is not indented deeper is not in it. */
export function readFlow(reader: Reader, indent: number): SyntaxNode {
  const start = reader.at
  const isMap = reader.text[start] === '{'
  reader.nodes++
  if (!enter(reader)) return { kind: 'null', span: { start, end: start }, value: null }
  reader.at++
  const items: SyntaxNode[] = []
  const members: Member[] = []
  const end = readElements(reader, indent, isMap, items, members)
  reader.depth--
  if (end === undefined) fail(reader, `This "${isMap ? '{' : '['}" is not closed.`, { start, end: start + 1 })
  const span = { start, end: end ?? endOfLast(reader, items.at(-1)?.span.end ?? members.at(-1)?.span.end ?? start + 1) }
  if (!isMap) return { kind: 'array', span, items }
  noteDuplicates(reader, members)
  return {
    kind: 'object',
    span,
    members: merged(reader, members),
  }
}

/** What is left open ends with what was read of it. */
function endOfLast({ text, at }: Reader, from: number): number {
  return trimEnd(text, from, at)
}

/** Behind the closing bracket; undefined when there is none. */
function readElements(
  reader: Reader,
  indent: number,
  isMap: boolean,
  items: SyntaxNode[],
  members: Member[],
): number | undefined {
  const close = isMap ? '}' : ']'
  let isFirst = true
  let needsComma = false
  for (;;) {
    const before = reader.at
    if (!nextInFlow(reader, indent)) {
      // What follows belongs to the collection around.
      reader.at = before
      return undefined
    }
    const char = reader.text[reader.at]
    if (char === close) return ++reader.at
    if (char === ']' || char === '}') {
      fail(reader, `This "${char}" does not close the "${isMap ? '{' : '['}" that is open here.`, here(reader))
      reader.at++
      continue
    }
    if (char === ',') {
      if (!needsComma)
        fail(reader, isFirst ? 'A comma stands here without anything before it.' : 'Two commas stand here.', here(reader))
      needsComma = false
      reader.at++
      isFirst = false
      continue
    }
    if (needsComma) fail(reader, 'A comma is missing before this.', here(reader))
    const at = reader.at
    const member = readElement(reader, indent, isMap, items)
    if (member) members.push(member)
    // A character that begins nothing.
    if (reader.at === at) reader.at++
    needsComma = true
    isFirst = false
  }
}

function here({ at }: Reader): { start: number; end: number } {
  return { start: at, end: at + 1 }
}

/** To the next thing in brackets; false where they end without being closed. */
function nextInFlow(reader: Reader, indent: number): boolean {
  const crossed = skipSpace(reader)
  if (reader.at >= reader.end) return false
  if (!crossed) return true
  const char = reader.text[reader.at]
  return char === ']' || char === '}' || columnOf(reader, reader.at) > indent
}

function nextOnLine(reader: Reader): boolean {
  skipBlanks(reader)
  return reader.at < reader.end
}

/** One item of a list, pushed; or one member of a map, returned. */
function readElement(reader: Reader, indent: number, isMap: boolean, items: SyntaxNode[]): Member | undefined {
  const { text } = reader
  const start = reader.at
  const isExplicit = text[start] === '?' && isSpaceAt(reader, start + 1)
  if (isExplicit) {
    reader.at++
    nextInFlow(reader, indent)
  }
  const keyStart = reader.at
  const key = readFlowNode(reader, indent)
  const keyEnd = reader.at
  const isJsonLike = '"\'[{'.includes(text.charAt(keyStart))
  const before = reader.at
  const continues = isMap ? nextInFlow(reader, indent) : nextOnLine(reader)
  const isPair = continues && text[reader.at] === ':' && (isJsonLike || endsKey(reader, reader.at))
  if (!isPair) {
    reader.at = before
    if (!isMap && !isExplicit) {
      items.push(key)
      return undefined
    }
  }
  const keySpan = { start: keyStart, end: keyEnd }
  let value: SyntaxNode
  if (isPair) {
    const colonEnd = ++reader.at
    const stop = reader.at
    const hasValue = nextInFlow(reader, indent) && !',]}'.includes(text.charAt(reader.at))
    if (hasValue) value = readFlowNode(reader, indent)
    else {
      reader.at = stop
      value = emptyNode(reader, colonEnd, NO_PROPERTIES)
    }
  } else value = emptyNode(reader, keyEnd, NO_PROPERTIES)
  const member = { key: keyText(reader, key, keyStart, keyEnd), keySpan, span: { start: keyStart, end: value.span.end }, value }
  if (isMap) return member
  reader.nodes++
  items.push({ kind: 'object', span: member.span, members: [member] })
  return undefined
}

/** A key as text: of a scalar its value, of a collection its source. */
export function keyText({ text }: Reader, node: SyntaxNode, start: number, end: number): string {
  if (node.kind === 'object' || node.kind === 'array') return text.slice(start, end)
  return node.kind === 'null' ? '' : String(node.value)
}

/** Whether the colon at an offset ends a plain key in brackets. */
function endsKey(reader: Reader, at: number): boolean {
  return isSpaceAt(reader, at + 1) || ',[]{}'.includes(reader.text.charAt(at + 1))
}

function readFlowNode(reader: Reader, indent: number): SyntaxNode {
  const { text } = reader
  let properties = NO_PROPERTIES
  const before = reader.nodes
  const start = reader.at
  while (text[reader.at] === '&' || text[reader.at] === '!') {
    properties = readProperty(reader, properties)
    const end = reader.at
    if (!nextInFlow(reader, indent)) {
      reader.at = end
      break
    }
  }
  const char = text[reader.at]
  if (char === '[' || char === '{') return define(reader, properties, readFlow(reader, indent), before)
  if (char === '"' || char === "'") return define(reader, properties, readQuoted(reader, indent), before)
  if (char === '*') return readAlias(reader)
  if (reader.at >= reader.end || ',]}'.includes(char ?? '') || (char === ':' && endsKey(reader, reader.at)))
    return define(reader, properties, emptyNode(reader, properties === NO_PROPERTIES ? start : reader.at, properties), before)
  return define(reader, properties, readFlowPlain(reader, indent, properties), before)
}

/** A plain text ends at a comma, a bracket, ": " and " #". It may go on in the next line. */
function readFlowPlain(reader: Reader, indent: number, properties: typeof NO_PROPERTIES): SyntaxNode {
  const { text } = reader
  const start = reader.at
  if ('@`|>%'.includes(text.charAt(start)))
    fail(reader, `A text that begins with "${text[start]}" stands in quotes.`, here(reader))
  let end = start
  for (let at = start; at < reader.end; at++) {
    const char = text.charAt(at)
    if (',[]{}'.includes(char) || (char === ':' && endsKey(reader, at))) break
    if (char === '#' && isSpaceAt(reader, at - 1) && at > start) break
    if (char === '\n') {
      reader.at = at
      const isMore = nextInFlow(reader, indent)
      // A comment ends a plain text.
      if (!isMore || text.slice(at, reader.at).includes('#')) break
      at = reader.at - 1
    } else if (!isSpaceAt(reader, at)) end = at + 1
  }
  reader.at = Math.max(end, start)
  return plainNode(reader, { start, end: reader.at }, foldPlain(text.slice(start, end)), properties)
}

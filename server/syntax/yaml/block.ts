import type { Member, ObjectNode, SyntaxNode } from '../tree.ts'
import { keyText, readFlow } from './flow.ts'
import { endOfWords, readInline } from './inline.ts'
import { keyAhead } from './keyAhead.ts'
import {
  define,
  emptyNode,
  merged,
  NO_PROPERTIES,
  noteDuplicates,
  type Properties,
  plainNode,
  readAlias,
  readProperty,
  textNode,
} from './nodes.ts'
import { readQuoted } from './quoted.ts'
import {
  beginsLine,
  columnOf,
  enter,
  fail,
  isIndicator,
  isSpaceAt,
  lineEndOf,
  lineStartOf,
  type Reader,
  skipBlanks,
  skipSpace,
  trimEnd,
} from './reader.ts'

/** The value of the document; undefined when there is none. */
export function readRoot(reader: Reader): SyntaxNode | undefined {
  skipSpace(reader)
  if (reader.at >= reader.end) return undefined
  reader.at = reader.start
  let root = readValue(reader, -1, false)
  for (;;) {
    skipSpace(reader)
    if (reader.at >= reader.end) return root
    const start = reader.at
    fail(reader, root.kind === 'object' ? INDENTATION : 'The file goes on after its end: it may hold only one value.', {
      start,
      end: lineEndOf(reader, start),
    })
    const before = root
    const column = columnOf(reader, start)
    // The first line was indented by mistake, or is a key that has no colon yet.
    if (keyAhead(reader, start) !== undefined && before.kind !== 'array') {
      const more = readMap(reader, column, -1)
      root = {
        ...more,
        span: { start: Math.min(before.span.start, more.span.start), end: more.span.end },
        members: [...membersOf(before), ...more.members],
      }
    } else reader.at = lineEndOf(reader, start)
    if (reader.at === start) reader.at++
  }
}

const INDENTATION = 'This line is not indented like the lines it belongs to.'

function membersOf(node: SyntaxNode): readonly Member[] {
  return node.kind === 'object' ? node.members : []
}

/**
 * What stands behind a colon (`isMember`), a dash or at the beginning, in a collection with the indentation `indent`.
 */
function readValue(reader: Reader, indent: number, isMember: boolean): SyntaxNode {
  const { text } = reader
  const begin = reader.at
  const before = reader.nodes
  let properties = NO_PROPERTIES
  /** Where an empty value stands. */
  let end = begin
  let isFresh = indent < 0
  /** Up to here no key follows the anchors and tags: a line may hold thousands. */
  let asked = 0
  let isBehindProperty = false
  for (;;) {
    const crossed = skipSpace(reader)
    if (crossed) isBehindProperty = false
    isFresh ||= crossed
    if (reader.at >= reader.end || (crossed && !isInside(reader, indent, isMember))) {
      reader.at = end
      return define(reader, properties, emptyNode(reader, end, properties), before)
    }
    const char = text[reader.at]
    if (char !== '&' && char !== '!') break
    if ((isFresh || !isMember) && reader.at >= asked) {
      if (keyAhead(reader, reader.at) !== undefined) break
      asked = lineEndOf(reader, reader.at)
    }
    properties = readProperty(reader, properties)
    isBehindProperty = true
    end = reader.at
  }
  if (isFresh) checkTabs(reader)
  const isInLine = isMember && !isFresh
  const isMisplaced = isInLine || (isBehindProperty && isIndicator(reader, reader.at, '-'))
  const node = isMisplaced ? readMisplacedCollection(reader, indent) : readBlockCollection(reader, indent, isFresh)
  return define(reader, properties, node ?? readInline(reader, indent, properties), before)
}

/** Whether the line belongs to the value of a collection; a list may stand right below its key. */
function isInside(reader: Reader, indent: number, isMember: boolean): boolean {
  const column = columnOf(reader, reader.at)
  return column > indent || (isMember && column === indent && isIndicator(reader, reader.at, '-'))
}

function checkTabs(reader: Reader): void {
  const start = lineStartOf(reader, reader.at)
  const tab = reader.text.slice(start, reader.at).indexOf('\t')
  if (tab === -1 || '[]{}'.includes(reader.text.charAt(reader.at))) return
  // Lines in a row are one slip.
  const isFirst = reader.tabbedUntil !== start
  reader.tabbedUntil = reader.text.indexOf('\n', reader.at) + 1
  if (!isFirst) return
  fail(reader, 'A tab indents this line. YAML takes only spaces there.', { start: start + tab, end: start + tab + 1 })
}

function readBlockCollection(reader: Reader, indent: number, isFresh: boolean): SyntaxNode | undefined {
  const column = columnOf(reader, reader.at)
  if (isIndicator(reader, reader.at, '-')) return readList(reader, column, indent)
  if (isIndicator(reader, reader.at, '?') || isIndicator(reader, reader.at, ':')) return readMap(reader, column, indent)
  if (keyAhead(reader, reader.at) !== undefined || (isFresh && isKeyInTheMaking(reader, column)))
    return readMap(reader, column, indent)
  return undefined
}

/** Somebody types a key above others: a word on a line, and below it a key in the same column. */
function isKeyInTheMaking(reader: Reader, column: number): boolean {
  const start = reader.at
  if ('"\'[{*|>'.includes(reader.text.charAt(start))) return false
  reader.at = lineEndOf(reader, start)
  skipSpace(reader)
  const next = reader.at
  reader.at = start
  return next < reader.end && columnOf(reader, next) === column && keyAhead(reader, next) !== undefined
}

/** On the line of a key: the value is what the line says. */
function readMisplacedCollection(reader: Reader, indent: number): SyntaxNode | undefined {
  const start = reader.at
  const isList = isIndicator(reader, start, '-')
  const end = trimEnd(reader.text, start, lineEndOf(reader, start))
  if (isList) {
    fail(reader, 'A list begins on a line of its own.', { start, end: start + 1 })
    return readList(reader, columnOf(reader, start), indent)
  }
  const colon = keyAhead(reader, start)
  if (colon === undefined) return undefined
  fail(reader, 'A second colon stands on this line. Put the value in quotes, or the second key on a line of its own.', {
    start: colon,
    end: colon + 1,
  })
  reader.at = end
  return textNode(reader, { start, end }, reader.text.slice(start, end))
}

/**
 * The members in a column. Lines between that column and `parent`, the indentation of the collection around, and deeper
 * ones that nothing wants, are members too, with a problem.
 */
function readMap(reader: Reader, column: number, parent: number): ObjectNode {
  const start = reader.at
  reader.nodes++
  if (!enter(reader)) return { kind: 'object', span: { start, end: start }, members: [] }
  const members: Member[] = []
  let own = column
  let end = start
  do {
    const at = columnOf(reader, reader.at)
    // The first stands where the column was taken from; of several in a wrong column, the first is told.
    if (at !== column && at !== own) failIndentation(reader)
    own = at
    const member = readMember(reader, at)
    if (member) {
      members.push(member)
      end = member.span.end
    }
  } while (goesOn(reader, column, parent))
  reader.depth--
  noteDuplicates(reader, members)
  return { kind: 'object', span: { start, end }, members: merged(reader, members) }
}

/** To the next line of a collection; false when it is over. */
function goesOn(reader: Reader, column: number, parent: number): boolean {
  skipSpace(reader)
  if (reader.at < reader.end && !beginsLine(reader, reader.at)) {
    // What a value has left on its line.
    failRest(reader)
    reader.at = lineEndOf(reader, reader.at)
    skipSpace(reader)
  }
  if (reader.at >= reader.end) return false
  checkTabs(reader)
  const at = columnOf(reader, reader.at)
  return at >= column || at > parent
}

function failRest(reader: Reader): void {
  fail(reader, 'This stands behind a value that is over. Put all of it in quotes, or on a line of its own.', {
    start: reader.at,
    end: trimEnd(reader.text, reader.at, lineEndOf(reader, reader.at)),
  })
}

function failIndentation(reader: Reader): void {
  fail(reader, INDENTATION, { start: reader.at, end: trimEnd(reader.text, reader.at, lineEndOf(reader, reader.at)) })
}

function readMember(reader: Reader, column: number): Member | undefined {
  const { text } = reader
  const start = reader.at
  if (isIndicator(reader, start, '-')) {
    fail(reader, 'A list item stands here among keys.', { start, end: start + 1 })
    readList(reader, column, column)
    return undefined
  }
  if (isIndicator(reader, start, '?')) return readExplicitMember(reader, column)
  const colon = keyAhead(reader, start)
  let properties = NO_PROPERTIES
  const before = reader.nodes
  while (text[reader.at] === '&' || text[reader.at] === '!') {
    properties = readProperty(reader, properties)
    skipBlanks(reader)
  }
  const keyStart = reader.at
  const key = define(reader, properties, readKey(reader, colon, properties), before)
  // A broken one may have taken more.
  const keySpan = { start: keyStart, end: Math.min(reader.at, colon ?? reader.at) }
  const name = keyText(reader, key, keyStart, keySpan.end)
  if (colon === undefined) {
    fail(reader, 'A colon and a value are missing after this.', keySpan)
    reader.at = lineEndOf(reader, reader.at)
    return { key: name, keySpan, span: keySpan, value: undefined }
  }
  reader.at = colon + 1
  if (!isSpaceAt(reader, reader.at)) fail(reader, 'A blank is missing after this colon.', { start: colon, end: colon + 1 })
  const value = readValue(reader, column, true)
  return { key: name, keySpan, span: { start: keyStart, end: value.span.end }, value }
}

/** The key before a colon, or, where none stands on the line, the line. */
function readKey(reader: Reader, colon: number | undefined, properties: Properties): SyntaxNode {
  const { text } = reader
  const start = reader.at
  const char = text.charAt(start)
  if (colon !== undefined && (char === '"' || char === "'")) return readQuoted(reader, -1)
  if (colon !== undefined && (char === '[' || char === '{')) return readFlow(reader, -1)
  if (colon !== undefined && char === '*') return readAlias(reader)
  const end = trimEnd(text, start, colon ?? endOfWords(reader, start))
  if ('@`%,]}'.includes(char) && char !== '') fail(reader, `A key that begins with "${char}" stands in quotes.`, { start, end })
  reader.at = end
  return plainNode(reader, { start, end }, text.slice(start, end), properties)
}

/** `? key`, and `: value` in the same column. */
function readExplicitMember(reader: Reader, column: number): Member {
  const start = reader.at
  reader.at++
  const key = readValue(reader, column, false)
  const keyEnd = reader.at
  const keySpan = key.span
  const name = keyText(reader, key, keySpan.start, keySpan.end)
  skipSpace(reader)
  if (reader.at < reader.end && columnOf(reader, reader.at) === column && isIndicator(reader, reader.at, ':')) {
    reader.at++
    const value = readValue(reader, column, false)
    return { key: name, keySpan, span: { start, end: value.span.end }, value }
  }
  reader.at = keyEnd
  const value = emptyNode(reader, keySpan.end, NO_PROPERTIES)
  return { key: name, keySpan, span: { start, end: keySpan.end }, value }
}

function readList(reader: Reader, column: number, parent: number): SyntaxNode {
  const start = reader.at
  reader.nodes++
  if (!enter(reader)) return { kind: 'null', span: { start, end: start }, value: null }
  const items: SyntaxNode[] = []
  let own = column
  let end = start + 1
  do {
    const at = columnOf(reader, reader.at)
    if (!isIndicator(reader, reader.at, '-')) {
      // Below a key in the same column the list is over. Elsewhere a dash is missing.
      if (at === parent || at < column) break
      fail(reader, 'A dash is missing before this, or the line is not indented like the lines it belongs to.', {
        start: reader.at,
        end: trimEnd(reader.text, reader.at, lineEndOf(reader, reader.at)),
      })
      reader.at = lineEndOf(reader, reader.at)
      continue
    }
    if (at !== column && at !== own) failIndentation(reader)
    own = at
    reader.at++
    const item = readValue(reader, at, false)
    items.push(item)
    end = item.span.end
  } while (goesOn(reader, column, parent))
  reader.depth--
  return { kind: 'array', span: { start, end }, items }
}

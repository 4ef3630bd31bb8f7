import { MAX_DEPTH } from '../json/parseJson.ts'
import type { ObjectNode, Span, SyntaxNode } from '../tree.ts'
import type { Statement } from './document.ts'
import { startsAssignment, startsHeader } from './keys.ts'
import type { Reporter } from './reporter.ts'
import { isDate, readScalar } from './scalars.ts'
import { lineEnd, readString, type Unclosed } from './strings.ts'
import { type Listener, newTable, type OpenMember, placeValue, type Table } from './tables.ts'

/** A place in a text that is read once from its start to its end. */
export interface Cursor {
  readonly text: string
  at: number
  readonly unclosed: Unclosed
  readonly report: Reporter
  /** Told of what stands in the braces of inline tables. */
  readonly onInline: (node: ObjectNode, statements: readonly Statement[]) => void
  readonly inKeys: Listener
  readonly inHeaders: Listener
}

const WORD = /[^\s,[\]{}#="']+/y
const BARE_KEY = /[^\s.,[\]{}#=:"']+/y
const PLAIN_KEY = /^[A-Za-z0-9_-]+$/
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/

/** Spaces and tabs. */
export function skipBlanks(cursor: Cursor): void {
  const { text } = cursor
  while (text[cursor.at] === ' ' || text[cursor.at] === '\t') cursor.at++
}

/** To the end of the line, when a comment stands here. */
export function skipComment(cursor: Cursor): void {
  const { text, at } = cursor
  if (text[at] !== '#') return
  const end = lineEnd(text, at)
  const control = CONTROL.exec(text.slice(at, end))
  if (control) {
    const start = at + control.index
    cursor.report.fail('A control character stands in this comment. Delete it.', { start, end: start + 1 })
  }
  cursor.at = end
}

/** Blanks, comments and line breaks; whether a line ended. */
export function skipLines(cursor: Cursor): boolean {
  let ended = false
  for (;;) {
    skipBlanks(cursor)
    skipComment(cursor)
    const { text, at } = cursor
    if (text[at] === '\n') cursor.at++
    else if (text[at] === '\r') {
      if (text[at + 1] === '\n') cursor.at++
      else
        cursor.report.fail('A line ends here in a way TOML does not know. Write "\\n" or "\\r\\n".', { start: at, end: at + 1 })
      cursor.at++
    } else return ended
    ended = true
  }
}

/** `a . "b"`; what can be told of it, and whether it is whole. */
export function readKeys(cursor: Cursor): { readonly keys: readonly OpenMember[]; readonly whole: boolean } {
  const { text, report } = cursor
  const keys: OpenMember[] = []
  for (;;) {
    skipBlanks(cursor)
    const start = cursor.at
    const char = text[start]
    if (char === '"' || char === "'") {
      const { value, end, problem } = readString(text, start, cursor.unclosed)
      cursor.at = end
      if (problem) report.fail(problem.message, problem)
      if (text.startsWith(char.repeat(3), start)) report.fail('A key stands in single or double quotes.', { start, end })
      keys.push(newKey(value, { start, end }))
    } else {
      BARE_KEY.lastIndex = start
      if (!BARE_KEY.test(text)) return { keys, whole: false }
      cursor.at = BARE_KEY.lastIndex
      const word = text.slice(start, cursor.at)
      const span = { start, end: cursor.at }
      if (!PLAIN_KEY.test(word)) report.fail('A key with more than letters, digits, "_" and "-" stands in quotes.', span)
      keys.push(newKey(word, span))
    }
    skipBlanks(cursor)
    if (text[cursor.at] !== '.') return { keys, whole: true }
    cursor.at++
  }
}

function newKey(key: string, keySpan: Span): OpenMember {
  return { key, keySpan, span: keySpan, value: undefined }
}

/** The value at the cursor; undefined when none can be told, which is reported. `depth` is that of the value. */
export function readValue(cursor: Cursor, depth: number): SyntaxNode | undefined {
  const { text, at: start, report } = cursor
  const char = text[start]
  if (char === '"' || char === "'") {
    const { value, end, problem } = readString(text, start, cursor.unclosed)
    cursor.at = end
    if (problem) report.fail(problem.message, problem)
    return { kind: 'string', span: { start, end }, value }
  }
  if (char === '[' || char === '{') {
    if (depth >= MAX_DEPTH) {
      report.tooDeep({ start, end: start + 1 })
      cursor.at = text.length
      return undefined
    }
    return char === '[' ? readArray(cursor, depth) : readInline(cursor, depth)
  }
  return readWord(cursor)
}

function readWord(cursor: Cursor): SyntaxNode | undefined {
  const { text, at: start, report } = cursor
  WORD.lastIndex = start
  cursor.at = WORD.test(text) ? WORD.lastIndex : start
  const word = text.slice(start, cursor.at)
  // A day and a time may stand apart.
  const time =
    word.length === 10 && isDate(word)
      ? /^ [\d:.]{5,}(?:[Zz]|[+-]\d\d:\d\d)?/.exec(text.slice(start + 10, start + 60))?.[0]
      : undefined
  if (time !== undefined && isDate(word + time)) {
    cursor.at += time.length
    return readScalar(word + time, start)
  }
  const node = readScalar(word, start)
  if (!node)
    report.fail('This is not a TOML value. Text stands in quotes.', {
      start,
      end: Math.max(cursor.at, Math.min(start + 1, text.length)),
    })
  return node
}

function readArray(cursor: Cursor, depth: number): SyntaxNode {
  const { text, report } = cursor
  const start = cursor.at++
  const items: SyntaxNode[] = []
  /** Of the last thing that is no white space. */
  let end = cursor.at
  const finish = (): SyntaxNode => ({ kind: 'array', span: { start, end }, items })
  const notClosed = (): SyntaxNode => {
    report.fail('This "[" is not closed. Write a "]" behind its last value.', { start, end: start + 1 })
    // What was skipped may be a new line, which belongs to what comes next. What is too deep is not read again.
    if (!report.isTooDeep) cursor.at = end
    return finish()
  }
  for (let needsComma = false; ; ) {
    const newLine = skipLines(cursor)
    const at = cursor.at
    const char = text[at]
    if (char === ']') {
      end = ++cursor.at
      return finish()
    }
    if (char === undefined || (newLine && (startsAssignment(text, at) || startsHeader(text, at)))) return notClosed()
    if (char === ',') {
      if (!needsComma) report.fail('A comma stands here without anything before it.', { start: at, end: at + 1 })
      needsComma = false
      end = ++cursor.at
    } else if (char === '}' || char === '=') {
      report.fail(`This "${char}" has no place in a list.`, { start: at, end: at + 1 })
      end = ++cursor.at
    } else {
      if (needsComma) report.fail('A comma is missing before this.', { start: at, end: at + 1 })
      const item = readValue(cursor, depth + 1)
      if (item) items.push(item)
      needsComma = true
      // Whatever it is, it has been read.
      if (cursor.at === at) cursor.at++
      end = cursor.at
    }
  }
}

/** Line breaks and a comma at the end are read as TOML 1.1 allows them. */
function readInline(cursor: Cursor, depth: number): SyntaxNode {
  const { text, report } = cursor
  const start = cursor.at++
  const table = newTable(start, start + 1, 'inline')
  const statements: Statement[] = []
  let end = cursor.at
  const finish = (): SyntaxNode => {
    table.node.span.end = end
    cursor.onInline(table.node, statements)
    return table.node
  }
  for (let needsComma = false; ; ) {
    const newLine = skipLines(cursor)
    const at = cursor.at
    const char = text[at]
    if (char === '}') {
      end = ++cursor.at
      return finish()
    }
    if (char === undefined || (newLine && (startsHeader(text, at) || (needsComma && char !== ',')))) {
      report.fail('This "{" is not closed. Write a "}" behind its last value.', { start, end: start + 1 })
      if (!report.isTooDeep) cursor.at = end
      return finish()
    }
    if (char === ',') {
      if (!needsComma) report.fail('A comma stands here without anything before it.', { start: at, end: at + 1 })
      needsComma = false
      end = ++cursor.at
    } else if (char === ']' || char === '[' || char === '{') {
      report.fail(`This "${char}" has no place in a table in braces.`, { start: at, end: at + 1 })
      end = ++cursor.at
    } else {
      if (needsComma) report.fail('A comma is missing before this.', { start: at, end: at + 1 })
      const statement = readStatement(cursor, table, depth)
      if (statement) statements.push(statement)
      needsComma = true
      if (cursor.at === at) cursor.at++
      end = statement?.span.end ?? cursor.at
    }
  }
}

/** `a.b = 1` at the cursor, placed in its table; undefined when there is no key. `depth` is that of the table. */
export function readStatement(cursor: Cursor, table: Table, depth: number): Statement | undefined {
  const { text, report } = cursor
  const { keys, whole } = readKeys(cursor)
  const [first] = keys
  const last = keys.at(-1)
  if (!first || !last) {
    const end = Math.min(cursor.at + 1, text.length)
    report.fail(text[cursor.at] === '=' ? 'A key is missing before this.' : 'A key is missing here. TOML writes "key = value".', {
      start: cursor.at,
      end,
    })
    return undefined
  }
  if (depth + keys.length > MAX_DEPTH) {
    report.tooDeep(last.keySpan)
    cursor.at = text.length
    return undefined
  }
  const start = first.keySpan.start
  if (!whole) report.fail('A key is missing behind this dot.', { start, end: cursor.at })
  let end = last.keySpan.end
  let value: SyntaxNode | undefined
  const sign = text[cursor.at]
  if (sign === '=' || sign === ':') {
    if (sign === ':') report.fail('TOML writes "=" between a key and its value.', { start: cursor.at, end: cursor.at + 1 })
    end = ++cursor.at
    skipBlanks(cursor)
    const next = text[cursor.at]
    if (next === undefined || /[\r\n#,\]}]/.test(next)) report.fail('A value is missing after this key.', { start, end })
    else value = readValue(cursor, depth + keys.length)
    if (value) end = value.span.end
  } else report.fail('An "=" and a value are missing after this.', { start, end })
  // Half of `a.b = 1` is no key of the table yet.
  const members = whole ? placeValue(table, keys, value, end, cursor.inKeys) : []
  return { keys, members, value, span: { start, end } }
}

import { quoted } from '../json/messages.ts'
import { MAX_DEPTH } from '../json/parseJson.ts'
import type { ArrayNode, ObjectNode, SyntaxProblem } from '../tree.ts'
import type { Header, Origin, Section, Statement, TomlDocument } from './document.ts'
import { type Cursor, readKeys, readStatement, skipBlanks, skipComment, skipLines } from './readValue.ts'
import { createReporter } from './reporter.ts'
import { lineEnd } from './strings.ts'
import { grow, newTable, type OpenArray, type Placed, placeHeader, type Table } from './tables.ts'

export interface TomlReading {
  readonly root: ObjectNode
  readonly document: TomlDocument
  readonly problems: readonly SyntaxProblem[]
  readonly isTooDeep: boolean
}

const twiceKey = (key: string): string => `The key ${quoted(key)} stands here a second time, and TOML refuses the file.`
const twiceTable = (key: string): string => `The table ${quoted(key)} is complete already, and TOML refuses the file.`

/**
 * Reads a file statement by statement, each of which stands on lines of its own: what is broken ends with its line, so that
 * every text is read in one pass.
 */
export function readToml(text: string): TomlReading {
  const report = createReporter()
  const made: (Table | OpenArray)[] = []
  const inline = new Map<ObjectNode, readonly Statement[]>()
  // Editors strip a byte order mark, files have it; it is part of the offsets and of nothing else.
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const cursor: Cursor = {
    text,
    at: start,
    unclosed: { basic: Number.POSITIVE_INFINITY, literal: Number.POSITIVE_INFINITY },
    report,
    onInline: (node, statements) => inline.set(node, statements),
    inKeys: { onTwice: (part) => report.twice(twiceKey, part), onMade: (one) => made.push(one) },
    inHeaders: { onTwice: (part) => report.twice(twiceTable, part), onMade: (one) => made.push(one) },
  }
  const root = newTable(start, text.length, 'header')
  const sections: Section[] = []
  let open = rootSection(root, start)

  for (;;) {
    report.nextStatement()
    skipLines(cursor)
    report.nextStatement()
    if (cursor.at >= text.length) break
    if (text[cursor.at] === '[') {
      sections.push(closed(open))
      open = readHeader(cursor, root)
    } else {
      const statement = readStatement(cursor, open.placed.table, open.placed.chain.length)
      if (statement) open.statements.push(statement)
    }
    endLine(cursor)
  }
  sections.push(closed(open))
  return {
    root: root.node,
    document: { sections, origins: originsOf(root, made), inline },
    problems: report.problems(),
    isTooDeep: report.isTooDeep,
  }
}

/** Worked out when it is first asked: reading and checking a file does not need it. */
function originsOf(root: Table, made: readonly (Table | OpenArray)[]): TomlDocument['origins'] {
  let known: ReturnType<TomlDocument['origins']> | undefined
  return () => {
    known ??= new Map<ObjectNode | ArrayNode, Origin>([
      [root.node, 'header'],
      ...made.map((one): [ObjectNode | ArrayNode, Origin] => ('kind' in one ? [one, 'list'] : [one.node, pieced(one.origin)])),
    ])
    return known
  }
}

/** What is told as made is never in one piece. */
function pieced(origin: Table['origin']): Origin {
  return origin === 'inline' ? 'dotted' : origin
}

interface OpenSection {
  readonly header: Header | undefined
  readonly placed: Placed
  readonly statements: Statement[]
  readonly start: number
}

function rootSection(table: Table, start: number): OpenSection {
  return { header: undefined, placed: { members: [], chain: [], table }, statements: [], start }
}

function closed({ header, placed, statements, start }: OpenSection): Section {
  const end = statements.at(-1)?.span.end ?? header?.span.end ?? start
  const { members, chain, table } = placed
  if (header) {
    grow(members, end)
    grow(chain, end)
  }
  return { header, table: table.node, chain, statements, span: { start, end } }
}

function readHeader(cursor: Cursor, root: Table): OpenSection {
  const { text, report } = cursor
  const start = cursor.at
  const isList = text[start + 1] === '['
  cursor.at += isList ? 2 : 1
  const { keys, whole } = readKeys(cursor)
  const close = isList ? ']]' : ']'
  const found = text.startsWith(close, cursor.at) ? close : text[cursor.at] === ']' ? ']' : ''
  cursor.at += found.length
  const span = { start, end: cursor.at }
  if (!whole) report.fail('The name of a table is missing here.', span)
  else if (found !== close) report.fail(`A "${close}" is missing behind the name of this table.`, span)
  if (keys.length > MAX_DEPTH) {
    report.tooDeep(keys.at(-1)?.keySpan ?? span)
    cursor.at = text.length
  }
  if (!whole || keys.length > MAX_DEPTH) {
    // What follows belongs to a table whose name is still missing: not to the one before.
    const table = newTable(span.start, span.end, 'header')
    const placed = { members: [], chain: [], table }
    return { header: { keys, members: [], isList, span }, placed, statements: [], start }
  }
  const placed = placeHeader(root, keys, isList, span, cursor.inHeaders)
  const { members, chain } = placed
  if (chain.length > MAX_DEPTH) report.tooDeep(span)
  return { header: { keys, members, isList, span }, placed, statements: [], start }
}

/** Only a comment may follow a statement. */
function endLine(cursor: Cursor): void {
  skipBlanks(cursor)
  skipComment(cursor)
  const { text, at, report } = cursor
  const end = lineEnd(text, at)
  if (at >= end) return
  report.fail('This does not belong here: a line holds one key and one value.', { start: at, end })
  cursor.at = end
}

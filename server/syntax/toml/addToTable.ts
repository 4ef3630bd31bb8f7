import type { Json, TextEdit } from '../patch.ts'
import type { ArrayNode, Member, ObjectNode, Path } from '../tree.ts'
import type { Section, TomlDocument } from './document.ts'
import { writeKey } from './keys.ts'
import { lineEndAt, lineIndent, piecesOf, sectionsThrough, withCommentsAbove, withCommentsBelow } from './pieces.ts'
import type { State } from './resolve.ts'
import { layoutOf, writeNew, writeStatement, writeValue } from './writeToml.ts'

type JsonObject = { readonly [key: string]: Json }

/** `a.new = 1` behind the other `a.…`. */
export function addToDotted({ text, document }: State, parent: Member, key: string, value: Json): TextEdit {
  const piece = piecesOf(document, parent).findLast(({ kind }) => kind === 'statement')
  if (piece?.kind !== 'statement') throw new Error('A table of keys with dots has no such key.')
  const { keys, members, span } = piece.statement
  const prefix = text.slice(span.start, keys[members.indexOf(parent)]?.keySpan.end)
  const indent = lineIndent(text, span.start)
  const line = `${prefix}.${writeKey(key)} = ${writeValue(value)}`
  return insertAt(lineEndAt(text, span.end), layoutOf(text).eol + indent + line)
}

/** One more `[[table]]` behind the others of its list. */
export function addToList(state: State, list: ArrayNode, path: Path, value: JsonObject): TextEdit {
  return addSection(state, sectionsThrough(state.document, list).at(-1)?.span.end, path, value, true)
}

/** A new member of a table with a header, of one that its inner tables imply, or of the root. */
export function addToTable(state: State, table: ObjectNode, path: Path, key: string, value: Json): TextEdit {
  const { text, document } = state
  if (isObject(value) && wantsSection(document, table, path, key)) {
    const last = path.length === 0 ? document.sections.at(-1) : sectionsThrough(document, table).at(-1)
    return addSection(state, last?.span.end, [...path, key], value, false)
  }
  const { eol } = layoutOf(text)
  const own = document.sections.find((section) => section.table === table)
  const last = own?.statements.at(-1)
  const after = last?.span ?? own?.header?.span
  if (after) {
    const indent = lineIndent(text, after.start)
    return insertAt(lineEndAt(text, after.end), eol + indent + newStatement(key, value, indent, text))
  }
  const statement = newStatement(key, value, '', text)
  const first = path.length === 0 ? document.sections[1] : sectionsThrough(document, table)[0]
  if (!first) return insertAt(text.length, (text === '' || /[\n\ufeff]$/.test(text) ? '' : eol) + statement + eol)
  const header = path.length === 0 ? '' : `[${namesOf(path)}]${eol}`
  return insertAt(withCommentsAbove(text, first.span.start), header + statement + eol + eol)
}

function newStatement(key: string, value: Json, indent: string, text: string): string {
  return `${writeKey(key)} = ${writeNew(value, indent, layoutOf(text))}`
}

/**
 * Whether a new table gets a header: as its neighbours have it; else as tables with this name have it; else when the table
 * it is added to holds nothing but tables.
 */
function wantsSection({ sections, origins }: TomlDocument, table: ObjectNode, path: Path, key: string): boolean {
  const neighbours = table.members.flatMap(({ value }) => (value?.kind === 'object' ? [origins().get(value)] : []))
  if (neighbours.length > 0) return neighbours.some((origin) => origin === 'header' || origin === 'implied')
  const named = styleOf(sections, key)
  if (named !== undefined) return named
  return path.length === 0 || !sections.some((section) => section.table === table && section.statements.length > 0)
}

/** Whether tables with this name have headers; undefined when there are none. */
function styleOf(sections: readonly Section[], key: string): boolean | undefined {
  if (sections.some(({ header }) => header?.keys.at(-1)?.key === key)) return true
  const isInline = sections.some(({ statements }) =>
    statements.some(({ keys, value }) => keys.at(-1)?.key === key && value?.kind === 'object'),
  )
  return isInline ? false : undefined
}

function addSection(state: State, end: number | undefined, path: Path, value: JsonObject, isList: boolean): TextEdit {
  const { text, document } = state
  const { eol } = layoutOf(text)
  const written = section(document, namesOf(path), value, isList, text).join(eol)
  // Without anything before it, the file may still begin with comments.
  const isFirst = end === undefined || document.sections.every(({ header, statements }) => !header && statements.length === 0)
  if (isFirst) {
    const isEmpty = text.trim() === '' || text === '\ufeff'
    const isEnded = isEmpty || text.endsWith('\n')
    return insertAt(text.length, `${isEnded ? '' : eol}${isEmpty ? '' : eol}${written}${eol}`)
  }
  return insertAt(withCommentsBelow(text, end), eol + eol + written)
}

/** The lines of a table: its values first, since what follows an inner header belongs to that. */
function section(document: TomlDocument, names: string, value: JsonObject, isList: boolean, text: string): readonly string[] {
  const inner: string[] = []
  const lines = [isList ? `[[${names}]]` : `[${names}]`]
  for (const [key, one] of Object.entries(value)) {
    if (isObject(one) && styleOf(document.sections, key) === true)
      inner.push('', ...section(document, `${names}.${writeKey(key)}`, one, false, text))
    else lines.push(Array.isArray(one) ? newStatement(key, one, '', text) : writeStatement(key, one))
  }
  return [...lines, ...inner]
}

/** Tables in lists are named by their list: the last one is meant. */
function namesOf(path: Path): string {
  return path.flatMap((step) => (typeof step === 'string' ? [writeKey(step)] : [])).join('.')
}

function insertAt(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text }
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

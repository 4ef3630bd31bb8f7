import { ImpossiblePatch } from '../impossiblePatch.ts'
import type { Json } from '../patch.ts'
import { writeKey, writeString } from './keys.ts'

/** Longer lists are broken, one item a line. */
const ONE_LINE_LIST_CHARS = 80
/** The first integer that is none of 64 bits. */
const TOO_LARGE = 2 ** 63

export interface Layout {
  readonly eol: string
  /** One level of indentation in a list of several lines. */
  readonly unit: string
}

export function layoutOf(text: string): Layout {
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit: /^[ \t]+(?=["'{[])/m.exec(text)?.[0] ?? '    ' }
}

/** A value on one line. Throws for what TOML has no word for, which no member of a config needs: null. */
export function writeValue(value: Json): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'boolean') return String(value)
  if (value === null) throw new ImpossiblePatch('TOML has no null.')
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeValue(item)).join(', ')}]`
  const members = Object.entries(value).map(([key, member]) => writeStatement(key, member))
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

export function writeStatement(key: string, value: Json): string {
  return `${writeKey(key)} = ${writeValue(value)}`
}

/** A list with one item a line, when `indent` is that of the line it starts in. */
export function writeLines(items: readonly Json[], indent: string, { eol, unit }: Layout): string {
  const between = eol + indent + unit
  return `[${items.map((item) => `${between}${writeValue(item)},`).join('')}${eol}${indent}]`
}

/** The value of a new statement: a long list goes over several lines. */
export function writeNew(value: Json, indent: string, layout: Layout): string {
  const oneLine = writeValue(value)
  return Array.isArray(value) && oneLine.length > ONE_LINE_LIST_CHARS ? writeLines(value, indent, layout) : oneLine
}

function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  const written = Object.is(value, -0) ? '-0.0' : String(value)
  return Number.isInteger(value) && Math.abs(value) >= TOO_LARGE && !written.includes('e') ? `${written}.0` : written
}

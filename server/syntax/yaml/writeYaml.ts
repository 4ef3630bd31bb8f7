import type { Json } from '../patch.ts'
import { resolvePlain } from './scalars.ts'
import type { Quote, YamlStyle } from './style.ts'

type Scalar = string | number | boolean | null

/** A scalar on one line, with the wanted quotes if it can have them. What stands in brackets needs quotes more often. */
export function writeScalar(value: Scalar, quote: Quote, inFlow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  if (quote === 'plain' && isPlain(value, inFlow)) return value
  if (quote === "'" && !/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  // Every escape of JSON is one of YAML; the reverse is not so, and some characters of JSON texts are none of YAML.
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Texts that YAML 1.1 reads as something else, https://yaml.org/type/: half of the parsers in use still do. */
const OTHER_VALUES = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))$/i
/** Numbers, times and dates of any version. */
const LIKE_A_NUMBER = /^[-+.0-9][-+.0-9_:a-fA-FxXoOTtZz ]*$/
/** Also what begins a comment, an anchor, a tag, a list, a key; `${x}` is a text. */
const BEGINS_OTHERWISE = /^[-?:,[\]{}#&*!|>'"%@`=<~\s]/
const ENDS_OTHERWISE = /[\s:]$/

/** Whether every parser reads a text without quotes as this text. */
export function isPlain(value: string, inFlow: boolean): boolean {
  if (value === '' || ENDS_OTHERWISE.test(value) || /: | #|[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]/.test(value)) return false
  // "-y" is an option, "- y" a list.
  if (BEGINS_OTHERWISE.test(value) && !/^-[^\s,[\]{}]/.test(value)) return false
  if (inFlow && /[,[\]{}]|:$/.test(value)) return false
  if (OTHER_VALUES.test(value) || LIKE_A_NUMBER.test(value) || /^(?:---|\.\.\.)/.test(value)) return false
  return typeof resolvePlain(value) === 'string'
}

export function isFilled(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && (Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0)
}

/** Whether a value goes below its key, on lines of its own. */
export function needsLines(value: Json, style: YamlStyle): boolean {
  if (!isFilled(value)) return false
  return !style.hasFlowLists || !Array.isArray(value) || value.some(isFilled)
}

/** A value that stays on the line of its key or dash. */
export function writeInline(value: Json, quote: Quote, style: YamlStyle, inFlow = false): string {
  if (value === null || typeof value !== 'object') return writeScalar(value, quote, inFlow)
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeInline(item, quote, style, true)).join(', ')}]`
  const members = Object.entries(value).map(
    ([key, member]) => `${writeKey(key, true)}: ${writeInline(member, quote, style, true)}`,
  )
  return members.length === 0 ? '{}' : `{${style.padding}${members.join(', ')}${style.padding}}`
}

export function writeKey(key: string, inFlow: boolean, quote: Quote = 'plain'): string {
  return writeScalar(key, quote, inFlow)
}

/** The lines of a map or list with something in it, each with its indentation and without its line break. */
export function writeLines(value: Json, indent: string, quote: Quote, style: YamlStyle): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => writeItem(item, indent, quote, style))
  return Object.entries(value ?? {}).flatMap(([key, member]: [string, Json]) =>
    writeMember(writeKey(key, false), member, indent, quote, style),
  )
}

/** `key` is written already. */
export function writeMember(key: string, value: Json, indent: string, quote: Quote, style: YamlStyle): readonly string[] {
  if (!needsLines(value, style)) return [`${indent}${key}: ${writeInline(value, quote, style)}`]
  return [`${indent}${key}:`, ...writeLines(value, deeper(indent, value, style), quote, style)]
}

export function writeItem(value: Json, indent: string, quote: Quote, style: YamlStyle): readonly string[] {
  if (!needsLines(value, style)) return [`${indent}- ${writeInline(value, quote, style)}`]
  const [first = '', ...rest] = writeLines(value, `${indent}  `, quote, style)
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest]
}

/** The indentation of what stands below a key. */
export function deeper(indent: string, value: Json, style: YamlStyle): string {
  return indent + ' '.repeat(Array.isArray(value) ? style.listUnit : style.unit)
}

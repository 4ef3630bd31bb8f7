import type { Span } from '../tree.ts'

const INTEGER = /^[-+]?[0-9]+$/
const OTHER_BASE = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/**
 * A plain scalar by the core schema of YAML 1.2.2, section 10.3 (https://yaml.org/spec/1.2.2/#103-core-schema, checked
 * 2026-11-24): `yes` and `off` are texts. `.nan` and `.inf` stay texts, since JSON has no value for them.
 */
export function resolvePlain(text: string): string | number | boolean | null {
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return resolveNumber(text) ?? text
  }
}

function resolveNumber(text: string): number | undefined {
  // Almost every plain scalar is a word.
  if (!/^[-+.0-9]/.test(text)) return undefined
  if (!INTEGER.test(text) && !OTHER_BASE.test(text) && !FLOAT.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** The lines of a plain scalar as one text: a line break is a space, an empty line a line break. */
export function foldPlain(source: string): string {
  return source.includes('\n') ? source.replace(LINE_BREAKS, folded) : source
}

/** All white space around one or more line breaks. No white space may stand before, so each is tried only once. */
const LINE_BREAKS = /(?<![ \t\r\n])[ \t\r]*\n[ \t\r\n]*/g

function folded(breaks: string): string {
  const count = countLineBreaks(breaks)
  return count === 1 ? ' ' : '\n'.repeat(count - 1)
}

function countLineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** What stands between single quotes: a quote is written twice. */
export function decodeSingleQuoted(source: string): string {
  const text = source.includes("''") ? source.replaceAll("''", "'") : source
  return foldPlain(text)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\t': '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
}
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

export interface Escape {
  readonly value: string
  readonly end: number
  readonly isKnown: boolean
}

/** The escape that begins at the backslash at `at`; one before a line break is the caller's. Unknown ones stay as written. */
export function escapeAt(text: string, at: number): Escape {
  const letter = text.charAt(at + 1)
  const value = ESCAPES[letter]
  if (value !== undefined) return { value, end: at + 2, isKnown: true }
  const digits = DIGITS[letter]
  const hex = digits === undefined ? '' : text.slice(at + 2, at + 2 + digits)
  const code = hex.length === digits && /^[0-9a-fA-F]+$/.test(hex) ? Number.parseInt(hex, 16) : Number.POSITIVE_INFINITY
  if (code <= 0x10ffff) return { value: String.fromCodePoint(code), end: at + 2 + hex.length, isKnown: true }
  return { value: text.slice(at, at + 2), end: Math.min(at + 2, text.length), isKnown: false }
}

/** Where the white space that is folded with a line break ends, and how many line breaks are in it. */
function skipBreaks(source: string, at: number): { readonly end: number; readonly count: number } {
  let end = at
  let count = 0
  for (; end < source.length && ' \t\r\n'.includes(source.charAt(end)); end++) if (source[end] === '\n') count++
  return { end, count }
}

/** What stands between double quotes. `bad` is the first escape YAML does not know, in offsets of the source. */
export function decodeDoubleQuoted(source: string): { readonly value: string; readonly bad: Span | undefined } {
  if (!/[\\\n]/.test(source)) return { value: source, bad: undefined }
  const parts: string[] = []
  let bad: Span | undefined
  /** Where what is taken as it is written began. White space before it comes of an escape and is not folded. */
  let from = 0
  let at = 0
  const take = (end: number, instead: string, next: number): void => {
    parts.push(source.slice(from, end), instead)
    from = next
    at = next
  }
  while (at < source.length) {
    const char = source.charAt(at)
    if (char === '\n') {
      const { end, count } = skipBreaks(source, at)
      take(withoutBlanks(source, from, at), count === 1 ? ' ' : '\n'.repeat(count - 1), end)
    } else if (char !== '\\') at++
    else if (source[at + 1] === '\n' || source.startsWith('\r\n', at + 1)) {
      const { end, count } = skipBreaks(source, at + 1)
      take(at, '\n'.repeat(count - 1), end)
    } else {
      const read = escapeAt(source, at)
      if (!read.isKnown) bad ??= { start: at, end: read.end }
      take(at, read.value, read.end)
    }
  }
  return { value: parts.join('') + source.slice(from), bad }
}

function withoutBlanks(text: string, from: number, to: number): number {
  let end = to
  while (end > from && ' \t\r'.includes(text.charAt(end - 1))) end--
  return end
}

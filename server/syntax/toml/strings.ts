import type { Span } from '../tree.ts'

/** What somebody writes between quotes, and what is wrong with it. */
export interface TomlString {
  readonly value: string
  /** Behind the closing quote, or where the text was given up. */
  readonly end: number
  readonly closed: boolean
  /** The first one; what follows is read all the same. */
  readonly problem: (Span & { readonly message: string }) | undefined
}

type Quote = '"' | "'" | '"""' | "'''"

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
/** Digits behind the letter of an escape by number. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** Where a string that starts at `at` may not be: nothing is searched twice for quotes that are not there. */
export interface Unclosed {
  /** No `"""` and no `'''` closes behind these offsets. */
  basic: number
  literal: number
}

/**
 * Reads the string that starts at `at`. One without a closing quote ends with its line, also when it was to go over
 * several: the lines behind it are worth more as keys than as text. A broken escape adds nothing to the value.
 */
export function readString(text: string, at: number, unclosed: Unclosed): TomlString {
  const quote = quoteAt(text, at)
  const limit = quote.length === 3 ? multilineEnd(text, at, quote, unclosed) : lineEnd(text, at)
  const isMultiline = quote.length === 3 && limit !== undefined
  return decode(text, at, quote, limit ?? lineEnd(text, at), isMultiline)
}

/**
 * Where each UTF-16 unit of a string's value starts in the source; one more entry than units, the last is where the
 * content ends. Undefined for a string whose units stand one by one behind its opening quotes.
 */
export function tomlOffsets(text: string, span: Span): readonly number[] | undefined {
  const quote = quoteIn(text, span)
  if (quote === undefined || quote[0] === "'" || !text.slice(span.start, span.end).includes('\\')) return undefined
  const content = tomlContent(text, span)
  const offsets: number[] = []
  for (let at = content.start; at < content.end; ) {
    const unit = unitAt(text, at, content.end, quote)
    for (let index = 0; index < unit.value.length; index++) offsets.push(at)
    at = unit.end
  }
  offsets.push(content.end)
  return offsets
}

/** What stands between the quotes, without the line break that follows three of them; a bare key or date is all content. */
export function tomlContent(text: string, span: Span): Span {
  const quote = quoteIn(text, span)
  if (quote === undefined) return span
  const { start } = contentStart(text, span.start, quote)
  const last = text.slice(Math.max(start, span.end - quote.length), span.end)
  const closed = last === quote && !(quote[0] === '"' && isEscaped(text, span.end - quote.length, start))
  return { start: Math.min(start, span.end), end: closed ? span.end - quote.length : span.end }
}

function isEscaped(text: string, at: number, from: number): boolean {
  let backslashes = 0
  while (at - 1 - backslashes >= from && text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function quoteIn(text: string, { start, end }: Span): Quote | undefined {
  const char = text[start]
  if (char !== '"' && char !== "'") return undefined
  const quote = quoteAt(text, start)
  // `"""` without an end on its line may be read as a string of one line; it has its three quotes all the same.
  return start + quote.length <= end ? quote : char
}

function quoteAt(text: string, at: number): Quote {
  if (text.startsWith('"""', at)) return '"""'
  if (text.startsWith("'''", at)) return "'''"
  return text[at] === "'" ? "'" : '"'
}

function contentStart(text: string, at: number, quote: Quote): { readonly start: number } {
  const start = at + quote.length
  if (quote.length === 1) return { start }
  if (text.startsWith('\r\n', start)) return { start: start + 2 }
  return { start: text[start] === '\n' ? start + 1 : start }
}

/** Where the closing quotes start. Up to two more may stand before them: `""""a"""""` is `"a""`. */
function multilineEnd(text: string, at: number, quote: Quote, unclosed: Unclosed): number | undefined {
  const kind = quote === '"""' ? 'basic' : 'literal'
  if (at + quote.length > unclosed[kind]) return undefined
  for (let from = at + quote.length; ; ) {
    const close = text.indexOf(quote, from)
    if (close < 0) {
      unclosed[kind] = at
      return undefined
    }
    if (kind === 'basic' && isEscaped(text, close, at + 3)) from = close + 1
    else return close + extraQuotes(text, close + 3, quote.charAt(0))
  }
}

function extraQuotes(text: string, at: number, char: string): number {
  if (text[at] !== char) return 0
  return text[at + 1] === char ? 2 : 1
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return end > at && text[end - 1] === '\r' ? end - 1 : end
}

function decode(text: string, at: number, quote: Quote, limit: number, isMultiline: boolean): TomlString {
  const { start } = isMultiline ? contentStart(text, at, quote) : { start: Math.min(at + quote.length, limit) }
  const close = isMultiline ? limit : closingQuote(text, start, limit, quote)
  const source = text.slice(start, close ?? limit)
  const end = close === undefined ? limit : close + quote.length
  const closed = close !== undefined
  const unclosedProblem = closed ? undefined : { start: at, end: limit, message: 'This text has no closing quote.' }
  // Almost every string is plain: no escape, no control character.
  if (!SPECIAL.test(source)) return { value: source, end, closed, problem: unclosedProblem }

  const contentEnd = close ?? limit
  const parts: string[] = []
  let problem: TomlString['problem']
  for (let from = start; from < contentEnd; ) {
    const unit = unitAt(text, from, contentEnd, quote)
    parts.push(unit.value)
    if (unit.message) problem ??= { start: from, end: unit.end, message: unit.message }
    from = unit.end
  }
  return { value: parts.join(''), end, closed, problem: problem ?? unclosedProblem }
}

/** Whatever is not itself in the value: escapes, and what TOML allows in no string. */
const SPECIAL = /[\\\u0000-\u0008\u000b-\u001f\u007f]/

function closingQuote(text: string, start: number, limit: number, quote: Quote): number | undefined {
  if (quote.length === 3) return undefined
  for (let at = start; at < limit; at++) {
    if (text[at] === quote) return at
    if (text[at] === '\\' && quote === '"') at++
  }
  return undefined
}

interface Unit {
  readonly value: string
  readonly end: number
  readonly message?: string
}

function unitAt(text: string, at: number, end: number, quote: Quote): Unit {
  const char = text.charAt(at)
  if (char === '\\' && quote[0] === '"') return escapeAt(text, at, end, quote.length === 3)
  if (char === '\r' && quote.length === 3 && text[at + 1] === '\n') return { value: '\r\n', end: at + 2 }
  if (!SPECIAL.test(char) || char === '\\') return { value: char, end: at + 1 }
  return { value: char, end: at + 1, message: 'A control character stands in this text. Write it as an escape, like "\\u001B".' }
}

function escapeAt(text: string, at: number, end: number, isMultiline: boolean): Unit {
  const letter = text.charAt(at + 1)
  if (at + 1 >= end) return { value: '', end, message: 'A single backslash stands here. Write it as "\\\\".' }
  const value = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
  if (value !== undefined) return { value, end: at + 2 }
  const digits = Object.hasOwn(DIGITS, letter) ? DIGITS[letter] : undefined
  if (digits !== undefined) return numbered(text, at, end, digits)
  if (isMultiline && /[ \t\r\n]/.test(letter)) {
    // At the end of a line a backslash joins it to the next text.
    const blank = /[ \t\r\n]*/y
    blank.lastIndex = at + 1
    const skipped = blank.exec(text)?.[0] ?? ''
    if (skipped.includes('\n')) return { value: '', end: Math.min(end, at + 1 + skipped.length) }
  }
  return {
    value: '',
    end: at + 2,
    message: 'TOML does not know this escape. Write a backslash as "\\\\", or the text in single quotes.',
  }
}

function numbered(text: string, at: number, end: number, digits: number): Unit {
  const written = /^[0-9a-fA-F]*/.exec(text.slice(at + 2, Math.min(at + 2 + digits, end)))?.[0] ?? ''
  const code = Number.parseInt(written, 16)
  const isCharacter = written.length === digits && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (isCharacter) return { value: String.fromCodePoint(code), end: at + 2 + digits }
  return {
    value: '',
    end: at + 2 + written.length,
    message: `"\\${text[at + 1]}" wants the ${digits} hexadecimal digits of a character. Write a backslash as "\\\\", or the text in single quotes.`,
  }
}

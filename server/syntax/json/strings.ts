import type { Span } from '../tree.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

interface DecodedString {
  readonly value: string
  readonly closed: boolean
  /** Escapes and characters JSON does not know. */
  readonly problems: readonly (Span & { readonly message: string })[]
}

/** Reads the string token at `start…end`. A broken escape adds nothing to the value, as in the editor's own parser. */
export function decodeString(text: string, start: number, end: number): DecodedString {
  const source = text.slice(start + 1, end)
  // Almost every string is plain: closed, no escape, no control character.
  if (source.endsWith('"') && !/[\\\u0000-\u001f]/.test(source)) return { value: source.slice(0, -1), closed: true, problems: [] }

  const problems: (Span & { message: string })[] = []
  let value = ''
  let at = start + 1
  for (; at < end && text[at] !== '"'; ) {
    const unit = unitAt(text, at, end)
    value += unit.value
    if (unit.message) problems.push({ start: at, end: unit.end, message: unit.message })
    at = unit.end
  }
  return { value, closed: at < end, problems }
}

/**
 * Where each UTF-16 unit of a string's value starts in the source; one more entry than units, the last is where the
 * content ends. Undefined for a string without escapes, whose units stand one by one behind the quote.
 */
export function sourceOffsets(text: string, span: Span): readonly number[] | undefined {
  if (!text.slice(span.start, span.end).includes('\\')) return undefined
  const offsets: number[] = []
  let at = span.start + 1
  for (; at < span.end && text[at] !== '"'; ) {
    const unit = unitAt(text, at, span.end)
    for (let index = 0; index < unit.value.length; index++) offsets.push(at)
    at = unit.end
  }
  offsets.push(at)
  return offsets
}

interface Unit {
  readonly value: string
  readonly end: number
  readonly message?: string
}

function unitAt(text: string, at: number, end: number): Unit {
  const char = text.charAt(at)
  if (char !== '\\') {
    if (char >= ' ') return { value: char, end: at + 1 }
    return {
      value: char,
      end: at + 1,
      message: 'A control character stands in this text. Write it as an escape, a tab as "\\t".',
    }
  }
  const letter = text.charAt(at + 1)
  if (at + 1 >= end) return { value: '', end }
  if (letter === 'u') {
    const digits = /^[0-9a-fA-F]{0,4}/.exec(text.slice(at + 2, Math.min(at + 6, end)))?.[0] ?? ''
    if (digits.length === 4) return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 6 }
    return { value: '', end: at + 2 + digits.length, message: '"\\u" wants four hexadecimal digits.' }
  }
  const value = ESCAPES[letter]
  if (value !== undefined) return { value, end: at + 2 }
  return { value: '', end: at + 2, message: 'JSON does not know this escape. Write a backslash as "\\\\".' }
}

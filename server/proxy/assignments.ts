import { isAlphanumeric } from './characters.ts'
import { isSecretName, isSecretParameter, isSecretTextName } from './secretNames.ts'

/** Offsets in bytes; `end` is exclusive. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
  readonly rule: string
  /** What was no string becomes one. */
  readonly quote?: string
}

const MAX_NAME = 64
const HEAD = 64
const MAX_BLANKS = 3
const SHORTEST_QUOTED = 4
/** Headers whose value is the rest of the line: it has blanks ("Authorization: token …"). */
const WHOLE_LINE = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i
/** Something that stands for a secret and is none: a variable, a call, a placeholder, what is redacted already. */
const REFERENCE = /^(?:\$|%|<|\{|\[redacted|\*|process\.env|os\.environ|env\.|null$|undefined$|true$|false$|none$)/i

/**
 * The secret that is given a name in running text: `password=…`, `"apiKey": "…"`, `?sig=…`, `Authorization: …`. `pivot` is
 * the place of the `=` or `:`. Looks at most 64 characters back.
 */
export function assignedSecret(text: string, pivot: number): SecretSpan | undefined {
  const name = nameBefore(text, pivot)
  if (name === undefined) return undefined
  const inQuery = text[pivot] === '=' && name.start > 0 && '?&;#'.includes(text[name.start - 1] ?? '-')
  const { word } = name
  const isText = !inQuery && isSecretTextName(word)
  if (!isText && !(inQuery ? isSecretParameter(word) : isSecretName(word))) return undefined
  const value = valueAfter(text, pivot, inQuery)
  if (!value || (isText && !value.quote)) return undefined
  // Decided by its beginning, so that refusing takes bounded time; only what is accepted is measured.
  const head = text.slice(value.start, value.start + HEAD)
  if (REFERENCE.test(head)) return undefined
  if (inQuery) return measured(text, value.start, /[^&#\s"'<>\\)]+/y, 'url')
  if (WHOLE_LINE.test(word)) return measured(text, value.start, /[^\r\n"'`\\]+/y, 'key')
  const isVariable = /^[A-Z0-9_]+$/.test(word)
  if (value.quote) {
    if (closingQuote(head, 0, value.quote, value.escapes) < SHORTEST_QUOTED) return undefined
    return { start: value.start, end: closingQuote(text, value.start, value.quote, value.escapes), rule: 'key' }
  }
  const bare = /^[^\s,;&"'`<>)}\]\\]+/.exec(head)?.[0] ?? ''
  return isWorthHiding(bare, isVariable) ? measured(text, value.start, /[^\s,;&"'`<>)}\]\\]+/y, 'key') : undefined
}

/** `token: string` is a declaration; `API_TOKEN=abcd`, `secret=hunter22` and `secret=correct-horse-battery` are not. */
function isWorthHiding(bare: string, isVariable: boolean): boolean {
  if (isVariable) return bare.length >= 4
  return bare.length >= 6 && (/\d/.test(bare) || bare.length >= 16) && !/[({]/.test(bare)
}

function measured(text: string, start: number, pattern: RegExp, rule: string): SecretSpan | undefined {
  pattern.lastIndex = start
  const length = pattern.exec(text)?.[0].length ?? 0
  return length > 0 ? { start, end: start + length, rule } : undefined
}

function nameBefore(text: string, pivot: number): { readonly word: string; readonly start: number } | undefined {
  let end = pivot
  for (let blanks = 0; blanks < MAX_BLANKS && text[end - 1] === ' '; blanks++) end -= 1
  if (isQuote(text[end - 1])) {
    end -= 1
    while (text[end - 1] === '\\' && pivot - end < 8) end -= 1
  }
  let start = end
  while (start > 0 && end - start < MAX_NAME && isNameCharacter(text.charCodeAt(start - 1))) start -= 1
  // A longer run is no name but base64 and its padding.
  return start === end || end - start === MAX_NAME ? undefined : { word: text.slice(start, end), start }
}

/** Where the value begins; `escapes` backslashes stand before its quotes when the text is nested in a string. */
function valueAfter(text: string, pivot: number, inQuery: boolean) {
  let start = pivot + 1
  if (inQuery) return { start, quote: undefined, escapes: 0 }
  // "==" and "=>" compare and map.
  if (text[start] === '=' || text[start] === '>') return undefined
  for (let blanks = 0; blanks < MAX_BLANKS && text[start] === ' '; blanks++) start += 1
  let escapes = 0
  while (text[start + escapes] === '\\' && escapes < 8) escapes += 1
  const quote = text[start + escapes]
  if (isQuote(quote)) return { start: start + escapes + 1, quote, escapes }
  return escapes > 0 ? undefined : { start, quote: undefined, escapes }
}

/** Place of the quote that closes, its backslashes included, or the end of the text. */
function closingQuote(text: string, start: number, quote: string, escapes: number): number {
  for (let at = text.indexOf(quote, start); at !== -1; at = text.indexOf(quote, at + 1)) {
    let backslashes = 0
    while (at - backslashes > start && text[at - backslashes - 1] === '\\') backslashes += 1
    if (backslashes <= escapes) return at - backslashes
  }
  return text.length
}

function isQuote(char: string | undefined): char is '"' | "'" {
  return char === '"' || char === "'"
}

function isNameCharacter(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46
}

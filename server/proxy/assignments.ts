import { isAlphanumeric, isBlank } from './characters.ts'
import { HEAD, isReference, isWorthHiding } from './references.ts'
import { isSecretName, isSecretParameter, isSecretTextName, isShellFolder, isSinglePassword } from './secretNames.ts'
import { labelOfValue } from './textLabels.ts'

/** Offsets in bytes; `end` is exclusive. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
  readonly rule: string
  /** What was no string becomes one. */
  readonly quote?: string
}

const MAX_NAME = 64
const MAX_BLANKS = 16
const MAX_TAG_CHARS = 4096
const SHORTEST_QUOTED = 4
/** Headers whose value is the rest of the line: it has blanks ("Authorization: token …"). */
const WHOLE_LINE = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i
const FOLDER = /^(?:[~.]*[/\\]|[a-z]:[/\\])/i
const MEASURE = /^\d+(?:[./]\d+)?(?:%|[mnµu]?s)?$(?<!^\d+)/
const BARE = /[^\s,;&"'`<>)}\]\\]+/y

interface Name {
  readonly word: string
  readonly start: number
}

interface Value {
  readonly start: number
  readonly quote?: string
  /** So many backslashes stand before its quotes when the text is nested in a string. */
  readonly escapes: number
}

/**
 * The secret that is given a name in running text: `password=…`, `"apiKey": "…"`, `?sig=…`, `Authorization: …`,
 * `'token' => '…'`, `secret := …`, `<password>…</password>`, `"name": "DB_PASSWORD", "value": "…"`. `pivot` is the place of
 * the `=`, `:` or `>`. Looks a bounded way back.
 */
export function assignedSecret(text: string, pivot: number): SecretSpan | undefined {
  const name = nameBefore(text, pivot)
  if (name === undefined) return undefined
  if (text[pivot] === '>') return taggedSecret(text, pivot, name)
  const inQuery = text[pivot] === '=' && isParameter(text, name, pivot)
  const word = /^value$/i.test(name.word) ? labelOfValue(text, name.start, pivot) : name.word
  const isText = !inQuery && isSecretTextName(word)
  if (!isText && !(inQuery ? isSecretParameter(word) : isSecretName(word))) return undefined
  const value: Value | undefined = inQuery ? { start: pivot + 1, escapes: 0 } : valueAfter(text, pivot)
  if (!value) return undefined
  // Decided by its beginning, so that refusing takes bounded time; only what is accepted is measured.
  const head = text.slice(value.start, value.start + HEAD)
  if (isReference(head)) return undefined
  if (inQuery) {
    return isShellFolder(word) && FOLDER.test(head) ? undefined : measured(text, value.start, /[^&#\s"'<>\\)]+/y, 'url')
  }
  // Documents put names between backticks, and say what they mean.
  const isProse = text[name.start + name.word.length] === '`' || value.quote === '`'
  if (WHOLE_LINE.test(word) && !isProse) return measured(text, value.start, /[^\r\n"'`\\]+/y, 'key')
  const isVariable = !isProse && /^[A-Z0-9_]+$/.test(word)
  if (value.quote !== undefined) return quotedSecret(text, head, { ...value, quote: value.quote }, isVariable)
  BARE.lastIndex = 0
  const bare = BARE.exec(head)?.[0] ?? ''
  return (isText ? isBareText(word, bare) : isWorthHiding(bare, isVariable))
    ? measured(text, value.start, BARE, 'key')
    : undefined
}

/**
 * Whether the name is one of the query of a URL, of a form or of a connection string. The `?.` and `&&` of a program and
 * what compares are none, and what is quoted (`;Password="a b"`) is read as elsewhere.
 */
function isParameter(text: string, { word, start }: Name, pivot: number): boolean {
  const before = text[start - 1] ?? '-'
  if (!'?&;#'.includes(before) || word.startsWith('.') || (before === '&' && text[start - 2] === '&')) return false
  const next = text[pivot + 1]
  return next !== '=' && next !== '\\' && !isQuote(next)
}

/** `pass: hunter22` and `pwd=hunter22`; a share, a duration, a folder and a count of several things are none. */
function isBareText(word: string, bare: string): boolean {
  return isSinglePassword(word) && /\d/.test(bare) && isWorthHiding(bare, false) && !MEASURE.test(bare) && !FOLDER.test(bare)
}

function quotedSecret(text: string, head: string, value: Value & { readonly quote: string }, isVariable: boolean) {
  const { start, quote, escapes } = value
  const length = closingQuote(head, 0, quote, escapes)
  if (length < SHORTEST_QUOTED) return undefined
  // Types and names of programs stand between backticks, too.
  if (quote === '`' && !(/\d/.test(head.slice(0, length)) && isWorthHiding(head.slice(0, length), isVariable))) return undefined
  return { start, end: closingQuote(text, start, quote, escapes), rule: 'key' }
}

/** `<password>…</password>`, where the value has no tags. */
function taggedSecret(text: string, pivot: number, { word, start }: Name): SecretSpan | undefined {
  if (text[start - 1] !== '<' || start + word.length !== pivot || !isSecretName(word)) return undefined
  const end = text.slice(pivot + 1, pivot + 1 + MAX_TAG_CHARS).indexOf('<')
  if (end < 1 || text[pivot + 1 + end + 1] !== '/' || isReference(text.slice(pivot + 1, pivot + 1 + Math.min(end, HEAD))))
    return undefined
  return { start: pivot + 1, end: pivot + 1 + end, rule: 'key' }
}

function measured(text: string, start: number, pattern: RegExp, rule: string): SecretSpan | undefined {
  pattern.lastIndex = start
  const length = pattern.exec(text)?.[0].length ?? 0
  return length > 0 ? { start, end: start + length, rule } : undefined
}

function nameBefore(text: string, pivot: number): Name | undefined {
  let end = pivot
  for (let blanks = 0; blanks < MAX_BLANKS && isBlank(text.charCodeAt(end - 1)); blanks++) end -= 1
  if (isQuote(text[end - 1])) {
    const quote = end
    end -= 1
    while (text[end - 1] === '\\' && quote - end < 8) end -= 1
  }
  let start = end
  while (start > 0 && end - start < MAX_NAME && isNameCharacter(text.charCodeAt(start - 1))) start -= 1
  // A longer run is no name but base64 and its padding.
  return start === end || end - start === MAX_NAME ? undefined : { word: text.slice(start, end), start }
}

/** Where the value begins. */
function valueAfter(text: string, pivot: number): Value | undefined {
  let start = pivot + 1
  // ":=" and "=>" give a value as well; "==" compares.
  const isPair = text[start] === (text[pivot] === ':' ? '=' : '>')
  if (isPair) start += 1
  else if (text[start] === '=' || text[start] === '>') return undefined
  // Of "**Password:** …" in a document.
  if (text.startsWith('** ', start)) start += 2
  for (let blanks = 0; blanks < MAX_BLANKS && isBlank(text.charCodeAt(start)); blanks++) start += 1
  let escapes = 0
  while (text[start + escapes] === '\\' && escapes < 8) escapes += 1
  const quote = text[start + escapes]
  if (isQuote(quote)) return { start: start + escapes + 1, quote, escapes }
  return escapes > 0 ? undefined : { start, escapes }
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

function isQuote(char: string | undefined): char is '"' | "'" | '`' {
  return char === '"' || char === "'" || char === '`'
}

function isNameCharacter(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46
}

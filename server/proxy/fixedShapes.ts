import { isAlphanumeric, isBase64, isBlank, isDigit, isToken, isWord, looksRandom, runLength } from './characters.ts'

/**
 * A shape of a secret, found by how it begins. Looser than the shapes that name a kind: a token with a letter too many is
 * no valid token and still nothing to keep. Texts are bytes in one character each.
 */
export interface ValueShape {
  readonly rule: 'value' | 'url' | 'key'
  readonly prefix: string
  /** The prefix counts only where no word character stands before it. */
  readonly ownWord: boolean
  /** The prefix itself is harmless and stays ("Bearer "). */
  readonly keepsPrefix?: true
  /** How much after the prefix stays, too. */
  readonly skips?: (text: string, after: number) => number
  /** Counts only where values are found by their names. */
  readonly needsNames?: true
  /** The value of a variable or an argument: no shape, but these very bytes. */
  readonly isKnown?: true
  /**
   * How much after the prefix belongs to the secret; -1: it is none. Takes bounded time when it refuses, or says with
   * `refusesUntil` up to where it would refuse again, so that a hostile text costs no more than its length.
   */
  readonly length: (text: string, after: number) => number
  readonly refusesUntil?: (text: string, after: number) => number
  /** How much in front of the prefix belongs to the secret. */
  readonly before?: (text: string, at: number) => number
}

const MAX_JWT_HEADER = 1024

// Three parts of base64url or more; the first is JSON, so it begins with {" or, laid out, with a blank or a line feed
// after the brace.
const JWT: ValueShape = {
  rule: 'value',
  prefix: 'eyJ',
  ownWord: false,
  length(text, after) {
    let end = after + runLength(text, after, isBase64)
    if (end - after < 6) return -1
    let parts = 1
    while (parts < 5 && text[end] === '.') {
      end += 1 + runLength(text, end + 1, isBase64)
      parts += 1
    }
    return parts >= 3 ? end - after : -1
  },
  refusesUntil: (text, after) => after + runLength(text, after, isBase64),
}

/** A token whose first part is no JSON we know is told by its second, which is JSON as well. */
const JWT_CLAIMS: ValueShape = {
  rule: 'value',
  prefix: '.ey',
  ownWord: false,
  before: jwtHeader,
  length(text, after) {
    if (jwtHeader(text, after - 3) === 0) return -1
    const claims = runLength(text, after, isBase64)
    if (claims < 8 || text[after + claims] !== '.') return -1
    return claims + 1 + runLength(text, after + claims + 1, isBase64)
  },
  refusesUntil: (text, after) => after + runLength(text, after, isBase64),
}

/** Length of a part that ends at `end` and begins with "ey"; 0 when it does not. */
function jwtHeader(text: string, end: number): number {
  let start = end
  while (start > 0 && end - start < MAX_JWT_HEADER && isWord(text.charCodeAt(start - 1))) start -= 1
  return end - start >= 10 && text.startsWith('ey', start) ? end - start : 0
}

// The next key may begin right behind the dashes of the one before.
const PRIVATE_KEY_REST = /[ A-Z0-9_-]{0,100}?PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END[ A-Z0-9_-]{0,100}?-----|$)/y
/** Without its end, as in a line that was cut, it reaches to the end of the text. */
const PRIVATE_KEY: ValueShape = {
  rule: 'value',
  prefix: '-----BEGIN',
  ownWord: false,
  length(text, after) {
    PRIVATE_KEY_REST.lastIndex = after
    return PRIVATE_KEY_REST.exec(text)?.[0].length ?? -1
  },
}

const MAX_BLANKS = 16

const BEARER: ValueShape = {
  rule: 'value',
  prefix: 'Bearer ',
  ownWord: true,
  keepsPrefix: true,
  length(text, after) {
    const blanks = runLength(text, after, isBlank, MAX_BLANKS)
    const length = runLength(text, after + blanks, isToken)
    return length >= 20 || (length >= 8 && looksRandom(text, after + blanks)) ? blanks + length : -1
  },
}

// "Basic authentication" is no credential: base64 of "user:password" is (RFC 7617).
const BASIC: ValueShape = {
  rule: 'value',
  prefix: 'Basic ',
  ownWord: true,
  keepsPrefix: true,
  length(text, after) {
    const blanks = runLength(text, after, isBlank, MAX_BLANKS)
    const start = after + blanks
    const length = runLength(text, start, isBase64, 4096)
    const credentials = Buffer.from(text.slice(start, start + length), 'base64')
    return length >= 4 && credentials.includes(':') ? blanks + length : -1
  },
}

const MAX_USER_INFO = 1024
// A port is none, nor are the colons of an IPv6 address; a "/", "?", "#" or "@" in a password is. The last "@" of the
// address ends it.
const PASSWORD =
  /(?!\[)[^\x00-\x20:/@"'<>\\`]{0,128}:(?!\d{1,5}[/?#,])(?:[^\x00-\x20?#"'<>\\`]{1,256}|[^\x00-\x20"'<>\\`]{1,256})@/y
/** `scheme://user:password@`, or a long random user alone: a token. */
const USER_INFO: ValueShape = {
  rule: 'url',
  prefix: '://',
  ownWord: false,
  keepsPrefix: true,
  length(text, after) {
    PASSWORD.lastIndex = after
    const password = PASSWORD.exec(text)
    if (password) return password[0].length - 1
    const length = runLength(text, after, isUserInfo, MAX_USER_INFO)
    if (text[after + length] !== '@' || length === 0) return -1
    const user = text.slice(after, after + length)
    return user.includes(':') || (length >= 16 && looksRandom(text, after)) ? length : -1
  },
}

function isUserInfo(code: number): boolean {
  // Not a blank, a quote, an angle bracket, a backslash, nor what ends it. "?" and "#" end the authority of a URL (RFC
  // 3986, 3.2), but people write them into passwords.
  return code > 32 && !'"\'<>\\/@`'.includes(String.fromCharCode(code))
}

/** Shapes with a mark in their middle, and what stands in front of it. */
function marked(prefix: string, front: (code: number) => boolean, least: number, most: number, minBody: number): ValueShape {
  const before = (text: string, at: number): number => {
    let length = 0
    while (length < most && at - length > 0 && front(text.charCodeAt(at - length - 1))) length += 1
    return length
  }
  return {
    rule: 'value',
    prefix,
    ownWord: false,
    before,
    length(text, after) {
      if (before(text, after - prefix.length) < least) return -1
      return runLength(text, after, isToken, minBody) < minBody ? -1 : runLength(text, after, isToken)
    },
  }
}

export const FIXED_SHAPES: readonly ValueShape[] = [
  JWT,
  { ...JWT, prefix: 'eyA' },
  { ...JWT, prefix: 'ewo', ownWord: true },
  JWT_CLAIMS,
  PRIVATE_KEY,
  BEARER,
  { ...BEARER, prefix: 'bearer ' },
  { ...BEARER, prefix: 'BEARER ' },
  BASIC,
  { ...BASIC, prefix: 'basic ' },
  USER_INFO,
  // Azure client secrets, Terraform Cloud and Telegram bot tokens.
  marked('Q~', isToken, 4, 4, 31),
  marked('.atlasv1.', isAlphanumeric, 14, 14, 60),
  marked(':A', isDigit, 5, 16, 33),
]

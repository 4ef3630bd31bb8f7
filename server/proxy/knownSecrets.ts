import type { FoundCredential } from './credentials.ts'
import { isWorthHiding } from './references.ts'

/** A shorter value is a word that also stands elsewhere: replacing it would hide that, and show what it is. */
const MIN_CHARS = 6
const MAX_CHARS = 20_000

/** A shorter line of a value is no secret of its own. */
const MIN_LINE_CHARS = 16
const MAX_PASSWORDS = 10
const PASSWORD_MEMBER = /(?:^|[;?&\s])(?:password|pwd|pass)\s?=\s?["'{]?([^;&\s"'}]+)/gi
/** Of Go's drivers and of URLs. */
const PASSWORD_BEFORE_HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^\s:@/]{0,128}:(\S+)@[\w[(.-]/i

/** An RSA key of 16,384 bits has 200 lines. */
const MAX_LINES = 300

/**
 * Values that are replaced wherever they occur, also as a URL, JSON or base64 would write them, and line by line. The
 * longest come first, so that one that holds another is found whole.
 */
export function knownSecrets(credentials: readonly FoundCredential[]): string[] {
  const values = new Set<string>()
  for (const { secret, value } of credentials) {
    for (const text of [secret, value ?? '']) {
      const plain = text.trim()
      if (plain.length < MIN_CHARS || plain.length > MAX_CHARS) continue
      for (const form of [plain, ...formsOf(plain), ...linesOf(plain)]) values.add(form)
      for (const password of passwordsIn(plain)) for (const form of [password, ...formsOf(password)]) values.add(form)
    }
  }
  return [...values].sort((a, b) => b.length - a.length)
}

/**
 * The password within a connection string (`Password=…;`, `joe:…@tcp(db)`, `postgres://joe:…@db`). One that may be a word
 * (`postgres`) stands elsewhere as well.
 */
function passwordsIn(plain: string): string[] {
  const found = [...plain.matchAll(PASSWORD_MEMBER)].slice(0, MAX_PASSWORDS).map((match) => match[1])
  return [...found, PASSWORD_BEFORE_HOST.exec(plain)?.[1]].flatMap((password) =>
    password !== undefined && password.length >= MIN_CHARS && isWorthHiding(password, false) ? [password] : [],
  )
}

/** How others write the same value. */
function formsOf(plain: string): string[] {
  const inUrl = encodeURIComponent(plain)
  const inJson = JSON.stringify(plain).slice(1, -1)
  // Without the last characters, which depend on what follows.
  const base64 = Buffer.from(plain, 'utf8').toString('base64').replace(/=+$/, '')
  return [
    inUrl,
    inUrl.replaceAll('%20', '+'),
    inJson,
    inJson.replaceAll('/', '\\/'),
    base64.slice(0, base64.length - (base64.length % 4 ? 1 : 0)),
  ]
}

/** A key of many lines is printed line by line; in a variable its line ends are often written as "\\n". */
function linesOf(plain: string): string[] {
  const lines = plain.split(/\r\n|[\r\n]|\\r\\n|\\n/)
  if (lines.length === 1) return []
  return lines
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_LINE_CHARS && !line.startsWith('-----'))
    .slice(0, MAX_LINES)
}

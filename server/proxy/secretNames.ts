import { looksRandom } from './characters.ts'
import { remembered } from './remembered.ts'

/** Names whose value is a secret, without case and separators; a separate word or the end of a longer one. */
const SUFFIXES = [
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'apikey',
  'accesskey',
  'privatekey',
  'secretkey',
  'signingkey',
  'encryptionkey',
  'sessionkey',
  'authkey',
  'appkey',
  'accountkey',
  'masterkey',
  'sharedkey',
  'subscriptionkey',
  'servicerolekey',
  'credential',
  'credentials',
  'connectionstring',
  'authorization',
]
const WHOLE_NAMES = new Set([
  ...SUFFIXES,
  'codeverifier',
  'sessionid',
  'cookie',
  'setcookie',
  'signature',
  'jwt',
  'passcode',
  'authcode',
  'authorizationcode',
  'devicecode',
])
/** Secrets when they are text: a test report counts what did `pass`. */
const TEXT_NAMES = new Set(['pass', 'pwd'])
/** Where a shell is and was. */
const SHELL_FOLDERS = new Set(['PWD', 'OLDPWD'])
const HARMLESS = new Set([
  // MCP's own field that only links progress to a request (2025-11-25, basic/utilities/progress).
  'progresstoken',
  // Cursors of lists (docs.aws.amazon.com, google.aip.dev/158, github.com/microsoft/api-guidelines), and what stops a task.
  'nexttoken',
  'pagetoken',
  'nextpagetoken',
  'previouspagetoken',
  'prevpagetoken',
  'continuationtoken',
  'nextcontinuationtoken',
  'cancellationtoken',
])
/** Too short to be the end of any word, so only after a separator: `DB_PASS`, not `bypass` and not the shell's `PWD`. */
const SHORT_WORDS = /[a-z0-9][_-](?:pass|pwd|pw|pat)$/i

/** Ends of names of variables somebody gives a server on purpose: `OPENAI_KEY`, `API_AUTH`. */
const GIVEN_VARIABLES =
  /(?:^|_)(?:KEYS?|KEY_BASE|AUTH|PAT|PASS|PWD?|CREDS?|PASSWORDS?|TOKENS?|SECRETS?|COOKIES?|(?:ACCESS|AUTH|RECOVERY|BACKUP)_CODES?)$/i
/** What it is for comes last (`GITHUB_TOKEN_WORK`), unless that says something about the secret. */
const GIVEN_FIRST = /(?:^|_)(?:PASSWORD|PASSWD|TOKEN|SECRET|API_?KEY)_[A-Z0-9_]+$/i
const SAYS_ABOUT =
  /_(?:URLS?|URI|FILE|PATH|DIR|NAME|HOST|PORT|TTL|LIMIT|COUNT|MAX|MIN|LENGTH|SIZE|EXPIRY|EXPIRES|IN|AT|TIMEOUT|TYPE|ENDPOINT|REGION|VERSION|MODE|ENABLED|ISSUER|AUDIENCE|SCOPES?|PREFIX|ALGORITHM|ID|ARN|METHOD|HEADER|USERNAME|USER|EMAIL)$/i
/** Words of a wallet: they are words. */
const WALLET = /(?:^|_)(?:MNEMONIC|SEED|SEED_(?:PHRASE|WORDS))$/i

/** Query parameters that carry a secret beyond the names above. */
const PARAMETERS = new Set([
  'auth',
  'code',
  'key',
  'sig',
  'hmac',
  'sas',
  'pass',
  'pwd',
  'otp',
  'ticket',
  'assertion',
  'xamzcredential',
  'xamzsignature',
  'xamzsecuritytoken',
  'xgoogsignature',
  'xgoogcredential',
])

/** Whether a member, variable, flag or header of this name holds a secret. */
export const isSecretName = remembered((name) => {
  const plain = normalised(name)
  if (HARMLESS.has(plain)) return false
  return WHOLE_NAMES.has(plain) || SUFFIXES.some((suffix) => plain.endsWith(suffix)) || SHORT_WORDS.test(name)
})

/** Whether texts under this name are secrets though numbers are not: `cookies`, `tokens` (a model counts those), `pwd`. */
export const isSecretTextName = remembered((name) => {
  if (SHELL_FOLDERS.has(name)) return false
  const plain = normalised(name)
  return TEXT_NAMES.has(plain) || (plain.endsWith('s') && isSecretName(plain.slice(0, -1)))
})

/** Names of the shell for folders, which are no passwords in capitals. */
export function isShellFolder(name: string): boolean {
  return SHELL_FOLDERS.has(name)
}

/** `pass` and `pwd`, whose value may be a secret without quotes; what is named in the plural is often a count. */
export function isSinglePassword(name: string): boolean {
  return !SHELL_FOLDERS.has(name) && TEXT_NAMES.has(normalised(name))
}

/** How names of secrets end: the texts of `name` are many and all different, so most are refused without more work. */
const ENDINGS = new RegExp(
  `(?:${[...new Set([...WHOLE_NAMES, ...TEXT_NAMES, 'pw', 'pat'].map((name) => name.slice(-2)))].join('|')})s?[^a-z]*$`,
  'i',
)

/** Whether the text of a `name` or `key` is the name of a secret, and no sentence that ends with such a word. */
export function isSecretLabel(text: string): boolean {
  if (!ENDINGS.test(text)) return false
  if (/^[\w.:-]+$/.test(text)) return isSecretName(text) || isSecretTextName(text)
  return /^[\w .:-]+$/.test(text) && WHOLE_NAMES.has(normalised(text))
}

/**
 * Whether a variable that the entry of a server sets holds a secret. Its name may say less than that of one of many in an
 * environment; its value must then look like neither a word nor a path.
 */
export function isSecretVariable(name: string, value: string): boolean {
  if (SHELL_FOLDERS.has(name)) return false
  if (WALLET.test(name)) return value.length >= 16 || looksRandom(value, 0)
  if (!GIVEN_VARIABLES.test(name) && !(GIVEN_FIRST.test(name) && !SAYS_ABOUT.test(name))) return false
  if (/[/\\\s]/.test(value)) return isBase64WithSlashes(value)
  return looksRandom(value, 0) || (value.length >= 6 && /\d/.test(value))
}

/** A path has dots, begins with a slash, or has no digits among letters of both cases. */
function isBase64WithSlashes(value: string): boolean {
  return (
    value.length >= 16 &&
    /^[A-Za-z0-9+][A-Za-z0-9+/]+={0,2}$/.test(value) &&
    /\d/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value)
  )
}

/** The same for a parameter in the query of a URL. */
export const isSecretParameter = remembered((name) => PARAMETERS.has(normalised(name)) || isSecretName(name))

/** Without looking back, a long run of digits would be tried from each of them. */
const LAST_NUMBER = /(?<!\d)\d+$/

function normalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(LAST_NUMBER, '')
}

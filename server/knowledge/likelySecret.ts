import { CREDENTIAL_KINDS, entropy } from './credentials.ts'
import { isCommonPassword, isPlaceholder } from './placeholders.ts'
import { isPublicValue } from './publicValues.ts'
import { holdsReference } from './references.ts'

/** Shorter or plainer than this is a word, not a secret. */
const MIN_CHARS = 12
const MIN_BITS_PER_CHAR = 3
/** A value that begins like an issuer's and stands under the name of a secret is one, whatever follows. */
const TELLING_PREFIXES = CREDENTIAL_KINDS.flatMap(({ prefixes }) => prefixes).filter((prefix) => /^\w{2,}[_.~-]/.test(prefix))

/** Whether a value that stands under the name of a secret, and has no issuer's shape, can be one. */
export function isLikelySecret(value: string): boolean {
  if (value.length < MIN_CHARS || isOrdinary(value)) return false
  return entropy(value) >= MIN_BITS_PER_CHAR || TELLING_PREFIXES.some((prefix) => value.startsWith(prefix))
}

/**
 * What people write under such names that is no secret: a path of a file that holds it, an address, a connection string
 * without a password, a sentence, the word "password", a fingerprint or a public key.
 */
export function isOrdinary(value: string): boolean {
  if (CONNECTION.test(value)) return !holdsPassword(value)
  if (isCommonPassword(value) || isPublicValue(value)) return true
  return ADDRESS.test(value) || PATH.test(value) || (/\s/.test(value) && !value.startsWith('-----BEGIN'))
}

/** An address with a password is found by its shape, before the name counts. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const PATH = /^(?:~|\.{1,2}|[A-Za-z]:)[\\/]|^\/[\w.@ -]+(?:\/[\w.@ -]+)+$|^[\w./\\-]+\.(?:json|pem|key|p12|txt|env|ya?ml|toml)$/
/** `Server=…;Database=…` of ADO.NET, ODBC and Azure. */
const CONNECTION = /^\s*[a-z][\w ]*=[^;=]*;\s*[a-z][\w ]*=/i
const PASSWORD = /(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s*=\s*([^;]*)/i

function holdsPassword(connection: string): boolean {
  const password = PASSWORD.exec(connection)?.[1]?.trim() ?? ''
  return password !== '' && !holdsReference(password) && !isPlaceholder(password)
}

import placeholders from './placeholders.json' with { type: 'json' }

const TESTS = placeholders.map(({ id, regex, flags }) => ({ id, regex: new RegExp(regex, flags) }))
const VENDOR_SAMPLE = TESTS.filter(({ id }) => id === 'vendor-sample')
/** A credential is shorter; what is longer is no placeholder. */
const MAX_PLACEHOLDER_CHARS = 400

/**
 * Something a reader must replace: empty, `<YOUR_TOKEN>`, `your-api-key-here`, `changeme`, `ghp_xxxx`. Words such as
 * "example" count only as whole words, so a token whose letters spell EXAMPLE0NOTREAL is no placeholder. Who knows that
 * a value has an issuer's shape asks `matchCredential` first.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  if (text.length > MAX_PLACEHOLDER_CHARS) return false
  return isFiller(text) || TESTS.some(({ regex }) => regex.test(text))
}

/** Nothing but one repeated character after a prefix: `sk_live_xxxxxxxxxxxx`, `AKIA0000000000000000`. */
export function isFiller(token: string): boolean {
  return /(.)\1{7}$/s.test(token) && new Set(token.slice(-16)).size <= 3
}

/** A value printed in the documentation of its issuer, which never worked. */
export function isVendorSample(value: string): boolean {
  return VENDOR_SAMPLE.some(({ regex }) => regex.test(value))
}

/** Words people write where a password would stand: `user:password@host`, and what database images print in their pages. */
export function isCommonPassword(secret: string): boolean {
  return /^(?:pass|password|passwd|pwd|secret|(?:my|your|the)[-_]?(?:secret)?[-_]?password|mysecret|user|username)$/i.test(secret)
}

/** How far into a key one sees whether it is one. */
const KEY_BODY_CHARS = 200

/** Whether what follows the first line of a private key is something a reader must replace. */
export function isPlaceholderKey(after: string): boolean {
  const start = after.slice(0, KEY_BODY_CHARS)
  const end = start.indexOf('-----END')
  const body = (end < 0 ? start : start.slice(0, end)).replace(/\\[nr]|\s/g, '')
  if (body === '') return end >= 0
  return isFiller(body) || /^(?:\.{3}|…|<[^>]*>|\[[^\]]*\]|x{3}|\*{3}|(?:insert|paste|put)?your)/i.test(body)
}

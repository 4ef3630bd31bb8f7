import type { FoundCredential } from './credentials.ts'

/** A shorter value is a word that also stands elsewhere: replacing it would hide that, and show what it is. */
const MIN_CHARS = 6
const MAX_CHARS = 20_000

/**
 * Values that are replaced wherever they occur, also as a URL or base64 would write them. The longest come first, so that
 * one that holds another is found whole.
 */
export function knownSecrets(credentials: readonly FoundCredential[]): string[] {
  const values = new Set<string>()
  for (const { secret, value } of credentials) {
    for (const text of [secret, value ?? '']) {
      const plain = text.trim()
      if (plain.length < MIN_CHARS || plain.length > MAX_CHARS) continue
      values.add(plain)
      values.add(encodeURIComponent(plain))
      // Without the last characters, which depend on what follows.
      const base64 = Buffer.from(plain, 'utf8').toString('base64').replace(/=+$/, '')
      values.add(base64.slice(0, base64.length - (base64.length % 4 ? 1 : 0)))
    }
  }
  return [...values].sort((a, b) => b.length - a.length)
}

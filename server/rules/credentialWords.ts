import { type CredentialKind, shownPrefix } from '../knowledge/credentials.ts'
import type { CredentialUse } from '../model/launch.ts'

/**
 * What a credential is, for a message: "a GitHub personal access token (classic), ghp_…,". Kind and the issuer's prefix
 * only, never a character of the secret. Ends so that a sentence can go on.
 */
export function credentialWords({ kind, evidence, at }: CredentialUse): string {
  if (!kind) return 'what looks like a secret'
  const prefix = evidence === 'literal' ? shownPrefix(kind, at.text) : ''
  return `${withArticle(kindName(kind))}${prefix ? `, ${prefix}…,` : ''}`
}

/** "GitHub personal access token (classic)"; a kind that any issuer may hand out has no name before it. */
export function kindName({ provider, label }: CredentialKind): string {
  return provider === 'any' ? label : `${provider} ${label}`
}

/** "a Slack bot token" */
export function withArticle(words: string): string {
  return `${/^(?:[aeio]|npm|HCP|HTTP)/i.test(words) ? 'an' : 'a'} ${words}`
}

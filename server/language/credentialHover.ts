import type { JwtClaims } from '../knowledge/jwt.ts'
import type { CredentialUse } from '../model/launch.ts'
import { kindName } from '../rules/credentialWords.ts'
import { durationWords, momentWords } from '../rules/duration.ts'
import { claimsOf, evidenceWords, lifetimeWords } from './credentialWords.ts'
import type { Markup } from './markup.ts'

const MOST_SCOPES = 20

/** What a credential is and what it can do. Never its value. */
export function describeCredential(use: CredentialUse, markup: Markup): string {
  const { kind, name } = use
  const claims = claimsOf(use)
  const lifetime = lifetimeWords(use)
  const items = [
    ...(lifetime === undefined ? [] : [`Lifetime: ${markup.text(lifetime)}`]),
    ...(kind ? [`Acts for: ${markup.text(kind.subject)}`, `Impact if it leaks: ${markup.text(kind.impact)}`] : []),
    ...(kind && !claims ? [`Scopes: ${markup.text(kind.scopeSemantics)}`] : []),
    ...(claims ? claimItems(claims, markup) : []),
    `How we know: ${markup.text(evidenceWords(use))}`,
  ]
  return `${markup.strong(kind ? kindName(kind) : 'Credential')} in ${markup.code(name)}\n\n${markup.list(items)}`
}

/** Whoever made the token chose these words, and nothing here checks its signature. */
function claimItems({ issuer, audience, issuedAt, expiresAt, scopes }: JwtClaims, markup: Markup): readonly string[] {
  const expiry = expiresAt === undefined ? undefined : momentWords(expiresAt)
  const lasts = issuedAt === undefined || expiresAt === undefined ? undefined : durationWords(expiresAt - issuedAt)
  const more = scopes.length - MOST_SCOPES
  return [
    ...(issuer === undefined ? [] : [`Issuer (iss): ${markup.code(issuer)}`]),
    ...(audience.length === 0 ? [] : [`Audience (aud): ${audience.slice(0, MOST_SCOPES).map(markup.code).join(', ')}`]),
    ...(expiry === undefined
      ? []
      : [`Expires (exp): ${markup.text(lasts === undefined ? expiry : `${expiry}, ${lasts} after it was issued`)}`]),
    scopes.length === 0
      ? 'Scopes: the token names none'
      : `Scopes: ${scopes.slice(0, MOST_SCOPES).map(markup.code).join(' ')}${more > 0 ? ` and ${more} more` : ''}`,
    'These claims are read from the token on this machine and are not verified.',
  ]
}

import { type JwtClaims, readJwt } from '../knowledge/jwt.ts'
import type { CredentialUse } from '../model/launch.ts'
import { durationWords, momentWords } from '../rules/duration.ts'

/** How long it works: of a JSON Web Token what the token itself says, of the rest what is known about its kind. */
export function lifetimeWords(use: CredentialUse): string | undefined {
  const claims = claimsOf(use)
  return claims ? jwtLifetimeWords(claims) : use.kind?.lifetime.words
}

/** Decoded here, never verified, never sent; undefined for what is no literal JWT. */
export function claimsOf({ evidence, at }: CredentialUse): JwtClaims | undefined {
  return evidence === 'literal' ? readJwt(at.text) : undefined
}

export function evidenceWords({ evidence }: CredentialUse): string {
  return EVIDENCE[evidence]
}

const EVIDENCE = {
  literal: 'The value stands in this file.',
  reference: 'The name says so; the value comes from elsewhere.',
  name: 'The name says so; the value tells nothing.',
} satisfies Record<CredentialUse['evidence'], string>

function jwtLifetimeWords({ issuedAt, expiresAt }: JwtClaims): string {
  if (expiresAt === undefined) return 'never expires'
  if (issuedAt !== undefined && expiresAt > issuedAt) return `works for ${durationWords(expiresAt - issuedAt)}`
  const moment = momentWords(expiresAt)
  return moment === undefined ? 'expires at an unknown time' : `expires on ${moment}`
}

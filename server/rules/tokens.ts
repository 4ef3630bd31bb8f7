import { type JwtClaims, readJwt } from '../knowledge/jwt.ts'
import type { CredentialUse } from '../model/launch.ts'

/** A literal JSON Web Token and what it says of itself; nobody has looked at its signature. */
export interface Token {
  readonly use: CredentialUse
  readonly claims: JwtClaims
}

/** The literal tokens among credentials, each once. */
export function tokensOf(credentials: readonly CredentialUse[]): readonly Token[] {
  return credentials.flatMap((use) => {
    if (use.evidence !== 'literal' || !use.at.text.startsWith('ey')) return []
    const claims = readJwt(use.at.text)
    return claims ? [{ use, claims }] : []
  })
}

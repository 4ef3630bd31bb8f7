/** What a JSON Web Token says about itself. Nothing is verified: whoever wrote the token chose the words. */
export interface JwtClaims {
  readonly issuer: string | undefined
  readonly audience: readonly string[]
  /** Seconds since 1970. */
  readonly issuedAt: number | undefined
  readonly expiresAt: number | undefined
  readonly scopes: readonly string[]
  /** Of `role`, `roles` and `permissions`, as issuers spell what RFC 9068 calls entitlements. */
  readonly roles: readonly string[]
  /** `sub` and `azp`: who acts. They never leave the machine and never enter a message. */
  readonly subjects: readonly string[]
}

/** Real tokens are shorter; what is longer is not decoded. */
const MAX_CHARS = 20_000

/** Reads the claims of a compact JWT (RFC 7519) on this machine; undefined if it is none. Never throws. */
export function readJwt(token: string): JwtClaims | undefined {
  if (token.length > MAX_CHARS) return undefined
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined
  if (decodeObject(header) === undefined) return undefined
  const claims = decodeObject(payload)
  if (claims === undefined) return undefined
  return {
    issuer: text(claims.get('iss')),
    audience: texts(claims.get('aud')),
    issuedAt: seconds(claims.get('iat')),
    expiresAt: seconds(claims.get('exp')),
    scopes: [...new Set([...words(claims.get('scope')), ...words(claims.get('scp'))])],
    roles: [...new Set(['role', 'roles', 'permissions'].flatMap((claim) => words(claims.get(claim))))],
    subjects: [...texts(claims.get('sub')), ...texts(claims.get('azp'))],
  }
}

function decodeObject(part: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return new Map(Object.entries(value))
  } catch {
    // Not base64url of JSON: then it is no token of this kind.
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => text(item) ?? [])
}

/** `scope` is a list in one string (RFC 8693); some issuers send an array. */
function words(value: unknown): readonly string[] {
  return texts(value)
    .flatMap((item) => item.split(/\s+/))
    .filter((word) => word !== '')
}

function seconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e11 ? value : undefined
}

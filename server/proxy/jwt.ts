/** Claims of a token nobody has checked (RFC 7519, 4.1; scope: RFC 8693, 4.2; scp: issuers of Microsoft, Okta). */
export interface JwtFacts {
  readonly scopes: readonly string[] | undefined
  readonly claims: {
    readonly iss?: string
    readonly aud?: string | readonly string[]
    readonly issued?: number
    readonly expires?: number
  }
}

const MAX_SCOPES = 100
const MAX_CHARS = 200

/**
 * What a JSON Web Token says of itself; undefined when its payload is no JSON object. Texts come from outside: they are
 * shortened and go through `clean`.
 */
export function readJwt(token: string, clean: (text: string) => string): JwtFacts | undefined {
  const payload = parseObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  if (!payload) return undefined
  const short = (text: string) => clean(text.slice(0, MAX_CHARS))
  const { iss, aud, iat, exp } = payload
  const audiences = texts(aud).map(short)
  return {
    scopes: scopesOf(payload.scope ?? payload.scp)?.map(short),
    claims: {
      ...(typeof iss === 'string' && { iss: short(iss) }),
      ...(audiences.length > 0 && { aud: typeof aud === 'string' ? short(aud) : audiences }),
      ...(typeof iat === 'number' && { issued: iat }),
      ...(typeof exp === 'number' && { expires: exp }),
    },
  }
}

function scopesOf(claim: unknown): readonly string[] | undefined {
  if (typeof claim === 'string') return claim.split(/\s+/).filter(Boolean).slice(0, MAX_SCOPES)
  return Array.isArray(claim) ? texts(claim) : undefined
}

function texts(claim: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  return all.filter((item) => typeof item === 'string').slice(0, MAX_SCOPES)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    // Three words with dots between them are no token.
    return undefined
  }
}

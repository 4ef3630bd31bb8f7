export interface UserAndPassword {
  readonly user: string
  readonly password: string
}

/** Longer values are no passwords. */
const MAX_CHARS = 2_000

/** The pair in `Basic …` (RFC 7617), decoded on this machine; undefined for what is none. Neither part enters a message. */
export function decodeBasic(header: string): UserAndPassword | undefined {
  const encoded = header.length > MAX_CHARS ? undefined : /^basic\s+([A-Za-z0-9+/_-]{4,}={0,2})$/i.exec(header.trim())?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  // Control characters and broken UTF-8 say that it is something else.
  if (colon < 1 || /[\p{Cc}\uFFFD]/u.test(text)) return undefined
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

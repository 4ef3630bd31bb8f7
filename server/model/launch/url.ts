import type { LaunchUrl } from '../launch.ts'
import type { Text } from '../place.ts'

/** Reads an address; undefined when it is none, for instance when all of it is a reference. */
export function readUrl(text: Text): LaunchUrl | undefined {
  const parsed = URL.canParse(text.text) ? new URL(text.text) : urlWithReferences(text.text)
  if (!parsed || !/^[a-z][a-z+.-]*:$/i.test(parsed.protocol)) return undefined
  // IPv6 stands in brackets, and a full name may end with a dot.
  const hostname = parsed.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  const loopback = isLoopback(hostname)
  return {
    ...text,
    scheme: parsed.protocol.slice(0, -1).toLowerCase(),
    hostname,
    pathname: parsed.pathname,
    loopback,
    private: !loopback && isPrivate(hostname),
  }
}

/** `https://host:${PORT}/mcp` is no URL, but scheme and host can be told. */
function urlWithReferences(text: string): URL | undefined {
  const readable = text.replace(/:\$\{[^}]{0,200}\}(?=[/?#]|$)/, '').replace(/\$\{[^}]{0,200}\}/g, '_')
  return /^[a-z][a-z+.-]*:\/\/[^_/]/i.test(readable) && URL.canParse(readable) ? new URL(readable) : undefined
}

/** RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, RFC 6761 §6.3. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '::1') return true
  return isIpv4(hostname) && hostname.startsWith('127.')
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6; a name without a dot is resolved in the local network only. */
function isPrivate(hostname: string): boolean {
  if (hostname.includes(':')) return /^(?:f[cd]|fe[89ab])/.test(hostname) || /^::ffff:/.test(hostname)
  if (!isIpv4(hostname)) return hostname !== '' && !hostname.includes('.')
  const [a = 0, b = 0] = hostname.split('.').map(Number)
  return a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)
}

function isIpv4(hostname: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname)
}

import type { Launch, LaunchUrl, Source } from '../model/launch.ts'

/**
 * What starts, in a few words: `npx @scope/server@1.2.3`, `node server.js`, `https://example.com/mcp`. Arguments stay out,
 * and so does every part of an address that may hold a secret. Characters are those of the file: the caller escapes.
 */
export function launchWords({ url, runner, source, script, program }: Launch): string | undefined {
  if (url) return addressWords(url)
  if (source) return [runner?.name, sourceWords(source)].filter((word) => word !== undefined).join(' ')
  if (script) return [runner?.name ?? program?.text, script.text].filter((word) => word !== undefined).join(' ')
  return program?.text
}

function sourceWords({ ecosystem, name, version, digest }: Source): string {
  const shown = withoutUser(name)
  if (digest !== undefined) return `${shown}@${digest.slice(0, 19)}…`
  if (version === undefined) return shown
  return `${shown}${ecosystem === 'oci' ? ':' : ecosystem === 'pypi' ? '==' : '@'}${version.text.replace(/^==/, '')}`
}

/** `git+https://user:token@host/…` without the part before the `@` of the host. */
function withoutUser(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '')
}

const LONGEST_PLAIN_SEGMENT = 24

/** Some services put the secret into the path; a name a person chose is short. */
function addressWords({ scheme, hostname, pathname }: LaunchUrl): string {
  const segments = pathname.split('/').map((segment) => (segment.length > LONGEST_PLAIN_SEGMENT ? '…' : segment))
  return `${scheme.replace(/:$/, '')}://${hostname}${segments.join('/').replace(/\/$/, '')}`
}

import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { Launch, LaunchUrl, Source } from '../model/launch.ts'

/**
 * What starts, in a few words: `npx @scope/server@1.2.3`, `node server.js`, `https://example.com/mcp`. Arguments stay out,
 * and so does every part of an address that may hold a secret. Characters are those of the file: the caller escapes.
 */
export function launchWords({ url, runner, source, script, program }: Launch): string | undefined {
  const words = url
    ? [addressWords(url)]
    : source
      ? [runner?.name, sourceWords(source)]
      : script
        ? [runner?.name ?? (program && programWords(program.text)), scriptWords(script.text)]
        : [program && programWords(program.text)]
  const known = words.filter((word) => word !== undefined)
  return known.length === 0 ? undefined : withoutCredentials(known.join(' '))
}

/** Some write a whole command line into "command": what follows the program are arguments. */
function programWords(program: string): string {
  return program.trim().replace(/\s.*$/s, ' …')
}

/** Folders have blanks in their names, options begin with a dash. */
function scriptWords(script: string): string {
  return script.replace(/\s-.*$/s, ' …')
}

function sourceWords({ ecosystem, name, version, digest }: Source): string {
  const shown = ecosystem === 'git' || ecosystem === 'url' ? withoutUser(name) : name
  if (digest !== undefined) return `${shown}@${digest.slice(0, 19)}…`
  if (version === undefined) return shown
  return `${shown}${ecosystem === 'oci' ? ':' : ecosystem === 'pypi' ? '==' : '@'}${version.text.replace(/^==/, '')}`
}

/**
 * `git+https://user:token@host/…` and `bitbucket:user:token@owner/name` without what stands before the `@`. A password may
 * hold an `@` or a slash, so behind a colon that begins no port everything up to the last `@` goes.
 */
function withoutUser(address: string): string {
  const [start = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:github|gitlab|bitbucket|gist|git):)?/i.exec(address) ?? []
  const rest = address.slice(start.length)
  return start + rest.replace(/^(?:[^/?#:]*:(?!\d+\/).*@|[^/?#]*@)/s, '').replace(/[?#].*$/s, '')
}

/** Some services put the secret into the path; a name that a person chose is short, or has words. */
function addressWords({ text, scheme, hostname, pathname }: LaunchUrl): string {
  const at = text.toLowerCase().indexOf(hostname)
  // Host names have no case, credentials have one.
  const host = at < 0 ? hostname : withoutCredentials(text.slice(at, at + hostname.length)).toLowerCase()
  const segments = pathname.split('/').map((segment) => (isPlain(segment) ? segment : '…'))
  return `${scheme}://${host}${segments.join('/').replace(/\/$/, '')}`
}

const LONGEST_PLAIN_SEGMENT = 24

function isPlain(segment: string): boolean {
  if (segment.length > LONGEST_PLAIN_SEGMENT) return false
  return !segment.split(/[^A-Za-z0-9]/).some((word) => word.length >= 12 && /\d/.test(word) && /[A-Za-z]/.test(word))
}

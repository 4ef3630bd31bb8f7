import { matchCredential } from '../knowledge/credentials.ts'
import { isLoopback } from '../model/launch/url.ts'

export interface ConnectionString {
  readonly user: string
  readonly password: string
  readonly host: string
}

/**
 * `scheme://user:password@host…`; its shape is known, since `matchCredential` found it. The last `@` ends the password,
 * since people write one into passwords and a host has none. `user` may be empty.
 */
export function readConnectionString(text: string): ConnectionString {
  const rest = text.slice(text.indexOf('://') + 3)
  const end = rest.lastIndexOf('@')
  // A reference in place of the user may hold a colon itself: `${env:DB_USER}`.
  const user = /^(?:\$\{[^}]*\}|[^:$]|\$(?!\{))*/.exec(rest.slice(0, end))?.[0] ?? ''
  const host = /^(?:\[[^\]]*\]|[^:/?#,]*)/.exec(rest.slice(end + 1))?.[0] ?? ''
  return { user, password: rest.slice(user.length + 1, end), host }
}

/** Whose password it is, for a message; never a character of it. */
export function passwordWords({ user, host }: ConnectionString): string {
  const shown = user !== '' && matchCredential(user) === undefined
  return shown ? `the password of "${user}" at "${host}"` : `the password for "${host}"`
}

/** A database of this machine, which nobody else reaches. */
export function isLocal({ host }: ConnectionString): boolean {
  return isLoopback(host.replace(/^\[|\]$/g, '').toLowerCase())
}

import { matchCredential } from '../knowledge/credentials.ts'
import { isLoopback } from '../model/launch/url.ts'
import type { Launch } from '../model/launch.ts'
import { partOf, type Text } from '../model/place.ts'
import { remember } from '../syntax/remember.ts'
import type { SyntaxTree } from '../syntax/tree.ts'

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

/** Where a connection string leads, each part with its place; a part that is not there is undefined. */
export interface DatabaseTarget {
  /** All of the string. */
  readonly at: Text
  readonly user: Text | undefined
  /** The first host of several, with no port. */
  readonly host: Text | undefined
  readonly database: Text | undefined
}

const SCHEME =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|mssql|sqlserver|clickhouse|neo4j|bolt|couchbases?|oracle|cockroachdb)(?:\+[a-z0-9]{1,20})?:\/\//i
const MAX_CHARS = 2_000

/** The connection strings an entry holds, in its arguments and variables; also those whose parts are references. */
export function databaseTargets(launch: Launch, tree: SyntaxTree): readonly DatabaseTarget[] {
  // Six rules ask for them, one after the other.
  return remember(launch, TARGETS, () => readTargets(launch, tree))
}

const TARGETS = Symbol('where its connection strings lead')

function readTargets({ args, env }: Launch, tree: SyntaxTree): readonly DatabaseTarget[] {
  const values = [
    // A variable of a container stands among the variables.
    ...args.filter(({ of, flag }) => of !== 'container' || (flag !== '-e' && flag !== '--env')).map(({ value }) => value),
    ...env.flatMap(({ value }) => value ?? []),
  ]
  return values.filter(({ text }) => text.length <= MAX_CHARS && SCHEME.test(text)).map((at) => readTarget(at, tree))
}

function readTarget(at: Text, tree: SyntaxTree): DatabaseTarget {
  const start = SCHEME.exec(at.text)?.[0].length ?? 0
  const rest = at.text.slice(start)
  // The last `@` ends the password; one behind the question mark belongs to an option.
  const beforeOptions = rest.slice(0, Math.max(rest.indexOf('?'), 0)) || rest
  const end = beforeOptions.lastIndexOf('@') >= 0 ? beforeOptions.lastIndexOf('@') : rest.lastIndexOf('@')
  const user = /^(?:\$\{[^}]*\}|[^:$]|\$(?!\{))*/.exec(rest.slice(0, Math.max(end, 0)))?.[0] ?? ''
  const from = end + 1
  const host = /^(?:\[[^\]]*\]|(?:\$\{[^}]*\}|[^:/?#,$]|\$(?!\{))*)/.exec(rest.slice(from))?.[0] ?? ''
  const slash = rest.indexOf('/', from)
  const database = slash < 0 ? '' : (/^[^?#]*/.exec(rest.slice(slash + 1))?.[0] ?? '')
  const part = (offset: number, text: string): Text | undefined =>
    text === '' ? undefined : partOf(tree, at, start + offset, start + offset + text.length)
  return { at, user: part(0, user), host: part(from, host), database: part(slash + 1, database) }
}

/** A host of this machine: loopback, or the name by which a container reaches it. */
export function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return isLoopback(bare) || /^(?:host|gateway)\.(?:docker|containers)\.internal$/.test(bare)
}

import { isCommonPassword, isPlaceholder } from '../knowledge/placeholders.ts'
import { holdsReference } from '../knowledge/references.ts'
import { SENSITIVE } from '../knowledge/sensitive.ts'
import type { Launch } from '../model/launch.ts'
import { partOf, type Text } from '../model/place.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { decodeBasic } from './basicAuth.ts'
import { databaseTargets, isThisMachine, readConnectionString } from './connectionString.ts'

/** A user name and a password that everybody tries first. */
export interface WeakCredential {
  /** The password, or the stretch that holds it. */
  readonly at: Text
  readonly user: string
  /** Where it opens something; undefined where nothing says so. */
  readonly host: string | undefined
  readonly isEmpty: boolean
}

/** Accounts that products come with, whose first password is their own name or one of the words below. */
const ACCOUNTS: ReadonlySet<string> = new Set([
  ...SENSITIVE.dbAdminUsers,
  'administrator',
  'mysql',
  'guest',
  'neo4j',
  'elastic',
  'mongo',
  'redis',
  'minioadmin',
  'rabbitmq',
])
const FIRST_PASSWORDS: ReadonlySet<string> = new Set([
  'password',
  'passw0rd',
  'changeme',
  'change_me',
  'admin',
  'root',
  'postgres',
  '123456',
])

/** In connection strings, pairs of variables, and `Authorization: Basic`, in the order of the file. */
export function weakCredentials(launch: Launch, tree: SyntaxTree): readonly WeakCredential[] {
  const found = [...inStrings(launch, tree), ...inVariables(launch), ...inHeaders(launch)]
  return found.filter(({ host }) => host === undefined || !isOpen(host)).sort((a, b) => a.at.span.start - b.at.span.start)
}

/** This machine, or a neighbour in a composition of containers: nobody else reaches it. */
export function staysNear(host: string | undefined): boolean {
  return host === undefined || isThisMachine(host) || !/[.:]/.test(host)
}

function isWeak(user: string, password: string): boolean {
  const name = user.toLowerCase()
  if (isCommonPassword(name) || holdsReference(user) || holdsReference(password)) return false
  if (!ACCOUNTS.has(name)) return false
  return password === '' || password.toLowerCase() === name || FIRST_PASSWORDS.has(password.toLowerCase())
}

/** What a manual leaves open leads nowhere yet (RFC 2606 for `example.com`). */
function isOpen(host: string): boolean {
  return /^(?:host(?:name)?|server|your.*|<.*|\{.*|db[-_]?host)$|(?:^|\.)example\.(?:com|org|net)$|(?:^|[.-])your[-.]/i.test(host)
}

function inStrings(launch: Launch, tree: SyntaxTree): readonly WeakCredential[] {
  return databaseTargets(launch, tree).flatMap(({ at, user, host }): readonly WeakCredential[] => {
    if (!user) return []
    const { password } = readConnectionString(at.text)
    const start = at.text.indexOf('://') + 3
    // A user without a colon says nothing of the password: it comes from elsewhere.
    if (at.text[start + user.text.length] !== ':' || !isWeak(user.text, password)) return []
    const pair = partOf(tree, at, start, start + user.text.length + 1 + password.length)
    return [{ at: pair, user: user.text, host: host?.text, isEmpty: password === '' }]
  })
}

const USERS = ['USER', 'USERNAME', 'USER_NAME', 'LOGIN']
const TARGETS = ['HOST', 'HOSTNAME', 'SERVER', 'ADDRESS', 'URL', 'URI', 'BASE_URL', 'BASE_URI']

function inVariables({ env }: Launch): readonly WeakCredential[] {
  const byName = new Map(env.map((setting) => [setting.name.toUpperCase(), setting] as const))
  const beside = (prefix: string, rest: readonly string[]): string | undefined =>
    rest.map((one) => byName.get(prefix.toUpperCase() + one)?.value?.text).find((text) => text !== undefined)
  return env.flatMap((setting): readonly WeakCredential[] => {
    const prefix = /^(.*?)(?:PASSWORD|PASSWD|PASS|PWD)$/i.exec(setting.name)?.[1]
    const { value } = setting
    // What stands for nothing yet is filled in later: only a word that is a password counts.
    if (prefix === undefined || !value || value.text === '') return []
    const user = beside(prefix, USERS)
    if (user === undefined || !isWeak(user, value.text)) return []
    const target = beside(prefix, TARGETS)
    return [{ at: value, user, host: target === undefined ? undefined : hostIn(target), isEmpty: false }]
  })
}

function hostIn(target: string): string {
  return URL.canParse(target) && target.includes('://') ? new URL(target).hostname : target.replace(/:\d+$/, '')
}

function inHeaders({ headers, url, bridged }: Launch): readonly WeakCredential[] {
  return headers.flatMap(({ name, value }): readonly WeakCredential[] => {
    const pair = value && /^(?:proxy-)?authorization$/i.test(name) ? decodeBasic(value.text) : undefined
    if (!value || !pair || !isWeak(pair.user, pair.password) || isPlaceholder(pair.user)) return []
    return [{ at: value, user: pair.user, host: (url ?? bridged?.url)?.hostname, isEmpty: pair.password === '' }]
  })
}

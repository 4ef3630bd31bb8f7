import type { CredentialRef } from '../protocol/frame.ts'
import { namedSecrets } from './argv.ts'
import { CREDENTIAL_KINDS, type CredentialKind, prefixesOf } from './credentialKinds.ts'
import { readJwt } from './jwt.ts'
import { isSecretName, isSecretVariable } from './secretNames.ts'

/** A credential the server gets, with its value. Stays in memory; only `credentialRef` leaves. */
export interface FoundCredential {
  readonly where: 'env' | 'argument'
  readonly name: string
  /** The credential itself, without what stands around it ("Bearer "). */
  readonly secret: string
  /** The whole value, when its name says that it is a secret. */
  readonly value: string | undefined
  readonly kind: CredentialKind | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

const MAX_VALUE_CHARS = 20_000
const MAX_CREDENTIALS = 100

/**
 * Credentials in the environment and the arguments of a server: a value of an issuer's shape, or a name that says so.
 * `first` are names of variables that are listed before the others: those the entry sets.
 */
export function findCredentials(argv: readonly string[], env: Environment, first: readonly string[] = []): FoundCredential[] {
  const found: FoundCredential[] = []
  for (const name of new Set([...first.filter((own) => env[own] !== undefined), ...Object.keys(env)])) {
    const value = env[name]
    if (value) add(found, 'env', name, value, isSecretName(name) || (first.includes(name) && isSecretVariable(name, value)))
  }
  const named = namedSecrets(argv)
  argv.forEach((word, index) => {
    const own = named.filter((secret) => secret.index === index)
    for (const { name, start, end } of own) add(found, 'argument', name, word.slice(start, end), true)
    if (own.length === 0) add(found, 'argument', flagOf(argv, index), word, false)
  })
  return found.slice(0, MAX_CREDENTIALS)
}

function add(found: FoundCredential[], where: FoundCredential['where'], name: string, value: string, isNamed: boolean): void {
  const match = matchKind(value)
  if (!match && !isNamed) return
  found.push({ where, name, secret: match?.secret ?? value, value: isNamed ? value : undefined, kind: match?.kind })
}

/** "--header" for the word after it, else the word's place. */
function flagOf(argv: readonly string[], index: number): string {
  const word = argv[index] ?? ''
  const before = argv[index - 1] ?? ''
  const own = /^(-{0,2}[A-Za-z][\w.-]*)=/.exec(word)?.[1]
  return own ?? (index > 1 && /^--?[A-Za-z][\w-]*$/.test(before) ? before : `argument ${index}`)
}

/** The longest match wins, since it is the more specific one. */
function matchKind(value: string): { readonly kind: CredentialKind; readonly secret: string } | undefined {
  const text = value.slice(0, MAX_VALUE_CHARS)
  let best: { readonly kind: CredentialKind; readonly secret: string; readonly length: number } | undefined
  for (const kind of CREDENTIAL_KINDS) {
    if (kind.needsName) continue
    const prefixes = prefixesOf(kind)
    if (prefixes.length > 0 && !prefixes.some((prefix) => text.includes(prefix))) continue
    const match = new RegExp(kind.regex, kind.flags ?? '').exec(text)
    if (match && match[0].length > (best?.length ?? 0)) best = { kind, secret: match[1] ?? match[0], length: match[0].length }
  }
  return best
}

/** What may be said of a credential: never its value. `fingerprint`: 8 hex digits that tell it from others. */
export function credentialRef(
  { where, name, secret, kind }: FoundCredential,
  fingerprint: (secret: string) => string,
  clean: (text: string) => string,
): CredentialRef {
  const jwt = kind?.id === 'jwt' ? readJwt(secret, clean) : undefined
  return {
    where,
    name: clean(name),
    ...(kind && { kind: kind.id }),
    fingerprint: fingerprint(secret),
    scopes: jwt?.scopes ? { observed: jwt.scopes } : {},
    source: jwt ? 'jwt' : 'config',
    verified: false,
    ...jwt?.claims,
  }
}

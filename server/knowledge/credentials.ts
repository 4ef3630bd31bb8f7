import credentialNames from './credentialNames.json' with { type: 'json' }
import credentials from './credentials.json' with { type: 'json' }
import { type Lifetime, readLifetime } from './lifetime.ts'
import { isCommonPassword, isFiller, isPlaceholder, isPlaceholderKey, isVendorSample } from './placeholders.ts'
import { holdsReference } from './references.ts'
import secretNames from './secretNames.json' with { type: 'json' }

/** A kind of credential an issuer hands out. Facts are in `credentials.json`, each with source and date. */
export interface CredentialKind {
  readonly id: string
  readonly provider: string
  /** "personal access token (classic)" */
  readonly label: string
  /** What every value of this kind starts with, safe to show: "ghp_". Empty when the issuer gives none. */
  readonly prefixes: readonly string[]
  readonly regex: string
  readonly flags: string
  /** Bits per character a value must have; undefined when the shape is proof enough. */
  readonly minEntropy: number | undefined
  /** The shape alone is too common: it counts only beside a name that belongs to this kind. */
  readonly needsName: boolean
  readonly lifetime: Lifetime
  readonly impact: 'low' | 'medium' | 'high' | 'critical'
  readonly subject: string
  /** What it can do, in words for somebody who does not know OAuth, as the end of "It can do: …". */
  readonly scopeSemantics: string
  /** What does less and is made for the same, where something is known. */
  readonly narrower: string | undefined
  /** Hosts at which it works; `*.` stands for any subdomain. Empty: unknown, or any. */
  readonly expectedHosts: readonly string[]
  readonly verified: boolean
}

export interface CredentialMatch {
  readonly kind: CredentialKind
  /** Offsets of the credential in the value, `end` exclusive. */
  readonly start: number
  readonly end: number
}

interface CredentialRecord {
  readonly id: string
  readonly provider: string
  readonly label: string
  readonly prefixes: readonly string[]
  readonly regex: string
  readonly flags?: string
  readonly minEntropy?: number
  readonly needsName?: readonly string[]
  readonly lifetime: string
  readonly impact: CredentialKind['impact']
  readonly subject: string
  readonly scopeSemantics: string
  readonly narrower?: string
  readonly expectedHosts: readonly string[]
  readonly verified: boolean
}

// The cast is proven record by record in test/knowledge/records.test.ts.
export const CREDENTIAL_KINDS: readonly CredentialKind[] = (credentials as readonly CredentialRecord[]).map((record) => ({
  id: record.id,
  provider: record.provider,
  label: record.label,
  prefixes: record.prefixes,
  regex: record.regex,
  flags: record.flags ?? '',
  minEntropy: record.minEntropy,
  needsName: record.needsName !== undefined,
  lifetime: readLifetime(record.lifetime),
  impact: record.impact,
  subject: record.subject,
  scopeSemantics: record.scopeSemantics,
  narrower: record.narrower,
  expectedHosts: record.expectedHosts,
  verified: record.verified,
}))

const SHAPES = CREDENTIAL_KINDS.filter((kind) => !kind.needsName).map((kind) => ({
  kind,
  regex: new RegExp(kind.regex, `${kind.flags}g`),
}))
const BY_NAME = new Map(credentialNames.map(({ name, kind }) => [name, CREDENTIAL_KINDS.find(({ id }) => id === kind)] as const))
const SECRET_NAME = nameTest('positive')
const HARMLESS_NAME = nameTest('negative')
/** Longer values are documents, not credentials; the shapes are searched in their beginning only. */
const MAX_VALUE_CHARS = 20_000

/**
 * The credential of a known issuer inside a value: its shape fits, it has the entropy such a value has, and it is neither
 * a placeholder nor (in a connection string or URL) a reference in place of the password. Of several the longest match
 * wins, since it is the more specific one. Takes time linear in the length of the value.
 */
export function matchCredential(value: string): CredentialMatch | undefined {
  return longestFirst(realMatches(value))[0]
}

/** Every such credential of a value in the order of the text; where two shapes overlap, the longer one. */
export function matchCredentials(value: string): readonly CredentialMatch[] {
  const kept: CredentialMatch[] = []
  for (const match of longestFirst(realMatches(value))) {
    if (kept.every(({ start, end }) => match.end <= start || end <= match.start)) kept.push(match)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Where more stand in one value, it is a list of them, and the first ones tell enough. */
const MAX_MATCHES = 100

/** What stands in every credential of a kind that has no prefix. */
const MARKS: Readonly<Record<string, string>> = {
  'gcp-sa-key': 'service_account',
  'azure-client-secret': 'Q~',
  terraform: '.atlasv1.',
  telegram: ':A',
  dsn: '://',
  'basic-auth-url': '://',
  'basic-auth-header': '^[Bb][Aa][Ss][Ii][Cc]',
}
/** One look tells of nearly every value that none of the shapes can fit. */
const ANY_MARK = new RegExp(
  SHAPES.flatMap(({ kind }) =>
    kind.prefixes.length > 0 ? kind.prefixes.map(escaped) : (MARKS[kind.id]?.replaceAll('.', '\\.') ?? ''),
  ).join('|'),
)

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** No credential with a shape is shorter: `http://:a@` is as short as they get. */
const MIN_VALUE_CHARS = 10

function realMatches(value: string): CredentialMatch[] {
  const found: CredentialMatch[] = []
  if (value.length < MIN_VALUE_CHARS) return found
  const text = value.slice(0, MAX_VALUE_CHARS)
  if (!ANY_MARK.test(text)) return found
  for (const { kind, regex } of SHAPES) {
    if (kind.prefixes.length > 0 && !kind.prefixes.some((prefix) => text.includes(prefix))) continue
    const parts = isAddress(kind) ? addresses(text) : [{ from: 0, part: text }]
    for (const { from, part } of parts) {
      // Not `matchAll`: it makes a new expression of each of ours at each call.
      regex.lastIndex = 0
      for (let match = regex.exec(part); match; match = regex.exec(part)) {
        const isKept =
          kind.id === 'private-key' ? !isPlaceholderKey(part.slice(regex.lastIndex)) : isReal(kind, match[0], match[1])
        if (isKept) found.push({ kind, start: from + match.index, end: from + regex.lastIndex })
        if (found.length >= MAX_MATCHES) return found
      }
    }
  }
  return found
}

/** Kinds that are an address with a password in it. */
function isAddress({ id }: CredentialKind): boolean {
  return id === 'dsn' || id === 'basic-auth-url'
}

interface Part {
  readonly from: number
  readonly part: string
}

/** One address at a time, since a password reaches to the last `@` of its own. */
function addresses(text: string): readonly Part[] {
  if (!text.includes('://')) return []
  const starts = Array.from(text.matchAll(/[a-z][a-z0-9+.-]{0,40}:\/\//gi), ({ index }) => index)
  return starts.map((from, at) => ({ from, part: text.slice(from, starts[at + 1]) }))
}

/** Stable, so that of two as long the one whose kind stands first in the table stays first. */
function longestFirst(matches: CredentialMatch[]): CredentialMatch[] {
  return matches.sort((a, b) => b.end - b.start - (a.end - a.start))
}

/** `secret` is the captured password of a connection string or URL, where the kind has one. */
function isReal(kind: CredentialKind, token: string, secret: string | undefined): boolean {
  if (secret !== undefined) {
    // What looks like a password may be a port, with an "@" further on.
    if (/^\d{1,5}[/,?#]/.test(secret)) return false
    return !holdsReference(secret) && !isPlaceholder(secret) && !isCommonPassword(secret)
  }
  if (isVendorSample(token) || isFiller(token)) return false
  return kind.minEntropy === undefined || entropy(token) >= kind.minEntropy
}

/** A variable, header, flag or query key whose name says that its value is a secret (`MAX_TOKENS`, `*_URL`, `*_FILE` are not). */
export function isSecretName(name: string): boolean {
  // `accessToken` is read as `access_Token`, `--api-key` as `api-key`.
  const words = name.replace(/^-+/, '').replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return SECRET_NAME(words) && !HARMLESS_NAME(words)
}

/** The kind of credential a variable of this name holds, where public documentation gives the name to exactly one kind. */
export function kindsByName(name: string): CredentialKind | undefined {
  return BY_NAME.get(name.toUpperCase())
}

/**
 * The kind a value begins like, although the rest has not its shape: `sbp_` and whatever follows. Only prefixes no word has,
 * and for values as long as a credential; whoever asks knows from elsewhere that it is a secret.
 */
export function kindByPrefix(value: string): CredentialKind | undefined {
  if (value.length < MIN_ISSUED_CHARS) return undefined
  let best: { readonly kind: CredentialKind; readonly length: number } | undefined
  for (const kind of CREDENTIAL_KINDS) {
    const prefix = shownPrefix(kind, value)
    if (TELLING_PREFIX.test(prefix) && prefix.length > (best?.length ?? 0)) best = { kind, length: prefix.length }
  }
  return best?.kind
}

const MIN_ISSUED_CHARS = 20
/** "ghp_", "sbp_", "xoxb-"; not "sk-", which several issuers use. */
const TELLING_PREFIX = /^\w{3,}[_.~-]/

/** Shannon entropy in bits per UTF-16 code unit; 0 for the empty text. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const char of text.split('')) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** The issuer's prefix of a value, which may be shown: "ghp_". Empty when its kind has none. */
export function shownPrefix(kind: CredentialKind, value: string): string {
  return kind.prefixes.find((prefix) => value.startsWith(prefix)) ?? ''
}

function nameTest(id: string): (name: string) => boolean {
  const tests = secretNames.filter((record) => record.id === id).map(({ regex, flags }) => new RegExp(regex, flags))
  return (name) => tests.some((test) => test.test(name))
}

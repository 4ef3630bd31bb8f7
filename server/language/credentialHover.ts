import type { JwtClaims } from '../knowledge/jwt.ts'
import { findScope, providerOf } from '../knowledge/oauthScopes.ts'
import type { CredentialUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { kindName } from '../rules/credentialWords.ts'
import { durationWords, momentWords } from '../rules/duration.ts'
import { claimsOf, evidenceWords, lifetimeWords, subjectWords } from './credentialWords.ts'
import { NOT_CONFIRMED } from './hover/plainWords.ts'
import { scopeWords } from './hover/scopeWords.ts'
import type { Markup } from './markup.ts'

const MOST_SCOPES = 20
const MOST_SERVERS = 4
/** More servers than this are not compared at one hover. */
const MOST_COMPARED = 500

/** What a credential is, for whom it acts and what it can do, for somebody who does not know OAuth. Never its value. */
export function describeCredential(use: CredentialUse, own: ServerEntry | undefined, config: McpConfig, markup: Markup): string {
  const { kind, name } = use
  const claims = claimsOf(use)
  const lifetime = lifetimeWords(use)
  const doubt = kind && !kind.verified ? NOT_CONFIRMED : ''
  const items = [
    ...(kind ? [`Acts for: ${markup.text(subjectWords(kind.subject))}`] : []),
    ...(kind && !claims && kind.scopeSemantics !== '' ? [`It can do: ${markup.text(`${kind.scopeSemantics}${doubt}`)}`] : []),
    ...(claims ? claimItems(claims, markup) : []),
    ...(lifetime === undefined ? [] : [`Lifetime: ${markup.text(lifetime)}`]),
    ...(kind ? [`Impact if it leaks: ${markup.text(kind.impact)}`] : []),
    ...(kind?.narrower === undefined ? [] : [`Does less: ${markup.text(kind.narrower)}`]),
    ...sharedItem(use, own, config, markup),
    `How we know: ${markup.text(evidenceWords(use))}`,
  ]
  return `${markup.strong(kind ? kindName(kind) : 'Credential')}${name === '' ? '' : ` in ${markup.code(name)}`}\n\n${markup.list(items)}`
}

/** The other servers of this file that get the same value, or the same reference. */
function sharedItem(use: CredentialUse, own: ServerEntry | undefined, config: McpConfig, markup: Markup): readonly string[] {
  const { text } = use.at
  if (use.evidence === 'name' || text === '') return []
  const others = config.servers
    .slice(0, MOST_COMPARED)
    .filter((entry) => entry !== own && entry.launch.credentials.some(({ at }) => at.text === text))
  if (others.length === 0) return []
  const more = others.length - MOST_SERVERS
  const names = others.slice(0, MOST_SERVERS).map(({ name }) => markup.code(name))
  return [`${own ? 'Also given to' : 'Given to'}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
}

/** Whoever made the token chose these words, and nothing here checks its signature. */
function claimItems({ issuer, audience, issuedAt, expiresAt, scopes }: JwtClaims, markup: Markup): readonly string[] {
  const expiry = expiresAt === undefined ? undefined : momentWords(expiresAt)
  const lasts = issuedAt === undefined || expiresAt === undefined ? undefined : durationWords(expiresAt - issuedAt)
  const more = scopes.length - MOST_SCOPES
  const provider = issuer === undefined ? undefined : providerOf(issuer)
  const broad = scopes.slice(0, MOST_SCOPES).flatMap((scope) => {
    const words = scopeWords(findScope(scope, provider, true))
    return words === undefined ? [] : [`${markup.code(scope)}: ${markup.text(words)}`]
  })
  return [
    scopes.length === 0
      ? 'It can do: the token does not say'
      : `It can do (scopes): ${scopes.slice(0, MOST_SCOPES).map(markup.code).join(' ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...broad.slice(0, MOST_BROAD),
    ...(issuer === undefined ? [] : [`Made by (iss): ${markup.code(issuer)}`]),
    ...(audience.length === 0 ? [] : [`Meant for (aud): ${audience.slice(0, MOST_SCOPES).map(markup.code).join(', ')}`]),
    ...(expiry === undefined
      ? []
      : [`Expires (exp): ${markup.text(lasts === undefined ? expiry : `${expiry}, ${lasts} after it was issued`)}`]),
    'This is read from the token on this machine, and nothing checks that it is true.',
  ]
}

const MOST_BROAD = 3

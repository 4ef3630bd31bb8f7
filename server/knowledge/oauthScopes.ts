import rows from './oauthScopes.json' with { type: 'json' }

/** What is known about one OAuth scope, or about a family of them. Facts are in `oauthScopes.json`, each with source and date. */
export interface ScopeFact {
  readonly provider: string
  /** As the provider writes it; `*` stands for any part in scopes of one provider. */
  readonly scope: string
  /** `broad`, `omnibus` (everything), `opaque` (nobody can see what), `admin`, `persistence`, or less than these. */
  readonly level: string
  /** What it allows, in a few words; empty where the level says it all. */
  readonly effect: string
  /** A single scope that does less, where there is one. */
  readonly narrower: string | undefined
  readonly verified: boolean
}

const FACTS: readonly ScopeFact[] = rows.map(({ provider, scope, level, effect, instead, verified }) => ({
  provider,
  scope,
  level,
  effect,
  narrower: /^(?=.*[:._])[\w:./-]+$/.test(instead) ? instead : undefined,
  verified,
}))
const GENERIC = 'generic'
const EXACT = new Map<string, readonly ScopeFact[]>()
for (const fact of FACTS) EXACT.set(fact.scope, [...(EXACT.get(fact.scope) ?? []), fact])

interface Family {
  readonly fact: ScopeFact
  readonly prefix: string
  readonly suffix: string
}

/** `*.ReadWrite.All`, `okta.*.manage`: one star, which stands for at least one character. */
const FAMILIES: readonly Family[] = FACTS.flatMap((fact): readonly Family[] => {
  const [prefix = '', suffix, ...more] = fact.scope.split('*')
  if (suffix === undefined || more.length > 0 || fact.provider === GENERIC || /[\s"]/.test(fact.scope)) return []
  return fact.scope.length > 3 ? [{ fact, prefix, suffix }] : []
})

/** Words that are a scope of one provider and quite another thing elsewhere: they count only where the provider is known. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['api', 'web', 'user', 'gist', 'workflow', 'codespace', 'identify', 'oauth'])

/**
 * What a scope is, compared whole: `repo` is no part of `report:read`. Of a known provider only its own scopes and those
 * every provider could have count; `isCertain` says that the place holds OAuth scopes and nothing else, so that a plain word
 * such as `all` may be one.
 */
export function findScope(scope: string, provider: string | undefined, isCertain: boolean): ScopeFact | undefined {
  const isPlain = /^(?:\*|[a-z]+)$/i.test(scope)
  if (isPlain && !isCertain) return undefined
  const fits = (fact: ScopeFact) =>
    fact.provider === GENERIC ||
    fact.scope.includes('://') ||
    (provider === undefined ? !AMBIGUOUS.has(fact.scope) : fact.provider === provider)
  // Microsoft's scopes may have the address of the service in front.
  const short = scope.replace(/^https:\/\/graph\.microsoft\.com\//, '')
  const exact = EXACT.get(short)?.filter(fits) ?? []
  const own = exact.find((fact) => fact.provider === provider) ?? exact[0]
  return own ?? FAMILIES.find((family) => fits(family.fact) && isOf(family, short))?.fact ?? byShape(scope)
}

function isOf({ prefix, suffix }: Family, scope: string): boolean {
  return scope.length > prefix.length + suffix.length && scope.startsWith(prefix) && scope.endsWith(suffix)
}

/**
 * What the shape alone says: `files:*` is everything of its kind (MCP Security Best Practices 2026-07-28, "Scope
 * Minimization"), `…/.default` whatever somebody consented to once, `users.manage` the power over who may do what.
 */
function byShape(scope: string): ScopeFact | undefined {
  const shaped = (level: string): ScopeFact => ({
    provider: GENERIC,
    scope,
    level,
    effect: '',
    narrower: undefined,
    verified: true,
  })
  if (/(?:^|\/)\.default$/.test(scope)) return shaped('opaque')
  if (/(?:^|[.:])(?:users?|roles?|polic(?:y|ies))[.:]manage$/i.test(scope)) return shaped('admin')
  return /^[^\s*]{1,100}[:./]\*$/.test(scope) && !/(?:^|[:./])read/i.test(scope) ? shaped('omnibus') : undefined
}

const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/github/i, 'GitHub'],
  [/gitlab/i, 'GitLab'],
  [/google|gmail|gdrive/i, 'Google'],
  [/microsoft|ms365|msgraph|entra|azure/i, 'Microsoft Graph'],
  [/slack/i, 'Slack'],
  [/atlassian|jira|confluence/i, 'Atlassian'],
  [/okta/i, 'Okta'],
  [/salesforce/i, 'Salesforce'],
  [/hubspot/i, 'HubSpot'],
]

/** The provider that a name belongs to: the id of a known server, a variable, a host name. */
export function providerOf(name: string): string | undefined {
  return PROVIDERS.find(([word]) => word.test(name))?.[1]
}

/** Levels of scopes that do not open more than a part; a scope of a higher level is for a person to choose. */
const NARROW: ReadonlySet<string> = new Set(['read', 'info'])

/** The scopes of a provider that do less than the ones people usually ask for. */
export function scopesBelow(provider: string): readonly string[] {
  const own = FACTS.filter((fact) => fact.provider === provider && fact.verified)
  const narrow = own.flatMap(({ scope, level, narrower }) => [
    ...(NARROW.has(level) ? [scope] : []),
    ...(narrower ? [narrower] : []),
  ])
  const broad = new Set(own.filter(({ level }) => !NARROW.has(level)).map(({ scope }) => scope))
  return [...new Set(narrow)].filter((scope) => !broad.has(scope))
}

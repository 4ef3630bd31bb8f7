import type { JwtClaims } from '../../knowledge/jwt.ts'
import { findScope } from '../../knowledge/oauthScopes.ts'
import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { CredentialUse } from '../../model/launch.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'
import { tokensOf } from '../tokens.ts'

export default defineRule({
  meta: {
    id: 'jwt-broad-claims',
    group: 'secrets',
    title: 'JWT carries wildcard/admin scopes or shared subject',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`scope`, `scp`, `role`, `roles`, `permissions`, `sub` and `azp` of any literal that is a JSON Web Token',
    when: 'a scope is administrative, broad or everything at once, a role or permission is that of an administrator or a wildcard, or the subject is named like a shared or administrative account.',
    why: 'The claims show the real privilege behind the workflow.',
    fix: undefined,
    standards: ['NHI5', 'MCP02', 'SBP scope-minimization', 'CWE-269'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    yield* report(launch.credentials, `of server "${name}" `)
  },

  *file({ credentials }) {
    yield* report(credentials, '')
  },
})

function* report(credentials: readonly CredentialUse[], of: string): Iterable<Report> {
  const broad = tokensOf(credentials).flatMap(({ use, claims }) => {
    const words = broadWords(claims)
    return words === undefined ? [] : [{ use, words }]
  })
  const [first, ...others] = broad
  if (!first) return
  const { use, words } = first
  yield {
    at: use.at,
    value: use.at.span,
    message: `The JSON Web Token in "${use.name}" ${of}${words}. Have one issued with only the scopes this server needs, for an account of its own.`,
    related: others.map((other) => ({ span: other.use.at.span, message: `The token in "${other.use.name}" ${other.words}.` })),
  }
}

/** Names of scopes and roles may be shown; those of people and accounts not. */
function broadWords({ scopes, roles, subjects }: JwtClaims): string | undefined {
  const scope = scopes.find((one) => BROAD.has(findScope(one, undefined, true)?.level ?? '') || isWildcard(one))
  if (scope !== undefined) return `may do more than one task needs: scope "${shortened(scope)}"`
  const role = roles.find((one) => ADMINISTRATIVE.test(one) || isWildcard(one))
  if (role !== undefined) return `has the role of an administrator, "${shortened(role)}"`
  return subjects.some(isShared) ? 'was issued to a shared or administrative account' : undefined
}

const BROAD: ReadonlySet<string> = new Set(['admin', 'broad', 'omnibus'])
/** Supabase's `service_role` passes every row-level policy (supabase.com/docs/guides/api/api-keys, checked 2026-11). */
const ADMINISTRATIVE = /^(?:.{0,100}[-_:./])?(?:admin|administrator|owner|root|superuser|super[-_]admin|service_role)$/i

/** `*`, `admin:*`; reading everything is no administration. */
function isWildcard(word: string): boolean {
  return /^(?:\*|[^\s*]{1,100}[:./]\*|\*[:./]\*)$/.test(word) && !/(?:^|[:./])(?:read|get|list|view)/i.test(word)
}

/** Words of one name; `svc-report` is an account of its own. */
function isShared(subject: string): boolean {
  const name = subject.slice(0, 200).replace(/@.*$/, '')
  return (
    SENSITIVE.privilegedNames.some((test) => test.test(name)) ||
    /(?:^|[-_.|])(?:shared|everyone|all-users)(?:[-_.]|$)/i.test(name)
  )
}

function shortened(word: string): string {
  return word.length > 60 ? `${word.slice(0, 59)}…` : word
}

export const examples = {
  good: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer ${env:ACME_TOKEN}"}}}}',
    },
    // An account of its own that reads; scopes are compared whole.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0Iiwic2NvcGUiOiJyZXBvcnRzOnJlYWQgcmVwbzpzdGF0dXMiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0.EXAMPLE-signature-not-real"}}}}',
    },
  ],
  bad: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0Iiwic2NvcGUiOiJhZG1pbjoqIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "Authorization" of server "acme" may do more than one task needs: scope "admin:*". Have one issued with only the scopes this server needs, for an account of its own.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_TOKEN":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "B_TOKEN" of server "b" has the role of an administrator, "service_role". Have one issued with only the scopes this server needs, for an account of its own.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_TOKEN":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0ZWFtLWFkbWluIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "B_TOKEN" of server "b" was issued to a shared or administrative account. Have one issued with only the scopes this server needs, for an account of its own.',
    },
  ],
} satisfies Examples

import type { CredentialUse } from '../../model/launch.ts'
import { durationWords } from '../duration.ts'
import { defineRule, type Examples, type Report, type Severity } from '../rule.ts'
import { type Token, tokensOf } from '../tokens.ts'

const DAY = 86_400
/** What a token of a workload needs at most, in seconds. */
const LIMIT = DAY
const NEVER_TOO_LONG = 90 * DAY

export default defineRule({
  meta: {
    id: 'jwt-excessive-lifetime',
    group: 'secrets',
    title: 'JWT without exp or with lifetime over the limit',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'any literal that is a JSON Web Token; it is decoded here and sent nowhere',
    when: 'the token has no `exp`, or `exp − iat` is above 24 hours; critical without `exp` and above 90 days. Without `iat` counts what is left from today on. The signature is not looked at.',
    why: 'The token proves by itself that it is a static bearer credential: whoever copies it can use it until then.',
    fix: undefined,
    standards: ['NHI7', 'CWE-613', 'MCP01'],
    guards: ['references'],
    absorbs: [],
    note: 'Part of `hardcoded-secret` where that reports the same token.',
    since: '0.1.0',
  },

  *server({ name, launch }, _, { today }) {
    yield* report(launch.credentials, `of server "${name}" `, today)
  },

  *file({ credentials }, { today }) {
    yield* report(credentials, '', today)
  },
})

interface Lasting {
  readonly token: Token
  /** In seconds, at least; undefined where it never ends. */
  readonly lasts: number | undefined
}

function* report(credentials: readonly CredentialUse[], of: string, today: number): Iterable<Report> {
  const lasting = tokensOf(credentials).flatMap((token): readonly Lasting[] => {
    const lasts = lifetimeOf(token, today)
    return lasts !== undefined && lasts <= LIMIT ? [] : [{ token, lasts: lasts === Number.POSITIVE_INFINITY ? undefined : lasts }]
  })
  // The one that lasts longest speaks for all.
  const [first, ...others] = lasting.toSorted(
    (a, b) => (b.lasts ?? Number.POSITIVE_INFINITY) - (a.lasts ?? Number.POSITIVE_INFINITY),
  )
  if (!first) return
  const { use } = first.token
  yield {
    at: use.at,
    value: use.at.span,
    severity: severityOf(first),
    message: `The JSON Web Token in "${use.name}" ${of}${lastsWords(first)}, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.`,
    related: others.map(({ token }) => ({
      span: token.use.at.span,
      message: `The token in "${token.use.name}" lasts too long too.`,
    })),
  }
}

/** In seconds; infinite without an end, 0 where it cannot be told. */
function lifetimeOf({ claims: { issuedAt, expiresAt } }: Token, today: number): number {
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  if (issuedAt !== undefined) return expiresAt - issuedAt
  // It was issued today at the latest. A day of 0 is no day.
  return today === 0 ? 0 : Math.max(0, expiresAt - (today / 1000 + DAY))
}

function severityOf({ lasts }: Lasting): Severity {
  return lasts === undefined || lasts > NEVER_TOO_LONG ? 'critical' : 'high'
}

function lastsWords({ token, lasts }: Lasting): string {
  if (lasts === undefined) return 'never expires'
  return token.claims.issuedAt === undefined ? `works for ${durationWords(lasts)} more` : `works for ${durationWords(lasts)}`
}

export const examples = {
  good: [
    // references
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer ${env:ACME_TOKEN}"}}}}',
    },
    // An hour, and exactly a day.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwODY0MDB9.EXAMPLE-signature-not-real"}},"b":{"command":"/opt/b","env":{"B_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real"}}}}',
    },
    // Nobody knows since when, and it ends tomorrow.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiZXhwIjoxNzk1NDAwMDAwfQ.EXAMPLE-signature-not-real"}}}}',
    },
    // Three parts with dots are not yet a token.
    { host: 'cursor', text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_NAME":"eyes.wide.open"}}}}' },
  ],
  bad: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjIwMTUzNjAwMDB9.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "Authorization" of server "acme" works for 3650 days, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.',
      severity: 'critical',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_TOKEN":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwfQ.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "B_TOKEN" of server "b" never expires, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.',
      severity: 'critical',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"b":{"command":"/opt/b","args":["--token","«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzkwMDAwMDAwLCJleHAiOjE3OTI1OTIwMDB9.EXAMPLE-signature-not-real»"]}}}',
      message:
        'The JSON Web Token in "--token" of server "b" works for 30 days, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.',
      severity: 'high',
    },
    // Nobody knows since when.
    {
      host: 'cursor',
      text: '{"mcpServers":{"b":{"command":"/opt/b","env":{"B_TOKEN":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiZXhwIjoyMDE1MzYwMDAwfQ.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "B_TOKEN" of server "b" works for 2545 days more, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.',
      severity: 'critical',
    },
    // A default that is written into the file.
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"b-token","password":true,"default":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwfQ.EXAMPLE-signature-not-real»"}],"servers":{}}',
      message:
        'The JSON Web Token in "b-token" never expires, and works for everybody who copies it. Let the server get a token that ends within a day, by signing in or from a token service.',
      severity: 'critical',
    },
  ],
} satisfies Examples

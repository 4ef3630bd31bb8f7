import type { CredentialUse } from '../../model/launch.ts'
import { momentWords } from '../duration.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'
import { tokensOf } from '../tokens.ts'

export default defineRule({
  meta: {
    id: 'expired-credential',
    group: 'secrets',
    title: 'JWT already expired',
    tier: 3,
    severity: 'info',
    confidence: 'high',
    persona: 'pedantic',
    where: 'any literal that is a JSON Web Token',
    when: 'the `exp` of a literal token lies before the present day.',
    why: 'A leftover that nobody removed; it hides which credential is really used.',
    fix: undefined,
    standards: ['NHI1'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, _, { today }) {
    yield* report(launch.credentials, `of server "${name}" `, today)
  },

  *file({ credentials }, { today }) {
    yield* report(credentials, '', today)
  },
})

function* report(credentials: readonly CredentialUse[], of: string, today: number): Iterable<Report> {
  const expired = tokensOf(credentials).filter(({ claims: { expiresAt } }) => expiresAt !== undefined && expiresAt * 1000 < today)
  const [first, ...others] = expired
  if (!first) return
  const moment = momentWords(first.claims.expiresAt ?? 0)
  yield {
    at: first.use.at,
    value: first.use.at.span,
    message: `The JSON Web Token in "${first.use.name}" ${of}expired${moment === undefined ? '' : ` on ${moment}`}. Remove it, so that one can see which credential is really used.`,
    related: others.map(({ use }) => ({ span: use.at.span, message: `The token in "${use.name}" has expired too.` })),
  }
}

export const examples = {
  good: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer ${env:ACME_TOKEN}"}}}}',
    },
    // It still works, or never ends.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTg5NTQwMDAwMH0.EXAMPLE-signature-not-real","B_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0IiwiaWF0IjoxNzAwMDAwMDAwfQ.EXAMPLE-signature-not-real"}}}}',
    },
  ],
  bad: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE2MDAwMDAwMDAsImV4cCI6MTYwMDAwMzYwMH0.EXAMPLE-signature-not-real»"}}}}',
      message:
        'The JSON Web Token in "Authorization" of server "acme" expired on 2020-09-13 13:26 UTC. Remove it, so that one can see which credential is really used.',
      severity: 'info',
      persona: 'pedantic',
    },
  ],
} satisfies Examples

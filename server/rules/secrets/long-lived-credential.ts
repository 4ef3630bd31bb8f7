import { CREDENTIAL_KINDS, type CredentialKind } from '../../knowledge/credentials.ts'
import type { Lifetime } from '../../knowledge/lifetime.ts'
import type { CredentialUse } from '../../model/launch.ts'
import { credentialWords, kindName, withArticle } from '../credentialWords.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'long-lived-credential',
    group: 'secrets',
    title: 'Credential kind never or slowly expires',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'env, headers, args',
    when: 'the credential kind has lifetime none, optional or above 24 h, by the shape of a literal (then part of `hardcoded-secret`). For a reference it is low and pedantic, and only where the provider offers a shorter-lived kind: nearly every API key is static.',
    why: 'A credential that never expires outlives the task it was issued for, and theft stays useful.',
    fix: undefined,
    standards: ['NHI7', 'MCP01', 'ASI03', 'CSF PR.AA-01', 'CWE-324'],
    guards: ['names', 'references'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const uses = launch.credentials.filter(({ kind }) => kind && outlivesDay(kind))
    const literal = uses.find(({ evidence }) => evidence === 'literal')
    if (literal) return yield report(literal, name)
    for (const use of uses) {
      const shorter = use.kind && shorterKind(use.kind)
      if (!use.kind || !shorter) continue
      return yield {
        at: use.nameAt,
        severity: 'low' as const,
        persona: 'pedantic' as const,
        confidence: 'medium' as const,
        message: `"${use.name}" of server "${name}" stands for ${credentialWords(use)}, which ${use.kind.lifetime.words}. Use ${withArticle(kindName(shorter))} where the server takes one: it ${shorter.lifetime.words}.`,
      }
    }
  },
})

function report(use: CredentialUse, server: string) {
  const shorter = use.kind && shorterKind(use.kind)
  const advice = shorter
    ? `Use ${withArticle(kindName(shorter))}, which ${shorter.lifetime.words}`
    : ADVICE[use.kind?.lifetime.class ?? 'none']
  return {
    at: use.at,
    value: use.at.span,
    confidence: use.kind?.verified ? ('high' as const) : ('medium' as const),
    message: `Server "${server}" uses ${credentialWords(use)} which ${use.kind?.lifetime.words}. ${advice}.`,
  }
}

/** What can be done where the provider has no kind that ends soon. */
const ADVICE: Readonly<Partial<Record<Lifetime['class'], string>>> = {
  none: 'Rotate it on a schedule',
  optional: 'Give it an expiry date, or rotate it on a schedule',
  max: 'Give it the shortest life that is enough',
}

function outlivesDay({ lifetime }: CredentialKind): boolean {
  if (lifetime.class === 'none' || lifetime.class === 'optional') return true
  return lifetime.class === 'max' && (lifetime.hours ?? 0) > 24
}

/** Another kind of the same provider that expires by itself soon; the one that does the least harm. */
function shorterKind({ provider }: CredentialKind): CredentialKind | undefined {
  if (provider === 'any') return undefined
  return CREDENTIAL_KINDS.find((kind) => kind.provider === provider && kind.lifetime.class === 'short' && kind.impact === 'low')
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"agent-triage-ro","READ_OPERATIONS_ONLY":"true"}}}}',
    },
    // It expires by itself, or says itself when.
    {
      host: 'claude-code',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GH_TOKEN":"ghs_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE","A_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtZXRyaWNzLXJlYWRlciIsImlhdCI6MTcwMDAwMDAwMH0.EXAMPLE-signature-not-real"}}}}',
    },
    // references: which kind stands behind the name is not known, or the provider has no shorter-lived one
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GITHUB_TOKEN":"${env:GITHUB_TOKEN}","LINEAR_API_KEY":"${env:LINEAR_API_KEY}","MAX_TOKENS":"9"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_ACCESS_KEY_ID":"«AKIAEXAMPLENOTREAL23»","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}","READ_OPERATIONS_ONLY":"true"}}}}',
      message:
        'Server "aws" uses an AWS long-term access key id, AKIA…, which never expires. Use an AWS temporary access key id, which expires after 36 hours at most.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'vscode',
      text: '{"servers":{"linear":{"type":"http","url":"https://mcp.linear.app/mcp","headers":{"Authorization":"Bearer «lin_api_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE4EXA»"}}}}',
      message: 'Server "linear" uses a Linear personal API key, lin_api_…, which never expires. Rotate it on a schedule.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"/opt/slack","env":{"«SLACK_BOT_TOKEN»":"${env:SLACK_BOT_TOKEN}"}}}}',
      message:
        '"SLACK_BOT_TOKEN" of server "slack" stands for a Slack bot token, which never expires. Use a Slack rotating access token where the server takes one: it expires after 12 hours at most.',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples

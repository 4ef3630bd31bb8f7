import type { CredentialUse } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { credentialWords } from '../credentialWords.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'disabled-server-keeps-credential',
    group: 'secrets',
    title: 'Disabled server still carries a credential',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`disabled: true` or `enabled: false`, as the host spells it, beside `env`, `headers` and arguments',
    when: 'an entry that its host does not start holds a credential; low when it only refers to one.',
    why: 'The identity outlives its use, and nobody looks at a disabled entry.',
    fix: { safety: 'review', does: 'deletes the credential and says that it has to be revoked' },
    standards: ['NHI1', 'CSF PR.AA-01'],
    guards: [],
    absorbs: ['hardcoded-secret'],
    since: '0.1.0',
  },

  *server(entry) {
    if (entry.enabled) return
    const uses = entry.launch.credentials
    const literals = uses.filter(({ evidence }) => evidence === 'literal')
    const first = literals.find(({ confidence }) => confidence === 'high') ?? literals[0] ?? uses[0]
    if (!first) return
    const isLiteral = first.evidence === 'literal'
    const fix = remove(uses, entry)
    yield {
      at: first.at,
      value: first.at.span,
      severity: isLiteral ? 'medium' : 'low',
      message: isLiteral
        ? `Server "${entry.name}" is switched off but keeps ${credentialWords(first)} in "${first.name}", which works all the same. Revoke it${issuerWords(first)} and remove it here.`
        : `Server "${entry.name}" is switched off but keeps a credential in "${first.name}". Remove the entry, and revoke what nothing else uses.`,
      related: uses
        .filter((use) => use !== first)
        .map(({ at, name }) => ({ span: at.span, message: `"${name}" keeps a credential too.` })),
      fixes: fix ? [fix] : [],
    }
  },
})

function issuerWords({ kind }: CredentialUse): string {
  return kind && kind.provider !== 'any' ? ` at ${kind.provider}` : ''
}

/** Variables and headers go; what stands among other words is taken out by hand. */
function remove(uses: readonly CredentialUse[], { launch }: ServerEntry): Fix | undefined {
  const fields = new Map(
    [...launch.env, ...launch.headers].flatMap(({ from, value }) =>
      from === 'field' && value ? [[JSON.stringify(value.path), value.path] as const] : [],
    ),
  )
  const patches = new Map<string, Patch>()
  for (const { at } of uses) {
    const key = JSON.stringify(at.path)
    const path = fields.get(key)
    if (!path) return undefined
    patches.set(key, { op: 'remove', path })
  }
  const what = patches.size === 1 ? 'the credential' : `the ${patches.size} credentials`
  return { title: `Remove ${what}, and revoke what nothing else uses`, safety: 'review', patches: [...patches.values()] }
}

export const examples = {
  good: [
    { host: 'cline', text: '{"mcpServers":{}}' },
    // One that starts, and one that is off and holds nothing.
    {
      host: 'cline',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"},"disabled":false},"b":{"command":"/opt/b","env":{"LOG_LEVEL":"debug","B_TOKEN":"<token>"},"disabled":true}}}',
    },
    // The host has no such field: the server starts, and the secret is what it is.
    {
      host: 'claude-desktop',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"},"disabled":true}}}',
    },
  ],
  bad: [
    {
      host: 'cline',
      text: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read"],"env":{"STRIPE_SECRET_KEY":"«sk_live_EXAMPLE0NOTREAL1EXAMPLE2»"},"disabled":true}}}',
      message:
        'Server "stripe" is switched off but keeps a Stripe secret key (live), sk_live_…, in "STRIPE_SECRET_KEY", which works all the same. Revoke it at Stripe and remove it here.',
      severity: 'medium',
      fixed:
        '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read"],"env":{},"disabled":true}}}',
    },
    {
      host: 'cline',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"«Bearer ${env:A_TOKEN}»"},"disabled":true}}}',
      message:
        'Server "a" is switched off but keeps a credential in "Authorization". Remove the entry, and revoke what nothing else uses.',
      severity: 'low',
    },
    // All secrets of the entry are one finding.
    {
      host: 'cline',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--api-key","EXAMPLE0NOTREAL1EXAMPLE2"],"env":{"A_TOKEN":"«xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2»","B_TOKEN":"EXAMPLE0NOTREAL1EXAMPLE2"},"disabled":true}}}',
      message:
        'Server "a" is switched off but keeps a Slack bot token, xoxb-…, in "A_TOKEN", which works all the same. Revoke it at Slack and remove it here.',
      severity: 'medium',
    },
  ],
} satisfies Examples

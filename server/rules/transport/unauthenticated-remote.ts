import { memberOf } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'
import { sendsCredential } from '../sentCredentials.ts'

export default defineRule({
  meta: {
    id: 'unauthenticated-remote',
    group: 'transport',
    title: 'Remote server shows no auth',
    tier: 3,
    severity: 'info',
    confidence: 'low',
    persona: 'auditor',
    where: 'remote entries',
    when: 'an entry has neither a header nor a field that signs in, its address carries no credential and is not of this machine, and the server is not in the table, whose remote servers sign in by OAuth or are public. Most hosts sign in by themselves, so that this is for auditors.',
    why: 'Nothing in the entry shows how the server knows its caller; often the host signs in by itself.',
    fix: undefined,
    standards: ['MCP07'],
    guards: ['oauth-no-header'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, node, launch }) {
    const { url, headers, known } = launch
    if (!url || known || url.loopback || sendsCredential(launch)) return
    // Any header may be the one: its meaning is known to the server.
    if (headers.length > 0 || SIGN_IN_FIELDS.some((field) => memberOf(node, field))) return
    yield {
      at: nameAt,
      message: `Nothing in server "${name}" says how it knows who calls. Add a header or "oauth" unless the host signs in by itself.`,
    }
  },
})

/** Of all hosts (reference of hosts, checked 2026-11). */
const SIGN_IN_FIELDS = [
  'oauth',
  'auth',
  'authorization',
  'authProviderType',
  'bearer_token_env_var',
  'env_http_headers',
  'http_headers',
  'headersHelper',
  'requestInit',
  'customUserVars',
]

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"acme":{"type":"http","url":"https://mcp.acme.example/mcp","oauth":{"clientId":"scopelight-demo"}}}}',
    },
    // oauth-no-header: servers of the table, and any header
    {
      host: 'cursor',
      text: '{"mcpServers":{"sentry":{"url":"https://mcp.sentry.dev/mcp"},"a":{"url":"https://mcp.acme.example/mcp","headers":{"X-Acme-Team":"docs"}},"b":{"url":"http://127.0.0.1:3000/mcp"},"c":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"scopelight-demo"}}}}',
      also: ['unscoped-account-access'],
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"«acme»":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
      message:
        'Nothing in server "acme" says how it knows who calls. Add a header or "oauth" unless the host signs in by itself.',
      severity: 'info',
      confidence: 'low',
      persona: 'auditor',
    },
  ],
} satisfies Examples

import { memberOf } from '../../syntax/find.ts'
import { askedScopes, removeScopes, sureness } from '../askedScopes.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'offline-access-scope',
    group: 'least-privilege',
    title: '`offline_access`/`refresh_token` scope for a task agent',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'the OAuth fields of the host, variables and headers named after scopes, `--scopes`, `scope=` in a URL',
    when: 'a scope asks for a token that renews others (`offline_access`, `refresh_token`). Amazon Q adds it by itself to an entry without `oauthScopes`, which is told to the pedantic persona.',
    why: 'The scope turns a short-lived token into a permanent one.',
    fix: { safety: 'safe', does: 'removes the scope' },
    standards: ['NHI7', 'SAFE-T1202'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const lasting = askedScopes(entry, config).filter(({ fact }) => fact.level === 'persistence')
    const [first, ...others] = lasting
    if (first) {
      const patches = removeScopes(lasting)
      yield {
        at: first,
        ...sureness(lasting),
        message: `Server "${entry.name}" asks for "${first.text}", and so for a token that never ends. Leave it out, unless it works while nobody is there.`,
        related: others.map(({ span, text }) => ({ span, message: `"${text}" asks for the same.` })),
        fixes: patches ? [{ title: `Remove "${first.text}"`, safety: 'safe', patches }] : [],
      }
    } else if (config.host.id === 'amazonq' && entry.url && !memberOf(entry.node, 'oauthScopes')) {
      // aws/amazon-q-developer-cli@15cc8f3c, read 2026-11: openid, email, profile, offline_access.
      yield {
        at: entry.nameAt,
        persona: 'pedantic',
        message: `Server "${entry.name}" names no "oauthScopes", for which Amazon Q asks for "offline_access" too. Name the scopes it needs.`,
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.mail]\nurl = "https://mcp.acme.example/mail"\nscopes = ["Mail.Read"]\n',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail","auth":{"CLIENT_ID":"acme","scopes":["Mail.Read","offline_access.read"]}}}}',
    },
  ],
  bad: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.mail]\nurl = "https://mcp.acme.example/mail"\nscopes = ["Mail.Read", "«offline_access»"]\n',
      message:
        'Server "mail" asks for "offline_access", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
      severity: 'low',
      confidence: 'high',
      fixed: '[mcp_servers.mail]\nurl = "https://mcp.acme.example/mail"\nscopes = ["Mail.Read"]\n',
    },
    {
      host: 'kiro',
      file: '.kiro/settings/mcp.json',
      text: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail","oauthScopes":["«offline_access»","Mail.Read"]}}}',
      message:
        'Server "mail" asks for "offline_access", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
      fixed: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail","oauthScopes":["Mail.Read"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail","auth":{"CLIENT_ID":"acme","scopes":["Mail.Read","«offline_access»"]}}}}',
      message:
        'Server "mail" asks for "offline_access", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
      severity: 'low',
      confidence: 'high',
      fixed: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail","auth":{"CLIENT_ID":"acme","scopes":["Mail.Read"]}}}}',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mail":{"type":"http","url":"https://mcp.acme.example/mail","oauth":{"clientId":"acme","scopes":"«offline_access» Mail.Read"}}}}',
      message:
        'Server "mail" asks for "offline_access", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
      fixed:
        '{"mcpServers":{"mail":{"type":"http","url":"https://mcp.acme.example/mail","oauth":{"clientId":"acme","scopes":"Mail.Read"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail?scope=a.read%20«offline_access»%20b.read"}}}',
      message:
        'Server "mail" asks for "offline_access", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
      fixed: '{"mcpServers":{"mail":{"url":"https://mcp.acme.example/mail?scope=a.read%20b.read"}}}',
    },
    {
      host: 'amazonq',
      file: '.amazonq/mcp.json',
      text: '{"mcpServers":{"«mail»":{"type":"http","url":"https://mcp.acme.example/mail"}}}',
      message:
        'Server "mail" names no "oauthScopes", for which Amazon Q asks for "offline_access" too. Name the scopes it needs.',
      persona: 'pedantic',
    },
    // The only scope: what an empty list means differs between hosts.
    {
      host: 'cursor',
      text: '{"mcpServers":{"crm":{"command":"/opt/a","env":{"SALESFORCE_SCOPES":"«refresh_token»"}}}}',
      message:
        'Server "crm" asks for "refresh_token", and so for a token that never ends. Leave it out, unless it works while nobody is there.',
    },
  ],
} satisfies Examples

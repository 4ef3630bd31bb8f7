import { askedScopes, sureness } from '../askedScopes.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'admin-scope',
    group: 'least-privilege',
    title: 'Administrative or privilege-granting scope',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'the OAuth fields of the host, variables and headers named after scopes, `--scopes`, `scope=` in a URL',
    when: 'a scope is administrative by the table (`admin:org`, `sudo`, `RoleManagement.ReadWrite.Directory`, `AdministratorAccess`, …), or manages users, roles or policies (`users.manage`). Scopes are compared whole, and where the provider is known, with its own scopes. All such scopes of one entry are one finding. A scope whose fact has no source speaks to the pedantic persona.',
    why: 'An agent that can change roles can grant itself the rest.',
    fix: undefined,
    standards: ['ASI03', 'NHI5', 'CWE-269', 'MAESTRO L7'],
    guards: [],
    absorbs: ['broad-oauth-scope'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const [first, ...others] = askedScopes(entry, config).filter(({ fact }) => fact.level === 'admin')
    if (!first) return
    const { narrower } = first.fact
    yield {
      at: first,
      ...sureness([first, ...others]),
      message: `Server "${entry.name}" asks for "${first.text}", which administers. ${narrower ? `Ask for "${narrower}" instead, if that is enough.` : 'Ask for a scope that does not.'}`,
      related: others.map(({ span, text }) => ({ span, message: `It also asks for "${text}", which administers.` })),
    }
  },
})

export const examples = {
  good: [
    {
      host: 'kiro',
      file: '.kiro/settings/mcp.json',
      text: '{"mcpServers":{"gh":{"url":"https://mcp.acme.example/mcp","oauthScopes":["read:org"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"gh":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","scopes":["read:org","administration:read","user.read"]}}}}',
    },
    // A plain word in a variable that is not about OAuth.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--scopes","admin"],"env":{"SEARCH_SCOPES":"sudo"}}}}',
    },
  ],
  bad: [
    {
      host: 'kiro',
      file: '.kiro/settings/mcp.json',
      text: '{"mcpServers":{"gh":{"url":"https://mcp.acme.example/mcp","oauthScopes":["«admin:org»"]}}}',
      message: 'Server "gh" asks for "admin:org", which administers. Ask for "read:org" instead, if that is enough.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"gh":{"type":"http","url":"https://mcp.acme.example/mcp","oauth":{"clientId":"acme","scopes":"repo «admin:org» admin:gpg_key"}}}}',
      message: 'Server "gh" asks for "admin:org", which administers. Ask for "read:org" instead, if that is enough.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'vscode',
      text: '{"servers":{"okta":{"command":"docker","args":["run","-i","--rm","-e","OKTA_SCOPES","mcp/okta-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"OKTA_SCOPES":"okta.users.read «okta.users.manage»"}}}}',
      message: 'Server "okta" asks for "okta.users.manage", which administers. Ask for a scope that does not.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"gl":{"command":"/opt/a","env":{"GITLAB_OAUTH_SCOPES":"«sudo»"}}}}',
      message: 'Server "gl" asks for "sudo", which administers. Ask for a scope that does not.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","scopes":["«acme:roles:manage»"]}}}}',
      message: 'Server "a" asks for "acme:roles:manage", which administers. Ask for a scope that does not.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--scopes=openid,«https://graph.microsoft.com/RoleManagement.ReadWrite.Directory»"]}}}',
      message:
        'Server "a" asks for "https://graph.microsoft.com/RoleManagement.ReadWrite.Directory", which administers. Ask for a scope that does not.',
    },
    // Nobody has confirmed yet what this scope allows.
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"/opt/a","env":{"SLACK_SCOPES":"chat:write «admin.users:write»"}}}}',
      message: 'Server "slack" asks for "admin.users:write", which administers. Ask for a scope that does not.',
      persona: 'pedantic',
      confidence: 'medium',
    },
  ],
} satisfies Examples

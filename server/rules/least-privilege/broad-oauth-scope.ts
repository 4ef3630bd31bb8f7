import type { Patch } from '../../syntax/patch.ts'
import { type AskedScope, askedScopes, sureness } from '../askedScopes.ts'
import { inWords } from '../inWords.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'broad-oauth-scope',
    group: 'least-privilege',
    title: 'OAuth scope broader than needed',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'the OAuth fields of the host, variables and headers named after scopes, `--scopes`, `scope=` in a URL',
    when: 'a scope is one of the table that is broad, stands for everything or for whatever was consented to (`.default`), or ends in a wildcard (`files:*`). Scopes are compared whole, and where the provider is known, with its own scopes. High for scopes that stand for everything and for wildcards. All such scopes of one entry are one finding. A scope whose fact has no source speaks to the pedantic persona.',
    why: 'A stolen or misused token then does whatever the scope allows, not what the task needs.',
    fix: { safety: 'review', does: 'replaces the scope where there is a narrower one' },
    standards: ['MCP02', 'SBP scope-minimization', 'NHI5', 'CWE-250', 'CWE-269'],
    guards: ['whole-scope'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const broad = askedScopes(entry, config).filter(({ fact }) => BROAD.has(fact.level))
    const first = broad.find(isEverything) ?? broad[0]
    if (!first) return
    const patches = broad.map(narrow)
    yield {
      at: first,
      severity: isEverything(first) ? 'high' : 'medium',
      ...sureness(broad),
      message: `Server "${entry.name}" asks for "${first.text}", ${allows(first)}. ${advice(first)}`,
      related: broad
        .filter((one) => one !== first)
        .map((one) => ({ span: one.span, message: `It also asks for "${one.text}", ${allows(one)}.` })),
      fixes: patches.every((patch) => patch !== undefined)
        ? [{ title: `Ask for ${listed(broad.map(({ fact }) => fact.narrower ?? ''))} instead`, safety: 'review', patches }]
        : [],
    }
  },
})

const BROAD: ReadonlySet<string> = new Set(['broad', 'omnibus', 'opaque'])

function isEverything({ text, fact }: AskedScope): boolean {
  return fact.level === 'omnibus' || text.endsWith('*')
}

function allows(scope: AskedScope): string {
  if (scope.fact.level === 'opaque') return 'which stands for whatever was ever consented to'
  return isEverything(scope) ? 'which allows everything' : 'which allows far more than one task needs'
}

/** Classic scopes of GitHub have no way to read private code only: say what to use instead of asking for the impossible. */
function advice({ text, fact }: AskedScope): string {
  if (fact.provider === 'GitHub' && text === 'repo')
    return 'GitHub has no narrower scope for private code: use a GitHub App or a fine-grained token.'
  return fact.narrower ? `Ask for "${fact.narrower}" instead, if that is enough.` : 'Name the scopes the task needs.'
}

function narrow({ span, fact }: AskedScope): Patch | undefined {
  return fact.narrower === undefined ? undefined : { op: 'text', span, text: fact.narrower }
}

function listed(words: readonly string[]): string {
  return inWords(words.map((word) => `"${word}"`))
}

export const examples = {
  good: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\nurl = "https://mcp.acme.example/mcp"\nscopes = ["read:issues", "https://www.googleapis.com/auth/drive.file"]\n',
    },
    // whole-scope: a word is no part of another, and "api" of an unknown provider is not GitLab's.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp","oauth":{"clientId":"acme","scopes":"report:read repository api read:* profile https://www.googleapis.com/auth/drive.file"}}}}',
    },
    // Not OAuth, or not known: a plain word in a variable, and a reference.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--scopes","all"],"env":{"SEARCH_SCOPES":"all","NPM_SCOPE":"*","GITHUB_SCOPES":"${env:GITHUB_SCOPES}"}}}}',
    },
    // Scopes of another provider than the one this is for.
    {
      host: 'cursor',
      text: '{"mcpServers":{"gl":{"command":"/opt/a","env":{"SALESFORCE_OAUTH_SCOPES":"api id repo"}}}}',
    },
  ],
  bad: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\nurl = "https://mcp.acme.example/mcp"\nscopes = ["«repo»", "https://www.googleapis.com/auth/drive"]\n',
      message:
        'Server "docs" asks for "repo", which allows far more than one task needs. GitHub has no narrower scope for private code: use a GitHub App or a fine-grained token.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"gh":{"type":"http","url":"https://mcp.acme.example/mcp","oauth":{"clientId":"acme","scopes":"read:user «repo» files.read"}}}}',
      message:
        'Server "gh" asks for "repo", which allows far more than one task needs. GitHub has no narrower scope for private code: use a GitHub App or a fine-grained token.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"drive":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","scopes":["openid","«https://www.googleapis.com/auth/drive»"]}}}}',
      message:
        'Server "drive" asks for "https://www.googleapis.com/auth/drive", which allows far more than one task needs. Ask for "https://www.googleapis.com/auth/drive.file" instead, if that is enough.',
      fixed:
        '{"mcpServers":{"drive":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","scopes":["openid","https://www.googleapis.com/auth/drive.file"]}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"gl":{"command":"npx","args":["-y","@zereight/mcp-gitlab@2.0.24"],"env":{"GITLAB_READ_ONLY_MODE":"true","GITLAB_OAUTH_SCOPES":"read_user,«api»"}}}}',
      message:
        'Server "gl" asks for "api", which allows far more than one task needs. Ask for "read_api" instead, if that is enough.',
      fixed:
        '{"servers":{"gl":{"command":"npx","args":["-y","@zereight/mcp-gitlab@2.0.24"],"env":{"GITLAB_READ_ONLY_MODE":"true","GITLAB_OAUTH_SCOPES":"read_user,read_api"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","scopes":["api://acme/.default","«files:*»"]}}}}',
      message: 'Server "a" asks for "files:*", which allows everything. Ask for "files:read" instead, if that is enough.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp?scope=docs.read+«Sites.ReadWrite.All»&x=1"}}}',
      message:
        'Server "a" asks for "Sites.ReadWrite.All", which allows far more than one task needs. Name the scopes the task needs.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--scopes","openid «https://graph.microsoft.com/.default»"]}}}',
      message:
        'Server "a" asks for "https://graph.microsoft.com/.default", which stands for whatever was ever consented to. Name the scopes the task needs.',
    },
  ],
} satisfies Examples

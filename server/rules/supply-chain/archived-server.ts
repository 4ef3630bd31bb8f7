import { type KnownServer, SERVERS } from '../../knowledge/servers.ts'
import type { CredentialUse, Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { withPath } from '../addSwitch.ts'
import { isLocal, readConnectionString } from '../connectionString.ts'
import { credentialWords } from '../credentialWords.ts'
import { namesOf } from '../entryFields.ts'
import { alwaysWrites, writingCredential } from '../impact.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'archived-server',
    group: 'supply-chain',
    title: 'Server is archived/unmaintained',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'the server that is started, as the server table knows it',
    when: 'its source is archived or deprecated. Medium when the entry holds a credential that can write: a literal one whose kind can, a connection string to another machine whose user does not only read, or a reference whose name says so.',
    why: 'Nobody repairs it, and known escapes stay open.',
    fix: { safety: 'review', does: 'rewrites the entry to the successor of the same provider when there is one' },
    standards: ['MCP04', 'CWE-1104', 'CSF ID.AM-08'],
    guards: [],
    absorbs: ['unpinned-package', 'mutable-image-tag', 'database-write-capable'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { name, nameAt, launch } = entry
    const { known, source, program } = launch
    if (!known || !UNMAINTAINED.has(known.status)) return
    const held = writes(launch)
    const successor = successorOf(known)
    yield {
      at: source ?? program ?? nameAt,
      severity: held ? 'medium' : 'low',
      message: `Nobody maintains "${source?.name ?? known.name}", which server "${name}" runs${held ? `, and it is given ${credentialWords(held).replace(/,$/, '')}` : ''}. ${successor ? `Use its provider's own server, "${whereIs(successor)}", instead.` : 'Use a server that is maintained.'}`,
      fixes: successor ? rewritten(successor, entry, config) : [],
    }
  },
})

const UNMAINTAINED = new Set(['archived', 'deprecated'])

/** By ids of the server table: what its own provider offers in its place. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['github-archived', 'github'],
  ['brave-search-archived', 'brave-search'],
  ['redis-archived', 'redis'],
  ['sentry-archived', 'sentry'],
])

function successorOf({ id }: KnownServer): KnownServer | undefined {
  return SERVERS.find((server) => server.id === SUCCESSORS.get(id))
}

/** What to write to get it: its address, or the name of its package or image. */
function whereIs({ match: { urls, npm, pypi, images }, name }: KnownServer): string {
  return urls[0] ?? npm[0] ?? pypi[0] ?? images[0] ?? name
}

/** A name that says it: a reference alone does not tell what its token may do. */
const NAME_WRITES = /(?:^|_)(?:WRITE|WRITER|RW|READ_?WRITE|ADMIN)(?:_|$)/i
const READS_ONLY = /(?:^|[-_])(?:ro|read|reader|readonly|viewer)(?:[-_]|$)/i

function writes(launch: Launch): CredentialUse | undefined {
  return writingCredential(launch) ?? launch.credentials.find(canWrite)
}

function canWrite({ kind, evidence, name, at }: CredentialUse): boolean {
  if (evidence !== 'literal')
    return NAME_WRITES.test(name) || NAME_WRITES.test(at.text.replace(/\W+/g, '_')) || alwaysWrites(kind)
  if (kind?.id !== 'dsn') return false
  const target = readConnectionString(at.text)
  return !isLocal(target) && !READS_ONLY.test(target.user)
}

/** The remote server of the successor, in its read-only form, as this host writes one. */
function rewritten({ match, restrictions }: KnownServer, { path, launch }: ServerEntry, { host }: McpConfig): readonly Fix[] {
  const [address] = match.urls
  const [url] = namesOf(host, 'url')
  const [type] = namesOf(host, 'type')
  const [http] = host.types.http
  const isWrapped = launch.wrappers.some(({ kind }) => kind === 'proxy')
  if (!address || url === undefined || (http === undefined && host.urlWithoutType !== 'http') || isWrapped) return []
  const readOnly = restrictions.find(({ kind, where }) => kind === 'readOnly' && where === 'urlPath')
  const value = {
    ...(type !== undefined && http !== undefined && host.urlWithoutType !== 'http' ? { [type]: http } : {}),
    [url]: readOnly ? withPath(address, readOnly.key) : address,
  }
  return [{ title: `Use ${new URL(address).hostname}`, safety: 'review', patches: [{ op: 'set', path, value }] }]
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly"}}}',
    },
    // unknown-is-not-unsafe: a server nobody knows is none of this rule
    { host: 'cursor', text: '{"mcpServers":{"github":{"command":"npx","args":["-y","acme-github@1.0.0"]}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"command":"npx","args":["-y","«@modelcontextprotocol/server-github@2025.4.8»"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-github", which server "github" runs. Use its provider\'s own server, "https://api.githubcopilot.com/mcp", instead.',
      severity: 'low',
      confidence: 'high',
      fixed: '{"mcpServers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"gh":{"command":"npx","args":["-y","«@modelcontextprotocol/server-github»"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-github", which server "gh" runs, and it is given a GitHub personal access token (classic), ghp_…. Use its provider\'s own server, "https://api.githubcopilot.com/mcp", instead.',
      severity: 'medium',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"npx","args":["-y","«@modelcontextprotocol/server-postgres@0.6.2»","postgresql://postgres:EXAMPLE0NOTREAL1@db.acme.example:5432/billing"]}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-postgres", which server "pg" runs, and it is given a connection string with a password. Use a server that is maintained.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"npx","args":["-y","«@modelcontextprotocol/server-postgres@0.6.2»","postgresql://report_ro:EXAMPLE0NOTREAL1@db.acme.example:5432/billing"]}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-postgres", which server "pg" runs. Use a server that is maintained.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"brave":{"command":"npx","args":["-y","«@modelcontextprotocol/server-brave-search@0.6.2»"],"env":{"BRAVE_API_KEY":"${env:BRAVE_API_KEY}"}}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-brave-search", which server "brave" runs. Use its provider\'s own server, "@brave/brave-search-mcp-server", instead.',
      severity: 'low',
    },
    // The password of a database on this machine opens nothing else.
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"npx","args":["-y","«@modelcontextprotocol/server-postgres@0.6.2»","postgresql://postgres:EXAMPLE0NOTREAL1@localhost:5432/billing"]}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-postgres", which server "pg" runs. Use a server that is maintained.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"lab":{"command":"npx","args":["-y","«@modelcontextprotocol/server-gitlab@2025.4.25»"],"env":{"GITLAB_PERSONAL_ACCESS_TOKEN":"${env:GITLAB_WRITE_TOKEN}"}}}}',
      message:
        'Nobody maintains "@modelcontextprotocol/server-gitlab", which server "lab" runs, and it is given a GitLab personal, project or group access token. Use a server that is maintained.',
      severity: 'medium',
    },
  ],
} satisfies Examples

import type { KnownServer, ServerSwitch } from '../../knowledge/servers.ts'
import { servedBy } from '../../model/launch/servedBy.ts'
import type { CredentialUse, Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { addSwitch } from '../addSwitch.ts'
import { isCatalogue } from '../catalogues.ts'
import { credentialWords } from '../credentialWords.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'unscoped-account-access',
    group: 'least-privilege',
    title: 'Server not limited to project/repo/org/channel',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'a restriction of kind scope in the server table, absent in args, env and URL',
    when: 'the server table knows how to limit this form of the server to a project, organisation, channel or space, and the entry sets none of these limits, or sets one to its value for everything. Low when the credential is limited itself (fine-grained, of an installation, of a bot); high when the entry holds one that opens a whole account by its shape. A limit whose fact has no source speaks to the pedantic persona.',
    why: 'The agent reaches everything in the account instead of the one project it works on.',
    fix: { safety: 'review', does: 'inserts the parameter with a placeholder' },
    standards: ['MCP02', 'MCP10', 'NHI5', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (isCatalogue(config)) return
    const { restrictions, broadeners, credentials } = entry.launch
    const known = servedBy(entry.launch)
    const scopes = known ? scopesOf(known, entry.launch) : []
    const [first] = scopes
    if (!first || restrictions.some(({ kind, key }) => kind === 'scope' && scopes.some((one) => one.key === key))) return
    const widened = broadeners.find(({ key }) => scopes.some((one) => one.key === key))
    const added = widened ? undefined : scopes.map((wanted) => patchOf(wanted, entry, config)).find((one) => one !== undefined)
    const best = added?.wanted ?? first
    const wide = credentials.find(isAccountWide)
    const holds = wide ? `, and holds ${credentialWords(wide)} that opens all of it` : ''
    yield {
      at: widened ?? entry.nameAt,
      severity: severityOf(credentials, wide),
      persona: scopes.some(({ verified }) => verified) ? 'regular' : 'pedantic',
      message: `Server "${entry.name}" can reach every ${thingOf(best)} of the account${holds}. Name the ones the agent needs ${placeOf(best)}.`,
      fixes: added ? [{ title: `Add "${added.word}", and fill it in`, safety: 'review', patches: added.patches }] : [],
    }
  },
})

/** A limit that names something; a switch without a value names nothing. Only those that this form of the server takes. */
function scopesOf({ restrictions }: KnownServer, { url, bridged }: Launch): readonly ServerSwitch[] {
  const places = (url ?? bridged?.url) ? REMOTE : LOCAL
  return restrictions.filter(
    ({ kind, where, value }) => kind === 'scope' && places.has(where) && (value !== '' || where === 'urlPath'),
  )
}

const LOCAL: ReadonlySet<ServerSwitch['where']> = new Set(['args', 'env'])
const REMOTE: ReadonlySet<ServerSwitch['where']> = new Set(['header', 'urlParam', 'urlPath'])

/** Kinds that open everything their owner can reach, whatever the server is told. */
const ACCOUNT_WIDE: ReadonlySet<string> = new Set([
  'supabase-pat',
  'github-pat-classic',
  'github-oauth',
  'slack-user',
  'slack-session',
])
/** Kinds that somebody limited when they were made. */
const LIMITED: ReadonlySet<string> = new Set([
  'github-pat-fine-grained',
  'github-app-installation',
  'github-app-user',
  'slack-bot',
  'slack-rotating',
  'slack-webhook',
  'gitlab-deploy',
  'gitlab-job-token',
  'sentry-org',
  'supabase-secret',
])
/** Since 2026-10 Supabase hands out tokens with chosen projects; their second part tells them apart. */
const SCOPED_SUPABASE = 'sbp_fc'

function isAccountWide({ kind, evidence, at }: CredentialUse): boolean {
  return kind !== undefined && evidence === 'literal' && ACCOUNT_WIDE.has(kind.id) && !at.text.includes(SCOPED_SUPABASE)
}

function isLimited({ kind, evidence, at }: CredentialUse): boolean {
  if (!kind) return false
  return LIMITED.has(kind.id) || (kind.id === 'supabase-pat' && evidence === 'literal' && at.text.includes(SCOPED_SUPABASE))
}

function severityOf(credentials: readonly CredentialUse[], wide: CredentialUse | undefined): Severity {
  if (wide) return 'high'
  const kinds = credentials.filter(({ kind }) => kind !== undefined)
  return kinds.length > 0 && kinds.every(isLimited) ? 'low' : 'medium'
}

const THINGS: readonly (readonly [RegExp, string])[] = [
  [/project/i, 'project'],
  [/channel/i, 'channel'],
  [/space/i, 'space'],
  [/org/i, 'organisation'],
]

function thingOf({ key }: ServerSwitch): string {
  return THINGS.find(([word]) => word.test(key))?.[1] ?? 'part'
}

function placeOf({ where, key }: ServerSwitch): string {
  if (where === 'urlPath') return `in the URL, as in "${key}"`
  if (where === 'urlParam') return `with "${key}" in the URL`
  return `with "${key}"`
}

interface Added {
  readonly wanted: ServerSwitch
  readonly word: string
  readonly patches: readonly Patch[]
}

/** The parameter with a placeholder, in the form the entry uses. */
function patchOf(wanted: ServerSwitch, entry: ServerEntry, config: McpConfig): Added | undefined {
  if (wanted.where === 'urlPath') return extendPath(wanted, entry)
  const value = /^[A-Z_]{4,}(?=\|)/.exec(wanted.value)?.[0] ?? placeholder(wanted.key)
  const patches = addSwitch({ ...wanted, value }, entry, config)
  return patches && { wanted, word: `${wanted.key}=${value}`, patches }
}

/** `/mcp` becomes `/mcp/YOUR_ORG/YOUR_PROJECT` for `/mcp/{org}/{project}`. */
function extendPath(wanted: ServerSwitch, entry: ServerEntry): Added | undefined {
  const { url, wrappers, bridged } = entry.launch
  const address = url ?? bridged?.url
  const fixed = wanted.key.slice(0, wanted.key.indexOf('/{'))
  if (!address || address.pathname.replace(/\/$/, '') !== fixed || /[?#]/.test(address.text)) return undefined
  if (!url && wrappers.some(({ kind }) => kind === 'shell' || kind === 'cmd')) return undefined
  const rest = wanted.key.slice(fixed.length).replace(/\{(\w+)\}/g, (_, name: string) => placeholder(name))
  const span = { start: address.span.end, end: address.span.end }
  const word = address.text.endsWith('/') ? rest.slice(1) : rest
  return { wanted, word: rest, patches: [{ op: 'text', span, text: word }] }
}

/** `--project-ref`: "YOUR_PROJECT_REF". */
function placeholder(key: string): string {
  return `YOUR_${key
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')}`
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"supabase":{"type":"http","url":"https://mcp.supabase.com/mcp?project_ref=abcdefghijkl&read_only=true&features=database,docs"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"sentry":{"url":"https://mcp.sentry.dev/mcp/acme"},"sentry-project":{"url":"https://mcp.sentry.dev/mcp/acme/api"},"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3","--read-only"],"env":{"JIRA_PROJECTS_FILTER":"${env:JIRA_PROJECTS}"}}}}',
    },
    // Rows are no account; this form of Sentry's server has no such limit; and nothing is known of the others.
    {
      host: 'cursor',
      text: '{"mcpServers":{"db":{"command":"npx","args":["-y","@bytebase/dbhub@0.11.1","--readonly"]},"sentry":{"command":"npx","args":["-y","@sentry/mcp-server@0.24.0"]},"a":{"url":"https://mcp.acme.example/mcp"}}}',
    },
    // What a maker tells about a server: who uses it limits it.
    {
      host: 'registry',
      file: 'server.json',
      text: '{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json","name":"com.supabase/mcp","description":"Supabase","version":"0.7.0","remotes":[{"type":"streamable-http","url":"https://mcp.supabase.com/mcp"}]}',
    },
    // Posting is off until somebody names a channel.
    { host: 'cursor', text: '{"mcpServers":{"slack":{"command":"npx","args":["-y","slack-mcp-server@1.1.24"]}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"«supabase»":{"type":"http","url":"https://mcp.supabase.com/mcp"}}}',
      message:
        'Server "supabase" can reach every project of the account. Name the ones the agent needs with "project_ref" in the URL.',
      severity: 'medium',
      confidence: 'medium',
      fixed: '{"servers":{"supabase":{"type":"http","url":"https://mcp.supabase.com/mcp?project_ref=YOUR_PROJECT_REF"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
      message:
        'Server "supabase" can reach every project of the account, and holds a Supabase personal access token, sbp_…, that opens all of it. Name the ones the agent needs with "--project-ref".',
      severity: 'high',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=YOUR_PROJECT_REF"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
    },
    // A bot reads the channels it was invited to.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«slack»":{"command":"npx","args":["-y","@modelcontextprotocol/server-slack@2025.4.25"],"env":{"SLACK_BOT_TOKEN":"${SLACK_BOT_TOKEN}","SLACK_TEAM_ID":"T0123"}}}}',
      message: 'Server "slack" can reach every channel of the account. Name the ones the agent needs with "SLACK_CHANNEL_IDS".',
      severity: 'low',
      fixed:
        '{"mcpServers":{"slack":{"command":"npx","args":["-y","@modelcontextprotocol/server-slack@2025.4.25"],"env":{"SLACK_BOT_TOKEN":"${SLACK_BOT_TOKEN}","SLACK_TEAM_ID":"T0123","SLACK_CHANNEL_IDS":"YOUR_SLACK_CHANNEL_IDS"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«sentry»":{"url":"https://mcp.sentry.dev/mcp/"}}}',
      message:
        'Server "sentry" can reach every project of the account. Name the ones the agent needs in the URL, as in "/mcp/{org}/{project}".',
      fixed: '{"mcpServers":{"sentry":{"url":"https://mcp.sentry.dev/mcp/YOUR_ORG/YOUR_PROJECT"}}}',
    },
    // Through a bridge it is the same address.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"«supabase»":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.supabase.com/mcp?read_only=true"]}}}',
      message:
        'Server "supabase" can reach every project of the account. Name the ones the agent needs with "project_ref" in the URL.',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.supabase.com/mcp?read_only=true&project_ref=YOUR_PROJECT_REF"]}}}',
    },
    // Set to its value for everything.
    {
      host: 'vscode',
      text: '{"servers":{"sf":{"command":"npx","args":["-y","@salesforce/mcp@0.26.9","--orgs","«ALLOW_ALL_ORGS»","--toolsets","data"]}}}',
      message: 'Server "sf" can reach every organisation of the account. Name the ones the agent needs with "--orgs".',
    },
    // Nobody has confirmed yet that this limit holds.
    {
      host: 'cursor',
      text: '{"mcpServers":{"«gl»":{"command":"npx","args":["-y","@zereight/mcp-gitlab@2.0.24"],"env":{"GITLAB_READ_ONLY_MODE":"true"}}}}',
      message:
        'Server "gl" can reach every project of the account. Name the ones the agent needs with "GITLAB_ALLOWED_PROJECT_IDS".',
      persona: 'pedantic',
    },
  ],
} satisfies Examples

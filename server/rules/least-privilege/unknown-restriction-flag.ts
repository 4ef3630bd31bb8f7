import type { KnownServer, ServerSwitch } from '../../knowledge/servers.ts'
import { dashed } from '../../model/launch/switches.ts'
import type { Setting } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { nearest } from '../../model/nearest.ts'
import { type Place, partOf } from '../../model/place.ts'
import type { Patch } from '../../syntax/patch.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'
import { serversOf } from '../switchPatches.ts'
import { letters, type Misspelt, unknownToolsets } from '../unknownToolsets.ts'

export default defineRule({
  meta: {
    id: 'unknown-restriction-flag',
    group: 'least-privilege',
    title: 'Restriction flag misspelled or unknown for this server',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'options, variables, headers and query keys of a known server, and the names in its switch for toolsets',
    when: 'a name differs from a restriction of this server by one or two letters, or by case and dashes, and is none that it knows; or a toolset is not in its list (low where it resembles none, since a newer version may know it). All of one entry are one finding. A restriction whose fact has no source speaks to the pedantic persona.',
    why: 'The restriction is ignored without an error, so the server runs unrestricted.',
    fix: { safety: 'review', does: 'replaces it by the known spelling' },
    standards: ['CWE-1188', 'CSF PR.PS-01'],
    guards: [],
    absorbs: ['missing-read-only-mode'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const found = serversOf(entry)
      .flatMap((known) => [...misspelt(known, entry, config), ...unknownToolsets(known, entry, config)])
      .toSorted((a, b) => Number(a.meant === undefined) - Number(b.meant === undefined) || a.at.span.start - b.at.span.start)
    const [first, ...others] = found
    if (!first) return
    yield {
      at: first.at,
      severity: first.meant === undefined ? 'low' : ('medium' satisfies Severity),
      persona: found.some(({ verified }) => verified) ? 'regular' : 'pedantic',
      message: `"${first.written}" is no ${first.what} of server "${entry.name}", which then runs without that limit. ${first.meant === undefined ? 'Look its name up.' : `Write "${first.meant}".`}`,
      related: others.map(({ at, written, what }) => ({ span: at.span, message: `"${written}" is no ${what} of it either.` })),
      fixes: found.every(({ patch }) => patch !== undefined)
        ? [
            {
              title: `Write ${found.map(({ meant }) => `"${meant}"`).join(', ')}`,
              safety: 'review',
              patches: found.flatMap(({ patch }) => patch ?? []),
            },
          ]
        : [],
    }
  },
})

type Where = 'args' | 'env' | 'header' | 'urlParam'

/** A name as the entry writes it, and how to write another one there. */
interface Name {
  readonly text: string
  readonly at: Place
  readonly rename: (to: string) => Patch
}

const WHAT = { args: 'option', env: 'variable', header: 'header', urlParam: 'query key' } as const

function misspelt(known: KnownServer, entry: ServerEntry, { tree }: McpConfig): readonly Misspelt[] {
  const own = entry.launch.known === known
  const places: readonly (readonly [Where, readonly Name[]])[] = [
    ...(own
      ? ([
          ['args', optionNames(tree, entry)],
          ['env', entry.launch.env.map(nameOf)],
        ] as const)
      : []),
    ['header', entry.launch.headers.map(nameOf)],
    ['urlParam', queryNames(tree, entry)],
  ]
  return places.flatMap(([where, names]) => misspeltIn(known, where, names))
}

function misspeltIn(known: KnownServer, where: Where, names: readonly Name[]): readonly Misspelt[] {
  const wanted = known.restrictions.filter(
    (one) => one.where === where && one.value !== '(absent)' && one.key !== '<positional>' && one.kind !== 'credential',
  )
  if (wanted.length === 0 || names.length === 0) return []
  const lower = (name: string) => (where === 'header' ? name.toLowerCase() : name)
  const written = new Set(names.map(({ text }) => lower(text)))
  const right = new Set(knownNames(known, where).map(lower))
  return names.flatMap(({ text, at, rename }): readonly Misspelt[] => {
    if (right.has(lower(text)) || text.length > MAX_CHARS) return []
    const meant = meantBy(text, wanted)
    if (!meant || written.has(lower(meant.key)) || dashed(meant.key) === text) return []
    return [{ at, written: text, what: WHAT[where], meant: meant.key, verified: meant.verified, patch: rename(meant.key) }]
  })
}

/** Longer names are nobody's slip. */
const MAX_CHARS = 60

function knownNames(
  { restrictions, formerRestrictions = [], broadeners, credentials }: KnownServer,
  where: Where,
): readonly string[] {
  const switches = [...restrictions, ...formerRestrictions, ...broadeners]
    .filter((one) => one.where === where)
    .map(({ key }) => key)
  if (where === 'args') return [...switches, ...credentials.args]
  if (where === 'env') return [...switches, ...credentials.env]
  return where === 'header' ? [...switches, ...credentials.headers] : switches
}

function meantBy(text: string, wanted: readonly ServerSwitch[]): ServerSwitch | undefined {
  const plain = letters(text)
  const same = wanted.find(({ key }) => letters(key) === plain)
  if (same) return same
  const bare = text.replace(/^-+/, '')
  const close = nearest(
    bare,
    wanted.map(({ key }) => key.replace(/^-+/, '')),
  )
  return wanted.find(({ key }) => key.replace(/^-+/, '') === close)
}

function optionNames(tree: SyntaxTree, { launch }: ServerEntry): readonly Name[] {
  return launch.args
    .filter(({ of, kind }) => of === 'server' && kind === 'flag')
    .map((argument) => {
      const text = argument.flag ?? argument.text
      const at = partOf(tree, argument, 0, text.length)
      return { text, at, rename: (to) => ({ op: 'text', span: at.span, text: to }) }
    })
}

function nameOf({ name, nameAt, from }: Setting): Name {
  const rename = (to: string): Patch =>
    from === 'field' ? { op: 'rename', path: nameAt.path, key: to } : { op: 'text', span: nameAt.span, text: to }
  return { text: name, at: nameAt, rename }
}

function queryNames(tree: SyntaxTree, { launch }: ServerEntry): readonly Name[] {
  const url = launch.url ?? launch.bridged?.url
  if (!url) return []
  return [...url.text.matchAll(/[?&]([\w-]{1,60})=/g)].map((match) => {
    const start = match.index + 1
    const at = partOf(tree, url, start, start + (match[1]?.length ?? 0))
    return { text: at.text, at, rename: (to) => ({ op: 'text', span: at.span, text: to }) }
  })
}

const GITHUB = 'ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
    },
    // Two spellings of one option, headers without regard to case, and a list that a variable holds.
    {
      host: 'vscode',
      text: '{"servers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--read-only"]},"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"x-mcp-readonly":"true","X-MCP-TOOLSETS":"${env:TOOLSETS}"}}}}',
    },
    // Names of other things, and a server that is in no table.
    {
      host: 'cursor',
      text: `{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read","--token=x"]},"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_HOST","-e","GITHUB_READ_ONLY=1","${GITHUB}"]},"a":{"command":"/opt/a","args":["--readonly"]}}}`,
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","«--readonly»"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
      message: '"--readonly" is no option of server "mongo", which then runs without that limit. Write "--readOnly".',
      severity: 'medium',
      confidence: 'medium',
      fixed:
        '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","«GITHUB_READONLY»=1","-e","GITHUB_TOOLSET=issues","${GITHUB}"]}}}`,
      message:
        '"GITHUB_READONLY" is no variable of server "github", which then runs without that limit. Write "GITHUB_READ_ONLY".',
      fixed: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","-e","GITHUB_TOOLSETS=issues","${GITHUB}"]}}}`,
    },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"«X-MCP-Read-Only»":"true"}}}}',
      message: '"X-MCP-Read-Only" is no header of server "github", which then runs without that limit. Write "X-MCP-Readonly".',
      fixed:
        '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"X-MCP-Readonly":"true"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"npx","args":["-y","@modelcontextprotocol/server-slack@2025.4.25"],"env":{"SLACK_BOT_TOKEN":"${env:SLACK_BOT_TOKEN}","«SLACK_CHANNEL_ID»":"C012AB3CD"}}}}',
      message:
        '"SLACK_CHANNEL_ID" is no variable of server "slack", which then runs without that limit. Write "SLACK_CHANNEL_IDS".',
      fixed:
        '{"mcpServers":{"slack":{"command":"npx","args":["-y","@modelcontextprotocol/server-slack@2025.4.25"],"env":{"SLACK_BOT_TOKEN":"${env:SLACK_BOT_TOKEN}","SLACK_CHANNEL_IDS":"C012AB3CD"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"supabase":{"url":"https://mcp.supabase.com/mcp?«readonly»=true&project_ref=abc&features=database"}}}',
      message: '"readonly" is no query key of server "supabase", which then runs without that limit. Write "read_only".',
      fixed:
        '{"mcpServers":{"supabase":{"url":"https://mcp.supabase.com/mcp?read_only=true&project_ref=abc&features=database"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"X-MCP-Readonly":"true","X-MCP-Toolsets":"repos, «pull_request»"}}}}',
      message: '"pull_request" is no toolset of server "github", which then runs without that limit. Write "pull_requests".',
      severity: 'medium',
      fixed:
        '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"X-MCP-Readonly":"true","X-MCP-Toolsets":"repos, pull_requests"}}}}',
    },
    // It resembles none: a newer version may know it.
    {
      host: 'cursor',
      text: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","-e","GITHUB_TOOLSETS=issues,«wikis»","${GITHUB}"]}}}`,
      message: '"wikis" is no toolset of server "github", which then runs without that limit. Look its name up.',
      severity: 'low',
    },
  ],
} satisfies Examples

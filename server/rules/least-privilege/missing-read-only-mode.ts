import type { ServerSwitch } from '../../knowledge/servers.ts'
import { addSwitch } from '../addSwitch.ts'
import { credentialWords } from '../credentialWords.ts'
import { writingCredential } from '../impact.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'missing-read-only-mode',
    group: 'least-privilege',
    title: 'Server supports read-only mode and it is off',
    tier: 1,
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    where: 'a restriction of kind readOnly in the server table, absent in args, env, headers and URL',
    when: 'the server table lists a readOnly restriction that this form of the server takes, and the entry sets it nowhere; medium when the entry holds a write-capable credential by shape (AWS static keys, Supabase, Stripe live keys; a classic GitHub token that nothing limits).',
    why: 'The switch is the cheapest way to keep an agent that only reads from writing.',
    fix: { safety: 'review', does: 'adds the switch in the form the entry already uses (argument, env, header, query)' },
    standards: ['MCP02', 'ASI02', 'NHI5', 'LLM06', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    note: 'Low by default keeps the budget of one finding per file: most public configs lack the switch.',
    since: '0.1.0',
  },

  *server(entry, config) {
    const { known, restrictions, url } = entry.launch
    if (!known || restrictions.some(({ kind }) => kind === 'readOnly')) return
    const places = url ? REMOTE : LOCAL
    const switches = known.restrictions.filter(
      ({ kind, where, value }) => kind === 'readOnly' && places.has(where) && value !== '(absent)',
    )
    const [first] = switches
    if (!first) return
    const added = switches.map((wanted) => ({ wanted, patches: addSwitch(wanted, entry, config) })).find(({ patches }) => patches)
    const best = added?.wanted ?? first
    const writes = writingCredential(entry.launch)
    const holds = writes
      ? ` and holds ${credentialWords(writes)}${credentialWords(writes).endsWith(',') ? '' : ','} which can write`
      : ''
    yield {
      at: entry.nameAt,
      severity: writes ? 'medium' : 'low',
      message: `Server "${entry.name}" can be limited to reading${holds ? `, is not,${holds}` : ' and is not'}. Set ${words(best)} if the agent only reads.`,
      fixes: added?.patches ? [{ title: `Add ${words(best)}`, safety: 'review', patches: added.patches }] : [],
    }
  },
})

const LOCAL: ReadonlySet<ServerSwitch['where']> = new Set(['args', 'env'])
const REMOTE: ReadonlySet<ServerSwitch['where']> = new Set(['header', 'urlParam', 'urlPath'])

function words({ where, key, value }: ServerSwitch): string {
  if (where === 'header') return `the header "${key}: ${value}"`
  if (where === 'urlPath') return `"${key}" at the end of the URL`
  if (where === 'urlParam') return `"${key}=${value}" in the URL`
  return value ? `"${key}=${value}"` : `"${key}"`
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"supabase":{"type":"http","url":"https://mcp.supabase.com/mcp?read_only=true&project_ref=abc"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/x/issues/readonly"}}}',
    },
    // It reads by itself, until a switch says otherwise.
    { host: 'cursor', text: '{"mcpServers":{"pg":{"command":"uvx","args":["awslabs.postgres-mcp-server==1.0.9"]}}}' },
    // This form of the server has no such switch, and an unknown server may have none at all.
    {
      host: 'cursor',
      text: '{"mcpServers":{"neon":{"command":"npx","args":["-y","@neondatabase/mcp-server-neon@0.6.5","start"]},"a":{"command":"/opt/a"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«mongo»":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
      message: 'Server "mongo" can be limited to reading and is not. Set "--readOnly" if the agent only reads.',
      severity: 'low',
      fixed:
        '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
      message:
        'Server "supabase" can be limited to reading, is not, and holds a Supabase personal access token, sbp_…, which can write. Set "--read-only" if the agent only reads.',
      severity: 'medium',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
    },
    // In a container the variable goes before the image.
    {
      host: 'vscode',
      text: '{\n  "servers": {\n    "«github»": {\n      "command": "docker",\n      "args": [\n        "run",\n        "-i",\n        "--rm",\n        "-e",\n        "GITHUB_PERSONAL_ACCESS_TOKEN",\n        "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"\n      ]\n    }\n  }\n}\n',
      message: 'Server "github" can be limited to reading and is not. Set "GITHUB_READ_ONLY=1" if the agent only reads.',
      fixed:
        '{\n  "servers": {\n    "github": {\n      "command": "docker",\n      "args": [\n        "run",\n        "-i",\n        "--rm",\n        "-e",\n        "GITHUB_PERSONAL_ACCESS_TOKEN",\n        "-e",\n        "GITHUB_READ_ONLY=1",\n        "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"\n      ]\n    }\n  }\n}\n',
    },
    {
      host: 'vscode',
      text: '{"servers":{"«github»":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer ${input:github}"}}}}',
      message:
        'Server "github" can be limited to reading and is not. Set the header "X-MCP-Readonly: true" if the agent only reads.',
      fixed:
        '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer ${input:github}","X-MCP-Readonly":"true"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"url":"https://mcp.supabase.com/mcp?project_ref=abc"}}}',
      message: 'Server "supabase" can be limited to reading and is not. Set "read_only=true" in the URL if the agent only reads.',
      fixed: '{"mcpServers":{"supabase":{"url":"https://mcp.supabase.com/mcp?project_ref=abc&read_only=true"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"«github»":{"type":"http","url":"https://api.githubcopilot.com/mcp/"}}}',
      message:
        'Server "github" can be limited to reading and is not. Set "/readonly" at the end of the URL if the agent only reads.',
      fixed: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«pg»":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=unrestricted"]}}}',
      message: 'Server "pg" can be limited to reading and is not. Set "--access-mode=restricted" if the agent only reads.',
      fixed: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"]}}}',
    },
  ],
} satisfies Examples

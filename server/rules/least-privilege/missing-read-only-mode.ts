import { matchCredential } from '../../knowledge/credentials.ts'
import type { ServerSwitch } from '../../knowledge/servers.ts'
import type { Host } from '../../model/host.ts'
import { servedBy } from '../../model/launch/servedBy.ts'
import type { Setting } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { addSwitch, withPath } from '../addSwitch.ts'
import { argumentAt } from '../argumentPatches.ts'
import { isCatalogue } from '../catalogues.ts'
import { credentialWords } from '../credentialWords.ts'
import { type FieldRole, namesOf } from '../entryFields.ts'
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
    when: 'the server table lists a readOnly restriction that this form of the server takes, and the entry sets it nowhere; medium when the entry holds a write-capable credential by shape (AWS static keys, Supabase, Stripe live keys; a classic GitHub token that nothing limits). A switch whose fact has no source speaks to the pedantic persona.',
    why: 'The switch is the cheapest way to keep an agent that only reads from writing.',
    fix: { safety: 'review', does: 'adds the switch in the form the entry already uses (argument, env, header, query)' },
    standards: ['MCP02', 'ASI02', 'NHI5', 'LLM06', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    note: 'Low by default keeps the budget of one finding per file: most public configs lack the switch.',
    since: '0.1.0',
  },

  *server(entry, config) {
    if (isCatalogue(config)) return
    const { bridged, restrictions } = entry.launch
    const url = entry.launch.url ?? bridged?.url
    const known = servedBy(entry.launch)
    if (!known || restrictions.some(({ kind }) => kind === 'readOnly')) return
    const places = url ? REMOTE : LOCAL
    const switches = known.restrictions.filter(
      ({ kind, where, value }) => kind === 'readOnly' && places.has(where) && value !== '(absent)',
    )
    const [first] = switches
    if (!first) return
    const off = switchedOff(switches, entry)
    const added = off
      ? { wanted: off.wanted, patches: off.patches }
      : switches.map((wanted) => ({ wanted, patches: addSwitch(wanted, entry, config) })).find(({ patches }) => patches)
    const best = added?.wanted ?? first
    const writes = writingCredential(entry.launch)
    const holds = writes
      ? ` and holds ${credentialWords(writes)}${credentialWords(writes).endsWith(',') ? '' : ','} which can write`
      : ''
    const can = `Server "${entry.name}" can be limited to reading`
    const doThat = off ? `Set it to "${off.wanted.value}"` : advice(best, entry, config)
    yield {
      at: off?.setting.nameAt ?? entry.nameAt,
      severity: writes ? 'medium' : 'low',
      persona: switches.some(({ verified }) => verified) ? 'regular' : 'pedantic',
      message: `${can}${holds ? `, is not,${holds}` : ' and is not'}${off ? `: "${off.setting.name}" ${off.says}` : ''}. ${doThat} if the agent only reads.`,
      fixes: added?.patches ? [{ title: titleFor(off, best, entry, config), safety: 'review', patches: added.patches }] : [],
    }
  },
})

interface SwitchedOff {
  readonly wanted: ServerSwitch
  readonly setting: Setting
  readonly says: string
  readonly patches: readonly Patch[] | undefined
}

/** The variable of the switch is there, and empty or a no: another one beside it would be one too many. */
function switchedOff(switches: readonly ServerSwitch[], entry: ServerEntry): SwitchedOff | undefined {
  for (const wanted of switches) {
    const setting = entry.launch.env.find(({ name }) => wanted.where === 'env' && name === wanted.key)
    if (!setting?.value || setting.shape === 'reference') continue
    const word = setting.value.text.trim()
    if (!/^(?:0|false|no|off|)$/i.test(word)) continue
    const says = word === '' ? 'is empty' : `is "${word}"`
    const patches: readonly Patch[] | undefined =
      setting.from === 'field'
        ? [{ op: 'set', path: setting.value.path, value: wanted.value }]
        : argumentAt(setting.nameAt.path, entry) && [{ op: 'text', span: setting.value.span, text: wanted.value }]
    return { wanted, setting, says, patches }
  }
  return undefined
}

function titleFor(off: SwitchedOff | undefined, best: ServerSwitch, entry: ServerEntry, config: McpConfig): string {
  return off ? `Set "${off.setting.name}" to "${off.wanted.value}"` : advice(best, entry, config)
}

const LOCAL: ReadonlySet<ServerSwitch['where']> = new Set(['args', 'env'])
const REMOTE: ReadonlySet<ServerSwitch['where']> = new Set(['header', 'urlParam', 'urlPath'])

function advice({ where, key, value }: ServerSwitch, { launch, url }: ServerEntry, { host }: McpConfig): string {
  const word = value ? `${key}=${value}` : key
  switch (where) {
    case 'header':
      return `Add the header "${key}: ${value}"`
    case 'urlPath':
      return url && isHarmless(url.text)
        ? `Write "${withPath(url.text, key)}" as "${nameIn(host, 'url')}"`
        : `Add "${key}" to the end of the URL`
    case 'urlParam':
      return `Add "${word}" to the query of the URL`
    case 'env':
      // A container sees only the variables it is given.
      return launch.source?.ecosystem === 'oci'
        ? `Add "-e", "${word}" before the image`
        : `Set "${word}" under "${nameIn(host, 'env')}"`
    default:
      return launch.args.some(({ flag, text }) => flag === key || text === key)
        ? `Set "${word}" in "${nameIn(host, host.names.commandIsList ? 'command' : 'args')}"`
        : `Add "${word}" to "${nameIn(host, host.names.commandIsList ? 'command' : 'args')}"`
  }
}

function nameIn(host: Host, role: FieldRole): string {
  return namesOf(host, role)[0] ?? role
}

/** Nothing but scheme, host and a path: no place for a secret. */
function isHarmless(address: string): boolean {
  return /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.-]*)*$/.test(address) && matchCredential(address) === undefined
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
      message: 'Server "mongo" can be limited to reading and is not. Add "--readOnly" to "args" if the agent only reads.',
      severity: 'low',
      fixed:
        '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${MONGO_URL}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
      message:
        'Server "supabase" can be limited to reading, is not, and holds a Supabase personal access token, sbp_…, which can write. Add "--read-only" to "args" if the agent only reads.',
      severity: 'medium',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only"],"env":{"SUPABASE_ACCESS_TOKEN":"sbp_0bad1c0de2face3feed4beef5dead6f00d789abc"}}}}',
    },
    // In a container the variable goes before the image.
    {
      host: 'vscode',
      text: '{\n  "servers": {\n    "«github»": {\n      "command": "docker",\n      "args": [\n        "run",\n        "-i",\n        "--rm",\n        "-e",\n        "GITHUB_PERSONAL_ACCESS_TOKEN",\n        "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"\n      ]\n    }\n  }\n}\n',
      message:
        'Server "github" can be limited to reading and is not. Add "-e", "GITHUB_READ_ONLY=1" before the image if the agent only reads.',
      fixed:
        '{\n  "servers": {\n    "github": {\n      "command": "docker",\n      "args": [\n        "run",\n        "-i",\n        "--rm",\n        "-e",\n        "GITHUB_PERSONAL_ACCESS_TOKEN",\n        "-e",\n        "GITHUB_READ_ONLY=1",\n        "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"\n      ]\n    }\n  }\n}\n',
    },
    // The variable is there and says nothing.
    {
      host: 'gemini',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"«GITHUB_READ_ONLY»":""}}}}',
      message:
        'Server "github" can be limited to reading and is not: "GITHUB_READ_ONLY" is empty. Set it to "1" if the agent only reads.',
      fixed:
        '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_READ_ONLY":"1"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","«GITHUB_READ_ONLY»=false","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "github" can be limited to reading and is not: "GITHUB_READ_ONLY" is "false". Set it to "1" if the agent only reads.',
      fixed:
        '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"«github»":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer ${input:github}"}}}}',
      message:
        'Server "github" can be limited to reading and is not. Add the header "X-MCP-Readonly: true" if the agent only reads.',
      fixed:
        '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer ${input:github}","X-MCP-Readonly":"true"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"url":"https://mcp.supabase.com/mcp?project_ref=abc"}}}',
      message:
        'Server "supabase" can be limited to reading and is not. Add "read_only=true" to the query of the URL if the agent only reads.',
      fixed: '{"mcpServers":{"supabase":{"url":"https://mcp.supabase.com/mcp?project_ref=abc&read_only=true"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"«github»":{"type":"http","url":"https://api.githubcopilot.com/mcp/"}}}',
      message:
        'Server "github" can be limited to reading and is not. Write "https://api.githubcopilot.com/mcp/readonly" as "url" if the agent only reads.',
      fixed: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«pg»":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=unrestricted"]}}}',
      message:
        'Server "pg" can be limited to reading and is not. Set "--access-mode=restricted" in "args" if the agent only reads.',
      fixed: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"]}}}',
    },
    // Each host has its own names.
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"«mongo»":{"type":"local","command":["npx","-y","mongodb-mcp-server@1.9.0"],"environment":{"MDB_MCP_CONNECTION_STRING":"{env:MONGO_URL}"}}}}',
      message: 'Server "mongo" can be limited to reading and is not. Add "--readOnly" to "command" if the agent only reads.',
      fixed:
        '{"mcp":{"mongo":{"type":"local","command":["npx","-y","mongodb-mcp-server@1.9.0","--readOnly"],"environment":{"MDB_MCP_CONNECTION_STRING":"{env:MONGO_URL}"}}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"«neo»":{"type":"local","command":["uvx","mcp-neo4j-cypher==0.5.1"],"environment":{"NEO4J_URI":"{env:NEO4J_URI}"}}}}',
      message:
        'Server "neo" can be limited to reading and is not. Set "NEO4J_READ_ONLY=true" under "environment" if the agent only reads.',
      fixed:
        '{"mcp":{"neo":{"type":"local","command":["uvx","mcp-neo4j-cypher==0.5.1"],"environment":{"NEO4J_URI":"{env:NEO4J_URI}","NEO4J_READ_ONLY":"true"}}}}',
    },
    // Nobody has confirmed yet that there is this switch.
    {
      host: 'cursor',
      text: '{"mcpServers":{"«mail»":{"command":"npx","args":["-y","@softeria/ms-365-mcp-server@0.40.1"]}}}',
      message: 'Server "mail" can be limited to reading and is not. Add "--read-only" to "args" if the agent only reads.',
      persona: 'pedantic',
    },
    // Through a bridge it is the same address; a token that begins like one that can write raises it wherever it stands.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"«neon»":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.neon.tech/mcp"]}}}',
      message:
        'Server "neon" can be limited to reading and is not. Add "readonly=true" to the query of the URL if the agent only reads.',
      fixed:
        '{"mcpServers":{"neon":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.neon.tech/mcp?readonly=true"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«supabase»":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--access-token","sbp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3EXAMPLE4"]}}}',
      message:
        'Server "supabase" can be limited to reading, is not, and holds a Supabase personal access token, sbp_…, which can write. Add "--read-only" to "args" if the agent only reads.',
      severity: 'medium',
    },
  ],
} satisfies Examples

import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Host } from '../../model/host.ts'
import type { Launch, LaunchUrl } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'bridge-to-remote',
    group: 'transport',
    title: 'stdio bridge hides a remote server',
    tier: 3,
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    where: 'entries that start mcp-remote, supergateway or mcp-proxy',
    when: 'the bridge leads to an address this host could use itself. What holds for the address and its headers is judged as if they stood in the entry.',
    why: 'The bridge keeps tokens on disk and hides the remote server from review.',
    fix: { safety: 'review', does: 'rewrites to a remote entry when the host speaks the transport' },
    standards: ['MCP09', 'CWE-522'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, { host }) {
    const { bridged, runner, program } = entry.launch
    if (!bridged) return
    const transport = transportOf(bridged.url)
    if (!canSpeak(host, transport)) return
    const fix = rewrite(entry, bridged.url, transport, host)
    yield {
      at: entry.launch.source ?? program ?? runner ?? entry.nameAt,
      message: `Server "${entry.name}" is reached through ${entry.launch.known?.id ?? 'a bridge'}, and ${host.name} can speak to ${bridged.url.hostname} itself. Write the address as "url".`,
      fixes: fix ? [fix] : [],
    }
  },
})

/** Of old servers the address ends so, by convention. */
function transportOf({ pathname }: LaunchUrl): 'http' | 'sse' {
  return /\/sse\/?$/.test(pathname) ? 'sse' : 'http'
}

function canSpeak({ types, urlWithoutType, fields }: Host, transport: 'http' | 'sse'): boolean {
  const takesUrl = fields.some(({ name, transports }) => name === 'url' && transports.includes(transport))
  return takesUrl && (types[transport].length > 0 || urlWithoutType === transport || urlWithoutType === 'inferred')
}

/** Only where the bridge is given an address and nothing else: what its options meant has no place in a remote entry. */
function rewrite(entry: ServerEntry, url: LaunchUrl, transport: 'http' | 'sse', host: Host): Fix | undefined {
  // The address of the old transport would only be the next thing to correct.
  if (transport === 'sse') return undefined
  const { launch, node, path } = entry
  const isPlain = launch.wrappers.every(({ kind }) => kind === 'cmd') && launch.env.length === 0 && launch.headers.length === 0
  const others = launch.args.filter(({ of, value }) => of === 'server' && value.text !== url.text)
  const fields = new Set(node.members.map(({ key }) => key))
  const started = ['command', 'args', 'env'].filter((field) => fields.has(field))
  if (!isPlain || !isHarmless(url, launch) || others.length > 0 || started.length === 0 || fields.has('url')) return undefined
  if ([...fields].some((field) => !['type', 'command', 'args', 'env'].includes(field))) return undefined
  const type = host.types[transport][0]
  const patches: Patch[] = started.map((field) => ({ op: 'remove', path: [...path, field] }))
  if (type !== undefined) patches.push({ op: 'set', path: [...path, 'type'], value: type })
  patches.push({ op: 'set', path: [...path, 'url'], value: url.text })
  return { title: 'Let the host speak to it itself', safety: 'review', patches }
}

/** A fix writes no secret anywhere, and an address may be one: only scheme, host and short words of a path are taken over. */
function isHarmless({ text, hostname }: LaunchUrl, launch: Launch): boolean {
  if (launch.credentials.length > 0 || SENSITIVE.secretPathHosts.includes(hostname)) return false
  return /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.-]{0,20})*$/i.test(text)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    // Claude Desktop starts programs only, and the other direction offers a local server to others.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","supergateway@3.4.3","--stdio","/opt/a"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","«mcp-remote@0.1.38»","https://mcp.acme.example/mcp"]}}}',
      message:
        'Server "acme" is reached through mcp-remote, and Claude Code can speak to mcp.acme.example itself. Write the address as "url".',
      severity: 'low',
      persona: 'pedantic',
      fixed: '{"mcpServers":{"acme":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"acme":{"type":"stdio","command":"npx","args":["-y","«mcp-remote@0.1.38»","https://mcp.acme.example/sse"]}}}',
      message:
        'Server "acme" is reached through mcp-remote, and VS Code can speak to mcp.acme.example itself. Write the address as "url".',
    },
    // The header has to be moved by hand.
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","«mcp-remote@0.1.38»","https://mcp.acme.example/mcp","--header","Authorization: Bearer ${ACME_TOKEN}"]}}}',
      message:
        'Server "acme" is reached through mcp-remote, and Cursor can speak to mcp.acme.example itself. Write the address as "url".',
    },
  ],
} satisfies Examples

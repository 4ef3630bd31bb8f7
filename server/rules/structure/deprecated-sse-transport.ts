import type { Host } from '../../model/host.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'deprecated-sse-transport',
    group: 'structure',
    title: 'HTTP+SSE transport (deprecated since 2025-03-26)',
    tier: 3,
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    where: '`*.type == "sse"`, url ending `/sse`',
    when: 'the type is sse, or the path of the URL ends in /sse, unless the server table knows no other endpoint.',
    why: 'The transport was replaced in protocol revision 2025-03-26; hosts and servers drop it one by one.',
    fix: { safety: 'review', does: 'switches to the /mcp endpoint when the server table lists it' },
    standards: ['MCP07', 'MCP spec streamable-http'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, { host }) {
    const { type, url, name } = entry
    const isSse = type && host.types.sse.includes(type.text)
    const at = isSse ? type : url && endsInSse(url.text) ? url : undefined
    if (!at || !url || entry.command) return
    const endpoints = entry.launch.known?.match.urls ?? []
    if (endpoints.length > 0 && endpoints.every(endsInSse)) return
    const fix = switching(entry, endpoints, host)
    const todo = fix
      ? 'Switch to the endpoint of its successor.'
      : 'Ask its maker for an address of the Streamable HTTP transport.'
    yield {
      at,
      message: `Server "${name}" is called over HTTP+SSE, a transport that is deprecated since 2025-03-26. ${todo}`,
      fixes: fix ? [fix] : [],
    }
  },
})

function endsInSse(url: string): boolean {
  return /\/sse\/?$/.test(url.replace(/[?#].*$/s, ''))
}

/** To the address the table knows on the same host; what a person added to the old one is for them to take along. */
function switching({ type, url }: ServerEntry, endpoints: readonly string[], { types }: Host): Fix | undefined {
  if (!url) return undefined
  const host = hostOf(url.text)
  const right = endpoints.find((one) => !one.includes('*') && !endsInSse(one) && hostOf(one) === host)
  const http = types.http[0]
  if (right === undefined || host === undefined || (type && http === undefined)) return undefined
  return {
    title: `Switch to ${right}`,
    safety: 'review',
    patches: [
      ...(type && http !== undefined ? [{ op: 'set', path: type.path, value: http } as const] : []),
      { op: 'set', path: url.path, value: right },
    ],
  }
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"linear":{"type":"http","url":"https://mcp.linear.app/mcp"}}}',
    },
    { host: 'cursor', text: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/assess"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"linear":{"type":"«sse»","url":"https://mcp.linear.app/sse"}}}',
      message:
        'Server "linear" is called over HTTP+SSE, a transport that is deprecated since 2025-03-26. Switch to the endpoint of its successor.',
      severity: 'low',
      persona: 'pedantic',
      fixed: '{"servers":{"linear":{"type":"http","url":"https://mcp.linear.app/mcp"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"url":"«https://mcp.acme.example/sse»"}}}',
      message:
        'Server "docs" is called over HTTP+SSE, a transport that is deprecated since 2025-03-26. Ask its maker for an address of the Streamable HTTP transport.',
    },
    // An address for the old transport, though the type asks for the new one.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"type":"http","url":"«https://mcp.acme.example/sse»"}}}',
      message:
        'Server "docs" is called over HTTP+SSE, a transport that is deprecated since 2025-03-26. Ask its maker for an address of the Streamable HTTP transport.',
    },
  ],
} satisfies Examples

import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { defineRule, type Examples } from '../rule.ts'
import { sendsCredential } from '../sentCredentials.ts'

export default defineRule({
  meta: {
    id: 'tunnel-endpoint',
    group: 'transport',
    title: 'Server URL is a public tunnel',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'the host of the address, also of one behind a bridge',
    when: 'the host lies under the domain of a tunnel service; high when the entry sends a credential there.',
    why: 'Whoever holds the tunnel can change what answers at any time.',
    fix: undefined,
    standards: ['MCP09', 'SAFE-T1004', 'CWE-923'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const url = launch.url ?? launch.bridged?.url
    const service = url && SENSITIVE.tunnels.find((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
    if (!url || service === undefined) return
    const sends = sendsCredential(launch)
    yield {
      at: url,
      severity: sends ? 'high' : 'medium',
      message: `Server "${name}" is reached through a tunnel of ${service}, and whoever holds the tunnel decides what answers${sends ? ' and gets the credential' : ''}. Use an address that belongs to whoever runs the server.`,
    }
  },
})

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"acme":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    // Whole labels only.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://notngrok.io/mcp"},"b":{"url":"https://ngrok.io.acme.example/mcp"}}}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"acme":{"type":"http","url":"«https://ab12cd.ngrok-free.app/mcp»"}}}',
      message:
        'Server "acme" is reached through a tunnel of ngrok-free.app, and whoever holds the tunnel decides what answers. Use an address that belongs to whoever runs the server.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«https://X.TryCloudflare.com./mcp»","headers":{"Authorization":"Bearer ${env:ACME_TOKEN}"}}}}',
      message:
        'Server "a" is reached through a tunnel of trycloudflare.com, and whoever holds the tunnel decides what answers and gets the credential. Use an address that belongs to whoever runs the server.',
      severity: 'high',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","«https://a.loca.lt/mcp»"]}}}',
      message:
        'Server "a" is reached through a tunnel of loca.lt, and whoever holds the tunnel decides what answers. Use an address that belongs to whoever runs the server.',
      severity: 'medium',
    },
  ],
} satisfies Examples

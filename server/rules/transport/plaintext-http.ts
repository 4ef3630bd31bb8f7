import type { LaunchUrl } from '../../model/launch.ts'
import { partOf } from '../../model/place.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'
import { sendsCredential } from '../sentCredentials.ts'

export default defineRule({
  meta: {
    id: 'plaintext-http',
    group: 'transport',
    title: 'Remote server over http:// or ws://',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'url, bridge URL args, --header bridges',
    when: 'scheme http or ws and the host is neither loopback nor `*.localhost`; medium for a private range or a single-label name; critical when the entry sends a credential (high where it stays in a private network).',
    why: 'Anybody on the path can read the token and the data.',
    fix: { safety: 'review', does: 'rewrites to https' },
    standards: ['CWE-319', 'MCP07', 'RFC 9700'],
    guards: ['loopback'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }) {
    const url = launch.url ?? launch.bridged?.url
    if (!url || (url.scheme !== 'http' && url.scheme !== 'ws') || staysOnMachine(url)) return
    const sends = sendsCredential(launch)
    const secure = url.scheme === 'ws' ? 'wss' : 'https'
    const start = url.text.toLowerCase().indexOf(url.scheme)
    const scheme = partOf(tree, url, start, start + url.scheme.length)
    yield {
      at: url,
      severity: severityOf(url, sends),
      message: `Server "${name}" is reached at ${url.scheme}://${url.hostname} in plain text: anybody on the way can read and change ${sends ? 'the credential and the data' : 'the data'}. Use ${secure}.`,
      fixes: [
        {
          title: `Use ${secure}`,
          safety: 'review',
          patches: [{ op: 'text', span: scheme.span, text: secure }],
        },
      ],
    }
  },
})

/** Loopback, and the names by which containers reach the machine they run on. */
function staysOnMachine({ loopback, hostname }: LaunchUrl): boolean {
  return loopback || hostname === '0.0.0.0' || /^(?:host|gateway)\.(?:docker|containers)\.internal$/.test(hostname)
}

/** Names that no public server answers to (RFC 6762, RFC 8375, RFC 6761 and ICANN's `.internal`), and RFC 6598. */
function isLocal({ private: inRange, hostname }: LaunchUrl): boolean {
  if (inRange || /\.(?:local|lan|internal|home\.arpa|test)$/.test(hostname)) return true
  return /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+$/.test(hostname)
}

function severityOf(url: LaunchUrl, sends: boolean): Severity {
  if (isLocal(url)) return sends ? 'high' : 'medium'
  return sends ? 'critical' : 'high'
}

export const examples = {
  good: [
    { host: 'cursor', file: '.cursor/mcp.json', text: '{"mcpServers":{"metrics":{"url":"https://mcp.acme.example/mcp"}}}' },
    // loopback
    {
      host: 'vscode',
      text: '{"servers":{"a":{"type":"http","url":"http://127.0.0.1:3000/mcp"},"b":{"type":"http","url":"http://localhost:3000/mcp"},"c":{"type":"sse","url":"http://[::1]:3000/sse"},"d":{"type":"http","url":"http://dev.localhost/mcp"},"e":{"type":"http","url":"http://host.docker.internal:3000/mcp"}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","http://localhost:3000/mcp"]}}}',
    },
    // An address that the server is given as data is not the way to the server.
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--schema","http://schema.acme.example/v1"]}}}' },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"metrics":{"url":"«http://mcp.acme.example/mcp»"}}}',
      message:
        'Server "metrics" is reached at http://mcp.acme.example in plain text: anybody on the way can read and change the data. Use https.',
      severity: 'high',
      fixed: '{"mcpServers":{"metrics":{"url":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"type":"http","url":"«http://mcp.acme.example:8080/mcp»","headers":{"Authorization":"Bearer ${input:a}"}}}}',
      message:
        'Server "a" is reached at http://mcp.acme.example in plain text: anybody on the way can read and change the credential and the data. Use https.',
      severity: 'critical',
      fixed:
        '{"servers":{"a":{"type":"http","url":"https://mcp.acme.example:8080/mcp","headers":{"Authorization":"Bearer ${input:a}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«http://192.168.1.20:8123/mcp»"}}}',
      message:
        'Server "a" is reached at http://192.168.1.20 in plain text: anybody on the way can read and change the data. Use https.',
      severity: 'medium',
      fixed: '{"mcpServers":{"a":{"url":"https://192.168.1.20:8123/mcp"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«http://gateway:8080/mcp»"}}}',
      message:
        'Server "a" is reached at http://gateway in plain text: anybody on the way can read and change the data. Use https.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"home":{"url":"«http://assistant.local:8123/mcp»","headers":{"Authorization":"Bearer ${env:HOME_TOKEN}"}}}}',
      message:
        'Server "home" is reached at http://assistant.local in plain text: anybody on the way can read and change the credential and the data. Use https.',
      severity: 'high',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","«http://mcp.acme.example/mcp»","--header","Authorization: Bearer ${TOKEN}"]}}}',
      message:
        'Server "a" is reached at http://mcp.acme.example in plain text: anybody on the way can read and change the credential and the data. Use https.',
      severity: 'critical',
      fixed:
        '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp","--header","Authorization: Bearer ${TOKEN}"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["mcp-proxy==0.12.0","«http://mcp.acme.example/sse»"]}}}',
      message:
        'Server "a" is reached at http://mcp.acme.example in plain text: anybody on the way can read and change the data. Use https.',
      severity: 'high',
      fixed: '{"mcpServers":{"a":{"command":"uvx","args":["mcp-proxy==0.12.0","https://mcp.acme.example/sse"]}}}',
    },
    // Escapes are characters of the file, not of the address.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«\\u0068ttp://mcp.acme.example/mcp»"}}}',
      message:
        'Server "a" is reached at http://mcp.acme.example in plain text: anybody on the way can read and change the data. Use https.',
      fixed: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp"}}}',
    },
  ],
} satisfies Examples

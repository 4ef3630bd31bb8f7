import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { hasOwnNetwork, isContainer } from '../containerOptions.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'private-network-reachable',
    group: 'reach',
    title: 'URL-fetching server can reach loopback/metadata',
    tier: 1,
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    where: 'servers that are known to fetch any address',
    when: 'the server has no guard against private addresses, and is not in a container with a network of its own; medium in a dev container, which often runs in a cloud.',
    why: 'A fetched address may be an internal service or the metadata endpoint of the cloud.',
    fix: undefined,
    standards: ['CWE-918', 'SBP server-side-request-forgery-ssrf', 'MCP05'],
    guards: ['loopback'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, launch }, { file }) {
    const id = launch.known?.id
    if (id === undefined || !SENSITIVE.unguardedFetchers.includes(id) || hasOwnNetwork(launch)) return
    yield {
      at: nameAt,
      severity: isDevContainer(file) ? 'medium' : 'low',
      message: `Server "${name}" fetches any address, also of this machine, of the network around it and of the cloud it runs in. ${isContainer(launch) ? 'Put its container on' : 'Start it in a container with'} a network that leads outside only.`,
    }
  },
})

/** GitHub Codespaces and its kind start what stands there on a machine of a cloud (containers.dev, checked 2026-11). */
function isDevContainer(file: string): boolean {
  return /(?:^|\/)(?:\.devcontainer\/|\.?devcontainer\.json$)/.test(file)
}

const IMAGE = 'mcp/fetch@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"fetch":{"command":"docker","args":["run","-i","--rm","--network","egress-proxy-only","${IMAGE}"]}}}`,
    },
    // Servers that fetch one site, and one nobody knows; an address of this machine alone is none of these.
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"]},"fetch":{"command":"/opt/fetch"},"local":{"url":"http://127.0.0.1:3000/mcp"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«fetch»":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      message:
        'Server "fetch" fetches any address, also of this machine, of the network around it and of the cloud it runs in. Start it in a container with a network that leads outside only.',
      severity: 'low',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"«web»":{"command":"docker","args":["run","-i","--rm","--network=bridge","${IMAGE}"]}}}`,
      message:
        'Server "web" fetches any address, also of this machine, of the network around it and of the cloud it runs in. Put its container on a network that leads outside only.',
      severity: 'low',
    },
    {
      host: 'vscode',
      file: '.devcontainer/devcontainer.json',
      text: '{"customizations":{"vscode":{"mcp":{"servers":{"«fetch»":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}}}}',
      message:
        'Server "fetch" fetches any address, also of this machine, of the network around it and of the cloud it runs in. Start it in a container with a network that leads outside only.',
      severity: 'medium',
    },
  ],
} satisfies Examples

import type { CredentialKind } from '../../knowledge/credentials.ts'
import { isHostOf, isModelKey, isSelfHosted, takesCredential } from '../../knowledge/providers.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import { servedBy } from '../../model/launch/servedBy.ts'
import type { CredentialUse, Launch, LaunchUrl } from '../../model/launch.ts'
import { credentialWords } from '../credentialWords.ts'
import { defineRule, type Examples, type Trusted } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'credential-sent-to-foreign-host',
    group: 'secrets',
    title: 'Provider credential configured for a server of another provider',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where:
      'a credential in `env`, `headers`, arguments or address, against the host of the address or the identity of the package',
    when: 'a literal has the shape of an issuer, and it is sent to a host where it does not work, or given to a published server of somebody else. By the name of a variable alone it is a finding, with medium confidence, only where the receiver is a published server and the name belongs to one other provider. Silent: this machine and the local network, trusted hosts, hosts named like the provider, unknown packages, servers that run anything or pass on anything, keys of models given to a program.',
    why: 'A third party receives a token that opens a different system.',
    fix: undefined,
    standards: ['SBP token-passthrough', 'NHI3', 'ASI03', 'CWE-200', 'CWE-441'],
    guards: ['oauth-no-header', 'loopback'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, _, { trusted }) {
    const url = launch.url ?? launch.bridged?.url
    const sent = namesInHeaders(launch)
    const foreign = launch.credentials.flatMap((use) => {
      const { kind } = use
      if (!kind || kind.expectedHosts.length === 0) return []
      const receiver = url
        ? isSent(use, sent)
          ? foreignHost(use, kind, launch, url, trusted)
          : undefined
        : foreignProgram(use, kind, launch)
      return receiver === undefined ? [] : [{ use, kind, receiver }]
    })
    const [first, ...others] = foreign.toSorted((a, b) => Number(isCertain(b.use)) - Number(isCertain(a.use)))
    if (!first) return
    const { use, kind, receiver } = first
    yield {
      at: use.at,
      value: use.at.span,
      confidence: isCertain(use) ? 'high' : 'medium',
      message: `Server "${name}" gets ${credentialWords(use)} but is ${receiver}, which can then act at ${kind.provider} in your place. Give it a credential of its own service, or none.`,
      related: others.map((other) => ({
        span: other.use.at.span,
        message: `"${other.use.name}" holds ${credentialWords(other.use)} too.`,
      })),
    }
  },
})

/** By its shape; a name only says what is meant. */
function isCertain({ evidence, confidence }: CredentialUse): boolean {
  return evidence === 'literal' && confidence === 'high'
}

/** What the host is called in the message, where the credential has no business there. */
function foreignHost(
  use: CredentialUse,
  kind: CredentialKind,
  launch: Launch,
  url: LaunchUrl,
  trusted: Trusted,
): string | undefined {
  if (staysNear(url) || isHostOf(kind, url.hostname) || isTrusted(url.hostname, trusted)) return undefined
  const receiver = servedBy(launch)
  if (receiver ? takesCredential(receiver, kind, use.name) : !isCertain(use) || isSelfHosted(kind)) return undefined
  return `at "${url.hostname}"`
}

/** A program that nobody knows may be one for this very provider. */
function foreignProgram(use: CredentialUse, kind: CredentialKind, { known }: Launch): string | undefined {
  if (!known || isModelKey(kind) || use.where === 'elsewhere' || takesCredential(known, kind, use.name)) return undefined
  return `the published server ${serverWords(known)}`
}

function serverWords({ name }: KnownServer): string {
  return `"${name}"`
}

function isSent({ where, name }: CredentialUse, names: ReadonlySet<string>): boolean {
  return where === 'header' || where === 'url' || names.has(name)
}

/** The headers, and the variables they speak of: a bridge sends both. */
function namesInHeaders({ headers }: Launch): ReadonlySet<string> {
  return new Set(headers.flatMap(({ name, value }) => [name, ...(value?.text.match(/[A-Za-z_]\w*/g) ?? [])]))
}

/** This machine and the local network: whose gateway stands there is not known. */
function staysNear({ loopback, private: inRange, hostname }: LaunchUrl): boolean {
  return loopback || inRange || /\.(?:local|lan|internal|home\.arpa|test)$|^0\.0\.0\.0$/.test(hostname)
}

function isTrusted(hostname: string, { hosts }: Trusted): boolean {
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host))
}

export const examples = {
  good: [
    { host: 'cursor', text: '{"mcpServers":{"github":{"url":"https://api.githubcopilot.com/mcp/readonly"}}}' },
    // Its own hosts, also those of a company; loopback; the local network; a trusted gateway.
    {
      host: 'cursor',
      also: ['hardcoded-secret', 'plaintext-http', 'shared-credential-across-servers'],
      trusted: { hosts: ['*.gateway.example'] },
      text: '{"mcpServers":{"a":{"url":"https://api.githubcopilot.com/mcp/readonly","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"b":{"url":"https://acme.ghe.com/mcp","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"c":{"url":"https://git.acme.example/mcp","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"d":{"url":"http://localhost:3000/mcp","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"e":{"url":"http://gateway:3000/mcp","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"f":{"url":"https://mcp.gateway.example/mcp","headers":{"Authorization":"Bearer ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"g":{"url":"https://monitoring.acme.example/mcp","headers":{"X-Grafana-Token":"glsa_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3_0badc0de"}}}}',
    },
    // A package nobody knows; one of the provider; a program that runs anything; the key of a model.
    {
      host: 'cursor',
      also: ['hardcoded-secret', 'missing-read-only-mode', 'shared-credential-across-servers'],
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"GITHUB_TOKEN":"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"b":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}},"c":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.7.4"],"env":{"GEMINI_API_KEY":"AIzaEXAMPLE0NOTREAL1example2notreal3FAK"}}}}',
    },
    // By its name alone, at a receiver nobody knows, and at one that takes it.
    {
      host: 'cursor',
      also: ['shared-credential-across-servers'],
      text: '{"mcpServers":{"a":{"url":"https://mcp.tools.example/mcp","headers":{"Authorization":"Bearer ${env:LINEAR_API_KEY}"}},"b":{"url":"https://mcp.linear.app/mcp","headers":{"Authorization":"Bearer ${env:LINEAR_API_KEY}"}}}}',
    },
  ],
  bad: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"tools":{"url":"https://mcp.tools.example/mcp","headers":{"Authorization":"Bearer «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}}}}',
      message:
        'Server "tools" gets a GitHub personal access token (classic), ghp_…, but is at "mcp.tools.example", which can then act at GitHub in your place. Give it a credential of its own service, or none.',
      severity: 'critical',
      confidence: 'high',
    },
    // Behind a bridge, where the header may name a variable.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"tools":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.tools.example/mcp","--header","Authorization:${AUTH_HEADER}"],"env":{"AUTH_HEADER":"Bearer «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}}}}',
      message:
        'Server "tools" gets a GitHub personal access token (classic), ghp_…, but is at "mcp.tools.example", which can then act at GitHub in your place. Give it a credential of its own service, or none.',
    },
    // A published server of somebody else.
    {
      host: 'cursor',
      text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.7.4"],"env":{"GITHUB_TOKEN":"«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}}}}',
      message:
        'Server "memory" gets a GitHub personal access token (classic), ghp_…, but is the published server "Memory (reference)", which can then act at GitHub in your place. Give it a credential of its own service, or none.',
      severity: 'critical',
      confidence: 'high',
    },
    // By its name, at a receiver that is known.
    {
      host: 'cursor',
      text: '{"mcpServers":{"linear":{"url":"https://mcp.linear.app/mcp","headers":{"Authorization":"«Bearer ${env:SENDGRID_API_KEY}»"}}}}',
      message:
        'Server "linear" gets a SendGrid API key but is at "mcp.linear.app", which can then act at SendGrid in your place. Give it a credential of its own service, or none.',
      severity: 'critical',
      confidence: 'medium',
    },
  ],
} satisfies Examples

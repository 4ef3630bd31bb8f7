import { entropy } from '../../knowledge/credentials.ts'
import { isPlaceholder } from '../../knowledge/placeholders.ts'
import { holdsReference } from '../../knowledge/references.ts'
import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { FRAGMENT, PATH, USER_INFORMATION } from '../../model/launch/credentials.ts'
import type { CredentialUse, LaunchUrl } from '../../model/launch.ts'
import { credentialWords } from '../credentialWords.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'secret-in-url',
    group: 'secrets',
    title: 'Credential in a URL',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`url`, url-like args',
    when: 'user information with a password; a query key among token, key, api_key, apikey, access_token, secret, sig, auth with a literal value; a path segment of at least 24 random characters on a host known to use secret paths, or on this machine (confidence medium; medium for this machine).',
    why: 'URLs are written to proxy logs and shown in user interfaces.',
    fix: undefined,
    standards: ['CWE-598', 'MCP01', 'NHI2'],
    guards: ['names', 'placeholders', 'references'],
    absorbs: ['hardcoded-secret'],
    since: '0.1.0',
  },

  *server({ name, launch }, { host }) {
    const uses = launch.credentials.filter(
      ({ where, evidence, kind }) => where === 'url' && evidence === 'literal' && kind?.id !== 'dsn',
    )
    // The surest speaks for all.
    const first = uses.find(({ confidence }) => confidence === 'high') ?? uses[0]
    const others = uses.filter((use) => use !== first)
    const advice = host.interpolation.expandedIn.includes('headers')
      ? 'Revoke it, and send a new one in a header, as a reference.'
      : 'Revoke it, and send a new one in a header.'
    if (first) {
      return yield {
        at: first.at,
        value: first.at.span,
        confidence: first.confidence,
        message: `The URL of server "${name}" carries ${credentialWords(first)} in ${placeWords(first)}, and URLs end up in logs. ${advice}`,
        related: others.map((use) => ({ span: use.at.span, message: `There is a secret in ${placeWords(use)} too.` })),
      }
    }
    const address = launch.url ?? launch.bridged?.url
    if (!address || !hasSecretPath(address)) return
    const who = address.loopback ? 'any program on this machine that knows it' : 'who has it'
    const instead = host.interpolation.expandedIn.includes(launch.url ? 'url' : 'args')
      ? 'write a reference in its place'
      : 'keep the new one out of this file'
    yield {
      at: address,
      value: address.span,
      severity: address.loopback ? 'medium' : 'high',
      confidence: 'medium',
      message: `The address of server "${name}" seems to be a secret itself: ${who} can use the server. Replace it, and ${instead}.`,
    }
  },
})

const PARTS = new Set([USER_INFORMATION, PATH, FRAGMENT])

function placeWords({ name }: CredentialUse): string {
  return PARTS.has(name) ? `its ${name}` : `"${name}"`
}

const MIN_SEGMENT_CHARS = 24
const MIN_BITS_PER_CHAR = 3

/** Hosts that are known for it, and programs of this machine, which have no better way to tell who calls. */
function hasSecretPath({ hostname, loopback, text }: LaunchUrl): boolean {
  if (!loopback && !SENSITIVE.secretPathHosts.includes(hostname)) return false
  const segments = text
    .replace(/[?#].*$/s, '')
    .split('/')
    .slice(3)
  return segments.some(
    (segment) =>
      segment.length >= MIN_SEGMENT_CHARS && looksRandom(segment) && !holdsReference(segment) && !isPlaceholder(segment),
  )
}

/** No word of a path: digits among the letters, or capitals without end. */
function looksRandom(segment: string): boolean {
  if (/^[A-Z0-9]+$/.test(segment)) return true
  return /^[\w-]+$/.test(segment) && /\d.*\d/.test(segment) && entropy(segment) >= MIN_BITS_PER_CHAR
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"inputs":[{"type":"promptString","id":"metrics","description":"metrics key","password":true}],"servers":{"metrics":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"X-Api-Key":"${input:metrics}"}}}}',
    },
    // references and placeholders
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp?api_key=${env:KEY}"},"b":{"url":"https://mcp.acme.example/mcp?token=YOUR_TOKEN_HERE"},"c":{"url":"https://user:${env:PASS}@mcp.acme.example/mcp"}}}',
    },
    // names
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp?project_ref=abcdefghijklmnopqrst&max_tokens=4096409640964096&keyboard=us-international"}}}',
    },
    // A long identifier in a path is no secret by itself.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/t/0bad1c0de2face3feed4beef5dead6f00d789abc/mcp"}}}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"metrics":{"type":"http","url":"https://mcp.acme.example/mcp?api_key=«EXAMPLE0NOTREAL1EXAMPLE2»"}}}',
      message:
        'The URL of server "metrics" carries what looks like a secret in "api_key", and URLs end up in logs. Revoke it, and send a new one in a header, as a reference.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«https://report:EXAMPLE0NOTREAL1@»mcp.acme.example/mcp"}}}',
      message:
        'The URL of server "a" carries a URL with a password in its user information, and URLs end up in logs. Revoke it, and send a new one in a header, as a reference.',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp?token=«EXAMPLE0NOTREAL1EXAMPLE2»"]}}}',
      message:
        'The URL of server "a" carries what looks like a secret in "token", and URLs end up in logs. Revoke it, and send a new one in a header.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"zapier":{"url":"«https://mcp.zapier.com/api/mcp/s/EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3/mcp»"}}}',
      message:
        'The address of server "zapier" seems to be a secret itself: who has it can use the server. Replace it, and write a reference in its place.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"editor":{"type":"http","url":"«http://127.0.0.1:8770/mcp/0bad1c0de2face3feed4beef5dead6f0»"}}}',
      message:
        'The address of server "editor" seems to be a secret itself: any program on this machine that knows it can use the server. Replace it, and write a reference in its place.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/t/«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»/mcp"}}}',
      message:
        'The URL of server "a" carries a GitHub personal access token (classic), ghp_…, in its path, and URLs end up in logs. Revoke it, and send a new one in a header, as a reference.',
      confidence: 'high',
    },
  ],
} satisfies Examples

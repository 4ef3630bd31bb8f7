import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { readUrl } from '../../model/launch/url.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'metadata-endpoint',
    group: 'transport',
    title: 'URL/arg points at cloud metadata',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'the address of a server, arguments, variables',
    when: 'one of them holds an address at which a cloud hands out the credentials of the machine, in any spelling of an IPv4 address; not where the address is shut out (`NO_PROXY`, `--blocked-origins`).',
    why: 'The address hands out the credentials of the machine.',
    fix: undefined,
    standards: ['CWE-918', 'SBP server-side-request-forgery-ssrf'],
    guards: [],
    absorbs: ['plaintext-http', 'private-network-reachable'],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const found = textsOf(launch)
      .flatMap((text) => {
        const host = metadataHost(text.text)
        return host === undefined ? [] : [{ ...text, host }]
      })
      .sort((a, b) => a.span.start - b.span.start)
    const [first, ...others] = found.filter(({ span }, at) => span.start !== found[at - 1]?.span.start)
    if (!first) return
    yield {
      at: first,
      message: `Server "${name}" is pointed at ${first.host}, where the cloud hands out the credentials of this machine. Remove the address.`,
      related: others.map(({ span, host }) => ({ span, message: `This is ${host} too.` })),
    }
  },
})

/** A list of what must not be reached holds such addresses, and rightly so. */
const SHUT_OUT = /^no_proxy$|(?:^|[-_])(?:no-?proxy|block(?:ed)?|den(?:y|ied)|exclude[ds]?|forbid(?:den)?)(?:[-_]|$)/i

function textsOf({ url, args, env, headers }: Launch): readonly Text[] {
  return [
    ...(url ? [url] : []),
    ...args
      .filter(({ flag, value }) => !SHUT_OUT.test(flag ?? '') && !/^no_proxy=/i.test(value.text))
      // A variable of a container is read as a variable.
      .filter(({ of, flag }) => !(of === 'container' && (flag === '-e' || flag === '--env')))
      .map(({ value }) => value),
    ...[...env, ...headers].flatMap(({ name, value }) => (value && !SHUT_OUT.test(name) ? [value] : [])),
  ]
}

const WRITTEN = SENSITIVE.metadataHosts.map((host) => ({
  host,
  // Between characters that belong to no longer name or number.
  regex: new RegExp(`(?<![\\w.:-])${host.replace(/[.]/g, '\\.')}(?![\\w-]|\\.\\w|:[0-9a-f]+:)`, 'i'),
}))
/** Any of them, to say of nearly every text at one look that it holds none. */
const ANY = new RegExp(SENSITIVE.metadataHosts.map((host) => host.replace(/[.]/g, '\\.')).join('|'), 'i')
/** Texts longer than that are documents. */
const MAX_CHARS = 20_000

function metadataHost(text: string): string | undefined {
  if (text.length > MAX_CHARS) return undefined
  const written = ANY.test(text) ? WRITTEN.find(({ regex }) => regex.test(text))?.host : undefined
  if (written !== undefined) return written
  // `http://2852039166/` and `http://0xa9fea9fe/` are the same address.
  if (!/^[a-z]+:\/\/(?:0x[0-9a-f]+|\d+)/i.test(text)) return undefined
  const hostname = readUrl({ text, span: { start: 0, end: 0 }, path: [] })?.hostname
  return SENSITIVE.metadataHosts.find((host) => host === hostname)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      also: ['private-network-reachable', 'unrestricted-egress'],
    },
    // Shut out, and numbers that only hold the digits.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--blocked-origins","http://169.254.169.254","--seed","1169.254.169.2540"],"env":{"NO_PROXY":"localhost,169.254.169.254","A":"http://metadata.google.internal.acme.example/"}},"b":{"url":"https://169.254.169.254.acme.example/mcp"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7","--start-url","«http://169.254.169.254/latest/meta-data/»"]}}}',
      message:
        'Server "fetch" is pointed at 169.254.169.254, where the cloud hands out the credentials of this machine. Remove the address.',
      severity: 'critical',
    },
    ...[
      ['http://metadata.google.internal/computeMetadata/v1/', 'metadata.google.internal'],
      ['http://[fd00:ec2::254]/latest/', 'fd00:ec2::254'],
      ['http://2852039166/latest/', '169.254.169.254'],
      ['http://0xA9FEA9FE/', '169.254.169.254'],
    ].map(([url, host]) => ({
      host: 'cursor',
      text: `{"mcpServers":{"a":{"url":"«${url}»"}}}`,
      message: `Server "a" is pointed at ${host}, where the cloud hands out the credentials of this machine. Remove the address.`,
      severity: 'critical' as const,
    })),
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","-e","BASE=«http://100.100.100.200/»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"CREDENTIALS":"169.254.170.2:80"}}}}',
      message:
        'Server "a" is pointed at 100.100.100.200, where the cloud hands out the credentials of this machine. Remove the address.',
    },
  ],
} satisfies Examples

import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import type { Host } from '../../server/model/host.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { RULES } from '../../server/rules/index.ts'
import type { Finding } from '../../server/rules/rule.ts'

/** Everything that must never be said: whole secrets, and the pieces that a wrong cut would leave of them. */
const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const SLACK = 'xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2'
const PLAIN = 'S3cretDefault9f8a7b6c5d'
const HALVES = ['Passw0rdHead7f', 'Passw0rdTail9e'] as const
const PIECES = ['EXAMPLE0NOTREAL1', PLAIN, ...HALVES]

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'
const dsn = (password: string) => `postgresql://report:${password}@db.acme.example/sales`

const ENTRIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  variable: { command: 'x', env: { A_TOKEN: GITHUB, B_TOKEN: PLAIN } },
  'several in one value': { command: 'x', env: { CONF: JSON.stringify({ github: GITHUB, slack: SLACK, password: PLAIN }) } },
  'default of a variable': { command: 'x', env: { A_TOKEN: `\${A_TOKEN:-${PLAIN}}` } },
  'default on a command line': {
    command: 'npx',
    args: ['-y', '@supabase/mcp-server-supabase', `--access-token=\${T:-${PLAIN}}`],
  },
  'short default': {
    command: 'npx',
    args: ['-y', '@supabase/mcp-server-supabase', `--access-token=\${T:-${HALVES[0].slice(0, 11)}}`],
  },
  'text beside a reference': { command: 'docker', args: ['run', '-e', `A_TOKEN=\${env:A_TOKEN}${PLAIN}`, `acme/a@${DIGEST}`] },
  'reference of VS Code beside text': {
    command: 'docker',
    args: ['run', '-e', `A_TOKEN=\${input:a}${PLAIN}`, `acme/a@${DIGEST}`],
  },
  'default in an address': { url: `https://mcp.acme.example/mcp?api_key=\${KEY:-${PLAIN}}` },
  'path of an address': { url: `https://mcp.acme.example/t/${GITHUB}/mcp` },
  'user information': { url: `https://alice:${HALVES[0]}@${HALVES[1]}@mcp.acme.example/mcp` },
  'user of an address': { url: `https://${GITHUB}@mcp.acme.example/mcp` },
  'fragment and query': { url: `https://mcp.acme.example/mcp?x=${GITHUB}#${SLACK}` },
  'plain address with a secret path': { url: `http://mcp.acme.example/t/${GITHUB}` },
  'known server with a secret path': { url: `https://api.githubcopilot.com/mcp/${GITHUB}` },
  'secret path behind a bridge': { command: 'npx', args: ['mcp-remote', `https://mcp.zapier.com/s/${PLAIN}${PLAIN}/mcp`] },
  'at sign in a password': { command: 'x', env: { DB: dsn(HALVES.join('@')) } },
  'slash in a password': { command: 'x', args: [dsn(HALVES.join('/'))] },
  'both in a password': { command: 'x', args: ['--dsn', dsn(`a${HALVES[0]}@b/${HALVES[1]}`)] },
  'no user': { command: 'x', env: { REDIS: `redis://:${HALVES[0]}@cache.acme.example` } },
  'token for a user': { command: 'x', env: { DB: `postgresql://${GITHUB}:${HALVES[0]}@db.acme.example/x` } },
  'flag and header': { command: 'x', args: ['--token', PLAIN, '--header', `Authorization: Bearer ${GITHUB}`] },
  headers: {
    type: 'http',
    url: 'https://mcp.acme.example/mcp',
    headers: { Authorization: `Bearer ${GITHUB}, ${SLACK}`, 'X-Api-Key': PLAIN },
  },
  package: { command: 'npx', args: ['-y', `git+https://x-access-token:${GITHUB}@github.com/acme/mcp`] },
  'package with a token alone': { command: 'uvx', args: ['--from', `git+https://${GITHUB}@github.com/acme/mcp`, 'acme'] },
  'version of a package': { command: 'npx', args: ['-y', `acme@${GITHUB}`] },
  'name of an image': { command: 'docker', args: ['run', `ghcr.io/${GITHUB}/a:latest`] },
  'whole command': { command: `npx -y acme --token ${GITHUB}` },
  'list as text': { command: 'x', args: `--token ${GITHUB}` },
  'environment as a list': { command: 'x', env: [`A_TOKEN=${GITHUB}`] },
  'two equal keys': { command: 'x', headersHelper: `curl -H ${GITHUB}` },
  'path of a file server': { command: 'npx', args: ['@modelcontextprotocol/server-filesystem', `/home/${GITHUB}`] },
  mount: { command: 'docker', args: ['run', '-v', `/home/${GITHUB}:/data`, 'acme/a'] },
  'socket of docker': { command: 'x', env: { DOCKER_HOST: `tcp://0.0.0.0:2375/${GITHUB}` } },
  device: { command: 'docker', args: ['run', `--device=${GITHUB}`, `acme/a@${DIGEST}`] },
}

const said = ({ message, related, fixes }: Finding): readonly string[] => [
  message,
  ...related.map((one) => one.message),
  ...fixes.flatMap((fix) => [fix.title, JSON.stringify(fix.patches)]),
]

/** Hosts whose files hold servers and can be written as JSON, which is YAML, too. */
const WRITABLE = HOSTS.filter(
  ({ files, syntax: { format }, container }) =>
    files[0]?.holds === 'servers' && format !== 'toml' && format !== 'frontmatter' && container !== 'entry',
)

/** An entry with the fields and at the place this host has for it, in a file of some other contents. */
function fileOf({ serversPath, container, names }: Host, entry: Readonly<Record<string, unknown>>): string {
  const spelt = Object.entries(entry).flatMap(([field, value]): [string, unknown][] => {
    const spellings = names[field as 'command' | 'args' | 'env' | 'url' | 'headers']
    if (names.commandIsList && field === 'args' && Array.isArray(value)) return []
    if (names.commandIsList && field === 'command')
      return [[spellings?.[0] ?? field, [value, ...(Array.isArray(entry.args) ? entry.args : [])]]]
    return [[spellings?.[0] ?? field, value]]
  })
  const it = Object.fromEntries(spelt)
  const servers: unknown = container === 'list' ? [{ name: 'it', ...it }] : { it }
  const path = serversPath.filter((step) => step !== '[]')
  const root = path.reduceRight((inner, step) => ({ [step === '*' ? 'any' : step]: inner }), servers)
  return JSON.stringify({
    ...(root as object),
    notes: [GITHUB],
    inputs: [{ id: 'a', default: GITHUB, password: true }],
  })
}

describe.each(WRITABLE.map((host) => [host.id, host] as const))('%s: no finding tells a secret', (_, host) => {
  const key = String(host.serversPath[0])

  it.each(Object.entries(ENTRIES))('in: %s', (_, entry) => {
    const text = fileOf(host, entry)
    const { findings } = lint({ file: 'a.json', text }, host, RULES, { persona: 'auditor', severities: {} })
    expect(findings).not.toEqual([])
    for (const words of findings.flatMap(said)) for (const piece of PIECES) expect(words).not.toContain(piece)
  })

  it.each(['', '"', '",', '"}', '}}'])('in a text that breaks off, or breaks: %j', (end) => {
    for (const value of [GITHUB, dsn(HALVES.join('@')), `0${PLAIN}`]) {
      for (const text of [
        `{"${key}":{"a":{"command":"x","env":{"A_TOKEN":"${value}${end}`,
        `{"${key}":{"a":{"env":{"${value}${end}`,
        `{"${key}":${value}${end}`,
      ]) {
        const { findings, config } = lint({ file: 'a.json', text }, host, RULES, { persona: 'auditor', severities: {} })
        const all = [
          ...findings.flatMap(said),
          ...config.tree.problems.filter(({ kind }) => kind !== 'duplicate-key').map(({ message }) => message),
        ]
        for (const words of all) for (const piece of PIECES) expect(words).not.toContain(piece)
      }
    }
  })
})

import { describe, expect, it } from 'vitest'
import type { CredentialUse } from '../../server/model/launch.ts'
import { entryOf, read } from './config.ts'

const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const PLAIN = 'EXAMPLE0NOTREAL1EXAMPLE2'

const words = ({ where, name, kind, evidence, confidence, at }: CredentialUse): string =>
  `${where} ${name} ${kind?.id ?? '-'} ${evidence} ${confidence} ${at.text}`

function found(entry: object, hostId = 'claude-code'): readonly string[] {
  return entryOf(entry, hostId).launch.credentials.map(words)
}

/** What the file holds at the place of each credential. */
function marked(entry: object, hostId = 'claude-code'): readonly string[] {
  const { launch, text } = entryOf(entry, hostId)
  return launch.credentials.map(({ at }) => text.slice(at.span.start, at.span.end))
}

describe('a credential in the environment', () => {
  it.each([
    ['GITHUB_TOKEN', GITHUB, [`env GITHUB_TOKEN github-pat-classic literal high ${GITHUB}`]],
    ['ANYTHING', GITHUB, [`env ANYTHING github-pat-classic literal high ${GITHUB}`]],
    ['ANYTHING', `token=${GITHUB};`, [`env ANYTHING github-pat-classic literal high ${GITHUB}`]],
    ['ACME_TOKEN', PLAIN, [`env ACME_TOKEN - literal medium ${PLAIN}`]],
    ['ACME_TOKEN', '${ACME_TOKEN:-EXAMPLE0NOTREAL1EXAMPLE2}', [`env ACME_TOKEN - literal medium ${PLAIN}`]],
    ['ACME_TOKEN', '${ACME_TOKEN}EXAMPLE0NOTREAL1EXAMPLE2', [`env ACME_TOKEN - literal medium ${PLAIN}`]],
    ['ACME_TOKEN', '${ACME_TOKEN:-none}', ['env ACME_TOKEN - reference medium ${ACME_TOKEN:-none}']],
    ['ACME_TOKEN', '${ACME_TOKEN:-<YOUR_TOKEN>}', ['env ACME_TOKEN - reference medium ${ACME_TOKEN:-<YOUR_TOKEN>}']],
    ['ACME_TOKEN', '${PREFIX}-${ACME_TOKEN}', ['env ACME_TOKEN - reference medium ${PREFIX}-${ACME_TOKEN}']],
    ['ACME_TOKEN', `\${X:-${GITHUB}}`, [`env ACME_TOKEN github-pat-classic literal high ${GITHUB}`]],
    ['ACME_TOKEN', '${ACME_TOKEN}', ['env ACME_TOKEN - reference medium ${ACME_TOKEN}']],
    ['FIGMA_API_KEY', '${FIGMA_API_KEY}', ['env FIGMA_API_KEY figma reference high ${FIGMA_API_KEY}']],
    ['KEY', '${FIGMA_API_KEY}', ['env KEY figma reference high ${FIGMA_API_KEY}']],
    ['ACME_TOKEN', '${input:acme}', ['env ACME_TOKEN - reference medium ${input:acme}']],
    ['ACME_TOKEN', '<YOUR_TOKEN>', []],
    ['ACME_TOKEN', 'your-api-key-here', []],
    ['ACME_TOKEN', '', []],
    ['ACME_TOKEN', 'short', []],
    ['ACME_TOKEN', 'aaaaaaaaaaaaaaaaaaaa', []],
    ['MAX_TOKENS', '4096409640964096', []],
    ['TOKEN_FILE', '/run/secrets/acme-token', []],
    ['AUTHOR', 'alice-of-wonderland', []],
    ['REGION', '${REGION}', []],
  ])('%s=%s', (name, value, expected) => {
    expect(found({ command: 'x', env: { [name]: value } })).toEqual(expected)
  })

  it('is a variable the container passes on, from the field env or from outside', () => {
    expect(found({ command: 'docker', args: ['run', '-e', 'A_TOKEN', 'acme/a'], env: { A_TOKEN: PLAIN } })).toEqual([
      `env A_TOKEN - literal medium ${PLAIN}`,
    ])
    expect(found({ command: 'docker', args: ['run', '-e', 'A_TOKEN', 'acme/a'] })).toEqual([
      'argument A_TOKEN - name medium A_TOKEN',
    ])
  })

  it('is told inside JSON, by its own key, and marked inside the string', () => {
    const entry = {
      command: 'x',
      env: { OPENAPI_MCP_HEADERS: `{"Authorization": "Bearer ${PLAIN}", "Notion-Version": "2022-06-28"}` },
    }
    expect(found(entry)).toEqual([`env OPENAPI_MCP_HEADERS - literal medium ${PLAIN}`])
    expect(marked(entry)).toEqual([PLAIN])
    expect(marked({ command: 'x', env: { CONF: `{"github":"${GITHUB}","password":"${PLAIN}"}` } })).toEqual([GITHUB, PLAIN])
    expect(marked({ command: 'x', env: { OPENAPI_MCP_HEADERS: `{"Authorization": "Bearer ${GITHUB}"}` } })).toEqual([GITHUB])
    expect(found({ command: 'x', env: { CONFIG: '{"colour": "a-long-and-varied-word-1234"}' } })).toEqual([])
  })
})

describe('a credential in a header', () => {
  it.each([
    ['Authorization', `Bearer ${GITHUB}`, [`header Authorization github-pat-classic literal high ${GITHUB}`]],
    ['Authorization', `Bearer ${PLAIN}`, [`header Authorization - literal medium ${PLAIN}`]],
    ['Authorization', 'Bearer ${GITHUB_TOKEN}', ['header Authorization - reference medium Bearer ${GITHUB_TOKEN}']],
    ['Authorization', 'Bearer <TOKEN>', []],
    ['Authorization', 'Bearer YOUR_TOKEN', []],
    ['X-Api-Key', PLAIN, [`header X-Api-Key - literal medium ${PLAIN}`]],
    ['Accept', 'application/json, text/event-stream', []],
    ['X-Trace-Id', '0123456789abcdef0123456789abcdef', []],
  ])('%s: %s', (name, value, expected) => {
    expect(found({ type: 'http', url: 'https://mcp.acme.example/mcp', headers: { [name]: value } })).toEqual(expected)
  })

  it('is the whole of Basic credentials', () => {
    const value = 'Basic RVhBTVBMRTA6Tk9UUkVBTDFFWEFNUExFMg=='
    expect(found({ type: 'http', url: 'https://mcp.acme.example/mcp', headers: { Authorization: value } })[0]).toContain(
      'basic-auth-header literal high',
    )
  })
})

describe('a credential on the command line', () => {
  it.each([
    [['--token', PLAIN], [`argument --token - literal medium ${PLAIN}`]],
    [[`--api-key=${PLAIN}`], [`argument --api-key - literal medium ${PLAIN}`]],
    [[`--apiKey=${PLAIN}`], [`argument --apiKey - literal medium ${PLAIN}`]],
    [['--anything', GITHUB], [`argument --anything github-pat-classic literal high ${GITHUB}`]],
    [[GITHUB], [`argument  github-pat-classic literal high ${GITHUB}`]],
    [['--token', '${TOKEN}'], ['argument --token - reference medium ${TOKEN}']],
    [['--header', `Authorization: Bearer ${GITHUB}`], [`argument Authorization github-pat-classic literal high ${GITHUB}`]],
    [['--header', 'Authorization:${AUTH_HEADER}'], ['argument Authorization - reference medium ${AUTH_HEADER}']],
    [['-H', `X-Api-Key:${PLAIN}`], [`argument X-Api-Key - literal medium ${PLAIN}`]],
    [['--header', 'Accept: text/event-stream'], []],
    [['--token-file', '/run/secrets/acme'], []],
    [['--token', '<YOUR_TOKEN>'], []],
    [['--token', 'prompt'], []],
    [['--max-tokens', '4096409640964096'], []],
    [['--repository', '/home/alice/src'], []],
  ])('%j', (args, expected) => {
    expect(found({ command: 'acme-mcp', args })).toEqual(expected)
  })

  it('is what a container option or an assignment sets', () => {
    expect(found({ command: 'docker', args: ['run', '-e', `A_TOKEN=${PLAIN}`, 'acme/a'] })).toEqual([
      `argument A_TOKEN - literal medium ${PLAIN}`,
    ])
    expect(marked({ command: 'docker', args: ['run', `--env=A_TOKEN=${PLAIN}`, 'acme/a'] })).toEqual([PLAIN])
    expect(found({ command: 'env', args: [`A_TOKEN=${PLAIN}`, 'acme-mcp'] })).toEqual([
      `argument A_TOKEN - literal medium ${PLAIN}`,
    ])
    expect(marked({ command: 'sh', args: ['-c', `A_TOKEN=${PLAIN} acme-mcp --key "${PLAIN}X"`] })).toEqual([PLAIN])
  })

  it('is a connection string', () => {
    const dsn = 'postgresql://report:EXAMPLE0NOTREAL1@db.acme.example/sales'
    expect(found({ command: 'acme-mcp', args: [dsn] })[0]).toMatch(/^argument {2}dsn literal high postgresql:\/\/report/)
    expect(found({ command: 'acme-mcp', args: ['postgresql://report:${PG_PASSWORD}@db.acme.example/sales'] })).toEqual([])
    expect(found({ command: 'acme-mcp', args: ['postgresql://localhost/sales'] })).toEqual([])
  })

  it('is found in the address of a package, by its shape alone', () => {
    expect(found({ command: 'npx', args: ['-y', `git+https://${GITHUB}@github.com/acme/mcp`] })).toEqual([
      `argument  github-pat-classic literal high ${GITHUB}`,
    ])
    expect(found({ command: 'uvx', args: ['--from', `git+https://${GITHUB}@github.com/acme/mcp`, 'acme'] })).toEqual([
      `argument --from github-pat-classic literal high ${GITHUB}`,
    ])
  })

  it('is what a reference falls back to', () => {
    expect(found({ command: 'acme-mcp', args: [`--token=\${TOKEN:-${PLAIN}}`] })).toEqual([
      `argument --token - literal medium ${PLAIN}`,
    ])
  })

  it('is never the package or the script', () => {
    expect(found({ command: 'npx', args: ['-y', '@acme/token'] })).toEqual([])
    expect(found({ command: 'node', args: ['/srv/secret/token.js'] })).toEqual([])
  })
})

describe('a credential in an address', () => {
  it.each([
    [`https://mcp.acme.example/mcp?api_key=${PLAIN}&x=1`, [`url api_key - literal medium ${PLAIN}`]],
    [`https://mcp.acme.example/mcp?x=1&token=${GITHUB}#a`, [`url token github-pat-classic literal high ${GITHUB}`]],
    [`https://mcp.acme.example/mcp?api_key=\${API_KEY:-${PLAIN}}`, [`url api_key - literal medium ${PLAIN}`]],
    [`https://mcp.acme.example/t/${GITHUB}/mcp`, [`url path github-pat-classic literal high ${GITHUB}`]],
    [`https://mcp.acme.example/mcp#${GITHUB}`, [`url fragment github-pat-classic literal high ${GITHUB}`]],
    ['https://mcp.acme.example/mcp?api_key=${API_KEY}', ['url api_key - reference medium ${API_KEY}']],
    ['https://mcp.acme.example/mcp?api_key=YOUR_API_KEY', []],
    ['https://mcp.acme.example/mcp?api_key=', []],
    ['https://mcp.acme.example/mcp?project_ref=abcdefghijklmnopqrst', []],
    ['https://mcp.acme.example/mcp', []],
  ])('%s', (url, expected) => {
    expect(found({ type: 'http', url })).toEqual(expected)
  })

  it('is user information with a password', () => {
    expect(found({ type: 'http', url: 'https://alice:EXAMPLE0NOTREAL1@mcp.acme.example/mcp' })[0]).toMatch(
      /^url user information basic-auth-url literal high/,
    )
    expect(found({ type: 'http', url: 'https://alice@mcp.acme.example/mcp' })).toEqual([])
  })

  it('is found in an address on the command line as well', () => {
    expect(found({ command: 'npx', args: ['-y', 'mcp-remote@0.1.38', `https://mcp.acme.example/mcp?token=${PLAIN}`] })).toEqual([
      `url token - literal medium ${PLAIN}`,
    ])
  })

  it('is marked behind escapes', () => {
    const text = `{"mcpServers": {"a": {"type": "http", "url": "https:\\/\\/mcp.acme.example\\/mcp?t\\u006fken=${PLAIN}"}}}`
    const [server] = read(text).servers
    const span = server?.launch.credentials[0]?.at.span
    expect(span && text.slice(span.start, span.end)).toBe(PLAIN)
  })
})

describe('a credential in the default of an input', () => {
  const inputs = (input: object): string =>
    JSON.stringify({ inputs: [{ type: 'promptString', id: 'key', ...input }], servers: {} })

  it.each([
    [{ default: GITHUB }, [`input key github-pat-classic literal high ${GITHUB}`]],
    [{ default: PLAIN, password: true }, [`input key - literal medium ${PLAIN}`]],
    [{ default: PLAIN, id: 'a-token' }, [`input a-token - literal medium ${PLAIN}`]],
    [{ default: PLAIN }, []],
    [{ default: '<YOUR_TOKEN>', password: true }, []],
    [{ password: true }, []],
  ])('%j', (input, expected) => {
    expect(read(inputs(input), 'vscode').credentials.map(words)).toEqual(expected)
  })

  it('is none by its name where the host has no inputs', () => {
    expect(read(inputs({ default: PLAIN, password: true, id: 'a-token' }), 'claude-code').credentials).toEqual([])
  })
})

describe('a credential where no host looks', () => {
  it.each([
    ['the command', { command: `npx -y acme --token ${GITHUB}` }, `elsewhere command github-pat-classic literal high ${GITHUB}`],
    [
      'an argument list that is text',
      { command: 'x', args: `--token ${GITHUB}` },
      `elsewhere args github-pat-classic literal high ${GITHUB}`,
    ],
    [
      'an environment that is a list',
      { command: 'x', env: [`A=${GITHUB}`] },
      `elsewhere env github-pat-classic literal high ${GITHUB}`,
    ],
    [
      'a helper',
      { url: 'https://a.example', headersHelper: `echo ${GITHUB}` },
      `elsewhere headersHelper github-pat-classic literal high ${GITHUB}`,
    ],
    [
      'a field named like a secret',
      { url: 'https://a.example', auth: { CLIENT_SECRET: PLAIN } },
      `elsewhere CLIENT_SECRET - literal medium ${PLAIN}`,
    ],
  ])('stands in %s of a server', (_, entry, expected) => {
    expect(found(entry, 'cursor')).toEqual([expected])
  })

  it('is not told twice', () => {
    const entry = { command: 'x', args: ['--token', GITHUB], env: { A_TOKEN: PLAIN, URL: `https://a.example/?key=${PLAIN}` } }
    expect(found(entry)).toHaveLength(2)
  })

  it.each([
    ['the first of two equal keys', `{"mcpServers":{"a":{"command":"x","env":{"K":"${GITHUB}","K":"v"}}}}`, 'server'],
    ['a server that another hides', `{"mcpServers":{"a":{"command":"x","env":{"K":"${GITHUB}"}},"a":{"command":"x"}}}`, 'file'],
    ['a map of another host', `{"mcpServers":{},"servers":{"a":{"command":"x","env":{"K":"${GITHUB}"}}}}`, 'file'],
    ['a note', `{"mcpServers":{},"notes":["use ${GITHUB}"]}`, 'file'],
  ])('stands in %s, at its own place', (_, text, whose) => {
    const config = read(text)
    const uses = whose === 'file' ? config.credentials : (config.servers[0]?.launch.credentials ?? [])
    expect(uses.map(({ at }) => text.slice(at.span.start, at.span.end))).toEqual([GITHUB])
  })

  it('of a server in order is not the file’s', () => {
    expect(read(`{"mcpServers":{"a":{"command":"x","env":{"K":"${GITHUB}"}}}}`).credentials).toEqual([])
  })
})

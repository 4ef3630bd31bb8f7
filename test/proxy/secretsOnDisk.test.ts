import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow, freshFolder, readTrace, runProxy, startProxy, WIRE_SERVER } from './runProxy.ts'

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const NOT_REAL = 'NOTREAL'

/** Fixture secrets. Every one holds a marker that occurs nowhere else. */
const SECRETS = {
  github: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  fineGrained: `github_pat_NOTREAL${'0FAKE'.repeat(15)}`,
  slack: 'xoxb-1234567890-1234567890-NOTREALNOTREAL',
  openai: 'sk-proj-NOTREAL0example1FAKE2example',
  stripe: 'sk_live_NOTREAL0EXAMPLE1FAKE2',
  aws: 'AKIANOTREALEXAMPLEFA',
  google: 'AIzaNOTREAL_EXAMPLE_0FAKE-1EXAMPLE_2FAK',
  jwt: `${base64url({ alg: 'none' })}.${base64url({ scope: 'repo:read repo:write', iss: 'https://issuer.example' })}.NOTREALSIGNATURE`,
  privateKey: '-----BEGIN PRIVATE KEY-----\nNOTREALFAKEEXAMPLE\n-----END PRIVATE KEY-----',
  url: 'https://user:NOTREALpassword@example.com/x?sig=NOTREALsig&page=1',
  connection: 'postgres://app:NOTREALpassword@db.example/app',
  bearer: 'Bearer NOTREAL0abcdefgh1234',
} as const
const named = Object.entries(SECRETS)

/** What the proxy may keep of a secret: nothing that tells it. */
function expectNoSecretIn(state: string): void {
  for (const file of filesBelow(state)) expect(`${file} ${readFileSync(file, 'latin1')}`).not.toContain(NOT_REAL)
}

const echo = [process.execPath, WIRE_SERVER, 'echo']
const message = (value: unknown) => `${JSON.stringify(value)}\n`

describe('no secret reaches the disk', () => {
  it.each(named)('%s in arguments, results, errors, names, batches, notifications and text', async (_, secret) => {
    const lines = [
      message({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x', arguments: { text: `a ${secret} b` } } }),
      message({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: JSON.stringify({ deep: secret }) }] } }),
      message({ jsonrpc: '2.0', id: 1, error: { code: 1, message: `failed with ${secret}`, data: { secret } } }),
      message({ jsonrpc: '2.0', method: 'notifications/message', params: { data: { [secret]: [secret] } } }),
      message([{ jsonrpc: '2.0', id: 2, method: 'x', params: [secret] }]),
      message({ jsonrpc: '2.0', id: secret, method: secret, params: { uri: secret } }),
      message({ not: 'JSON-RPC', text: secret }),
      `${secret}\n`,
      `{"jsonrpc": oops ${JSON.stringify(secret)}\n`,
      `last ${secret}`,
    ]
    const { state, stdout } = await runProxy(echo, lines.join(''))
    expect(stdout.toString()).toBe(lines.join(''))
    expectNoSecretIn(state)
    expect(readTrace(state).filter(({ k }) => k === 'frame').length).toBeGreaterThanOrEqual(2 * lines.length)
  })

  it.each(named)('%s in arguments of the command, on stderr and in the environment', async (_, secret) => {
    const command = [
      process.execPath,
      WIRE_SERVER,
      'complain',
      `oops ${secret}`,
      '--token',
      'NOTREALplain',
      '--api-key=NOTREALplain',
      secret,
    ]
    const { state, stderr } = await runProxy(command, '', { env: { SOME_VALUE: secret, MY_PASSWORD: 'NOTREAL plain "text"' } })
    expect(stderr).toContain(NOT_REAL)
    expectNoSecretIn(state)
  })

  it.each(named)('%s split across chunks at every byte', async (_, secret) => {
    const line = message({ jsonrpc: '2.0', id: 1, method: 'x', params: { text: `é ${secret} é` } })
    const { state, stdout } = await runProxy(
      echo,
      [...Buffer.from(line)].map((byte) => Buffer.of(byte)),
    )
    expect(stdout.toString()).toBe(line)
    expectNoSecretIn(state)
  })

  it('plain values of variables and arguments, wherever they are repeated', async () => {
    const password = 'NOTREAL correct horse "battery"'
    const line = message({
      jsonrpc: '2.0',
      id: 1,
      method: 'x',
      params: { text: `it is ${password}!`, q: `?x=${encodeURIComponent(password)}` },
    })
    const token = 'NOTREALplainword'
    const other = message({ jsonrpc: '2.0', id: 2, result: { text: `(${token})`, b: Buffer.from(token).toString('base64') } })
    const { state, stdout } = await runProxy([...echo, '--token', token], line + other, { env: { DB_PASSWORD: password } })
    expect(stdout.toString()).toBe(line + other)
    expectNoSecretIn(state)
    expect(readTrace(state)[0].server.argv.slice(2)).toEqual(['echo', '--token', '[redacted:key]'])
  })

  it('a secret at the place where a long line is cut', async () => {
    const limit = 16 * 1024 * 1024
    const head = '{"jsonrpc":"2.0","id":1,"method":"x","params":{"text":"'
    const filler = 'x '.repeat((limit - head.length - 20) / 2)
    const line = `${head}${filler}${SECRETS.github}${'y'.repeat(100)}"}}\n`
    const { state } = await runProxy(echo, line)
    expectNoSecretIn(state)
  }, 60_000)

  it('a private key printed line by line, on stderr and on stdout', async () => {
    const lines = [
      'before',
      '-----BEGIN RSA PRIVATE KEY-----',
      'NOTREALMIIE',
      'NOTREALabcd==',
      '-----END RSA PRIVATE KEY-----',
      'after',
    ]
    const file = path.join(freshFolder(), 'key')
    writeFileSync(file, `${lines.join('\n')}\n`)
    const program =
      'const key = require("fs").readFileSync(process.argv[1]); process.stderr.write(key); process.stdout.write(key)'
    const { state } = await runProxy([process.execPath, '-e', program, file])
    expectNoSecretIn(state)
    const texts = readTrace(state).filter(({ k, type }) => k === 'frame' && type === 'stderr')
    expect(texts.map(({ text }) => text)).toEqual([
      'before',
      '[redacted:value]',
      '[redacted:value]',
      '[redacted:value]',
      '[redacted:value]',
      'after',
    ])
  })

  it('a private key in an array of lines, in a log message a line, and behind another one on its line', async () => {
    const begin = '-----BEGIN RSA PRIVATE KEY-----'
    const end = '-----END RSA PRIVATE KEY-----'
    const lines = [begin, 'NOTREALMIIE', 'NOTREALabcd==', end]
    const log = (data: string) =>
      message({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', logger: 'x', data } })
    const input = [
      message({ jsonrpc: '2.0', id: 1, result: { structuredContent: { lines } } }),
      message({ jsonrpc: '2.0', id: 2, result: { content: lines.map((text) => ({ type: 'text', text })) } }),
      ...lines.map(log),
      log('after'),
      `${begin}NOTREAL${end}${begin}NOTREAL${end}\n`,
      `${lines.join('\n')}${lines.join('\n')}\n`,
    ]
    const file = path.join(freshFolder(), 'input')
    writeFileSync(file, input.join(''))
    const both = [
      process.execPath,
      '-e',
      'const fs = require("fs"); for (const fd of [1, 2]) fs.writeSync(fd, fs.readFileSync(process.argv[1]))',
      file,
    ]
    const { state, stdout } = await runProxy(both)
    expect(stdout.toString()).toBe(input.join(''))
    expectNoSecretIn(state)
    expect(readTrace(state).some(({ msg }) => msg?.params?.data === 'after')).toBe(true)
  })

  it.each([
    ['escapes', [...SECRETS.github].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')],
    ['one escape', `\\u0067${SECRETS.github.slice(1)}`],
    ['escapes of slashes', 'https:\\/\\/user:NOTREALpassword@example.com\\/x'],
    ['colours', `\x1b[31m${SECRETS.aws}\x1b[0m`],
    ['colours around its name', '\x1b[1mpassword\x1b[0m = NOTREAL22'],
    ['a name beside it', '{"env":[{"name":"DB_PASSWORD","value":"NOTREAL"},{"value":"NOTREAL","key":"token"}]}'],
  ])('a secret behind %s, in lines that are JSON, in broken ones and on stderr', async (_, hidden) => {
    const isJson = hidden.startsWith('{')
    const input = [
      ...(isJson ? [`${hidden}\n`, message({ jsonrpc: '2.0', id: 1, result: JSON.parse(hidden) })] : [`{"a":"${hidden}"}\n`]),
      ...(isJson ? [] : [`oops "${hidden}"\n`, `{"a":"x ${hidden}\n`]),
      ...(isJson ? [] : [message({ jsonrpc: '2.0', id: 1, result: { text: hidden } })]),
    ].join('')
    const file = path.join(freshFolder(), 'input')
    writeFileSync(file, input)
    const both = [
      process.execPath,
      '-e',
      'const fs = require("fs"); for (const fd of [1, 2]) fs.writeSync(fd, fs.readFileSync(process.argv[1]))',
      file,
    ]
    const { state } = await runProxy(both)
    for (const trace of filesBelow(state)) {
      const kept = readFileSync(trace, 'utf8')
      expect(kept).not.toContain(NOT_REAL)
      // Nor what a reader would make of it.
      expect(kept.replace(/(?:\\)+u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))).not.toContain(
        NOT_REAL,
      )
    }
  })

  it('values of the variables and flags of an entry, echoed without a shape', async () => {
    const state = freshFolder()
    mkdirSync(path.join(state, 'entries'))
    const key = [
      '-----BEGIN PRIVATE KEY-----',
      'NOTREALaaaaaaaaaaaaaaaa/',
      'NOTREALbbbbbbbbbbbbbbbb+',
      '-----END PRIVATE KEY-----',
    ]
    const env = { OPENAI_KEY: 'NOTREAL0abc1', DB_PASSWORD: 'NOTREAL "horse"/x', SIGNING_KEY: key.join('\n') }
    const entry = {
      id: 'abcd',
      host: 'cursor',
      file: '/x/mcp.json',
      path: ['mcpServers', 'x'],
      server: 'x',
      env: Object.keys(env),
    }
    writeFileSync(path.join(state, 'entries', 'abcd.json'), JSON.stringify(entry))
    const input = [...Object.values(env), ...key, 'NOTREALpw', 'NOTREALh'].flatMap((value) => [
      message({ jsonrpc: '2.0', id: 1, result: { text: `it is ${value}!`, json: JSON.stringify({ x: value }) } }),
      `oops ${JSON.stringify(value)}\n`,
    ])
    const command = [
      ...echo,
      '-u',
      'joe:NOTREALpw',
      '--header',
      'X-Auth-Key: NOTREALh',
      '--pat',
      'NOTREALpat',
      '--env',
      'A_PWD=NOTREALe',
    ]
    await runProxy(command, input.join(''), { state, args: ['--entry', 'abcd'], env })
    expect(readTrace(state)[0].entry.id).toBe('abcd')
    expect(readTrace(state)[0].server.argv).toContain('joe:[redacted:key]')
    const trace = filesBelow(state).filter((file) => file.endsWith('.mcptrace'))
    expect(trace).toHaveLength(1)
    expectNoSecretIn(path.join(state, 'traces'))
  })

  it('answers of a person', async () => {
    const question = message({
      jsonrpc: '2.0',
      id: 'q\u00e91',
      method: 'elicitation/create',
      params: { message: 'Who?', requestedSchema: {} },
    })
    const answer = '{"jsonrpc":"2.0","id":"q\\u00e91","result":{"action":"accept","content":{"name":"NOTREAL Jane"}}}\n'
    const asks = [process.execPath, '-e', `process.stdout.write(${JSON.stringify(question)});process.stdin.resume()`]
    const { child, end, state } = startProxy(asks)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.stdin.end(answer)
    await end
    expectNoSecretIn(state)
    expect(readTrace(state).filter(({ dir }) => dir === 'c2s')[0].msg.result.action).toBe('accept')
  })

  it('names of servers, workloads and entries', async () => {
    const { github } = SECRETS
    const state = freshFolder()
    await runProxy([process.execPath, '-e', '0'], '', { state, args: ['--server', `../../${github}`, '--workload', github] })
    expectNoSecretIn(state)
    expect(filesBelow(state).every((file) => !file.includes(NOT_REAL))).toBe(true)
  })

  it('the sentence about a server that cannot be started', async () => {
    const { state, stderr } = await runProxy([`/no/such/${SECRETS.github}`])
    expect(stderr).not.toContain(NOT_REAL)
    expectNoSecretIn(state)
  })
})

describe('what is said of credentials', () => {
  it('is kind, place, fingerprint and, of a JWT, its unverified claims', async () => {
    const issued = {
      iss: 'https://issuer.example',
      aud: ['api'],
      iat: 1_790_000_000,
      exp: 1_800_000_000,
      scp: ['mail.read', 'mail.send'],
    }
    const jwt = `${base64url({ alg: 'none' })}.${base64url(issued)}.NOTREALSIGNATURE`
    const env = { GITHUB_TOKEN: SECRETS.github, SERVICE_JWT: jwt, HARMLESS: 'x', EMPTY_TOKEN: '' }
    const command = [
      process.execPath,
      '-e',
      '0',
      '--',
      '--header',
      `Authorization: Bearer ${jwt}`,
      '-e',
      `API_TOKEN=NOTREAL-plain`,
    ]
    const { state } = await runProxy(command, '', { env })
    const [open] = readTrace(state)
    const fromJwt = {
      kind: 'jwt',
      scopes: { observed: ['mail.read', 'mail.send'] },
      source: 'jwt',
      verified: false,
      iss: 'https://issuer.example',
      aud: ['api'],
      issued: 1_790_000_000,
      expires: 1_800_000_000,
    }
    expect(open.credentials).toEqual([
      {
        where: 'env',
        name: 'GITHUB_TOKEN',
        kind: 'github-pat-classic',
        fingerprint: expect.any(String),
        scopes: {},
        source: 'config',
        verified: false,
      },
      { where: 'env', name: 'SERVICE_JWT', fingerprint: expect.any(String), ...fromJwt },
      { where: 'argument', name: '--header', fingerprint: expect.any(String), ...fromJwt },
      { where: 'argument', name: 'API_TOKEN', fingerprint: expect.any(String), scopes: {}, source: 'config', verified: false },
    ])
    const [github, service, header] = open.credentials.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
    expect(github).toMatch(/^[0-9a-f]{8}$/)
    expect(service).toBe(header)
    expect(open.server.env).toEqual(['GITHUB_TOKEN', 'SERVICE_JWT'])
  })

  it('has the same fingerprint in every session of one installation, and another elsewhere', async () => {
    const state = freshFolder()
    const run = async (home: string) => {
      await runProxy([process.execPath, '-e', '0'], '', { state: home, env: { GITHUB_TOKEN: SECRETS.github } })
      return readTrace(home)
        .filter(({ k }) => k === 'open')
        .map(({ credentials }) => credentials[0].fingerprint)
    }
    await Promise.all([run(state), run(state), run(state)])
    const all = await run(state)
    expect(new Set(all).size).toBe(1)
    expect(all).toHaveLength(4)
    expect(await run(freshFolder())).not.toEqual([all[0]])
  })
})

import { describe, expect, it } from 'vitest'
import { type Workspace, workspace } from './runCli.ts'

// 2026-11-24 08:00:00 UTC. Lines as the record format prescribes them (docs/trace-format.md).
const START = 1_795_507_200_000_000
const SESSION = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function open(more: Readonly<Record<string, unknown>> = {}) {
  return {
    v: 1,
    k: 'open',
    n: 1,
    t: START,
    session: SESSION,
    segment: 0,
    transport: 'stdio',
    mode: 'observe',
    server: { name: 'tickets', argv: ['node', 'tickets.js'], env: ['GITHUB_TOKEN', 'API_JWT'] },
    // No process of this machine: ids end far below.
    process: { pid: 2 ** 40, proxy: '0.1.0', runtime: 'node 20', platform: 'linux', parent: { pid: 1 } },
    workload: { id: 'coder', by: 'launch', verified: true },
    credentials: [
      {
        where: 'env',
        name: 'GITHUB_TOKEN',
        kind: 'github-pat',
        fingerprint: '00aa11bb',
        scopes: {},
        source: 'config',
        verified: false,
      },
      {
        where: 'env',
        name: 'API_JWT',
        kind: 'jwt',
        fingerprint: '22cc33dd',
        scopes: { observed: ['tickets:read', 'tickets:write'] },
        source: 'jwt',
        verified: false,
      },
    ],
    redaction: { rules: 'sha256-x', level: 'standard' },
    limits: { frame: 1, judge: 1 },
    chain: false,
    ...more,
  }
}

const request = (n: number, id: number, name: string) => ({
  v: 1,
  k: 'frame',
  n,
  t: START + n * 1000,
  dir: 'c2s',
  conn: 0,
  type: 'request',
  id,
  method: 'tools/call',
  bytes: 100,
  msg: { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: { title: 'Hello' } } },
})
const response = (n: number, id: number, body: Readonly<Record<string, unknown>>, ms = 12) => ({
  v: 1,
  k: 'frame',
  n,
  t: START + (n - 1) * 1000 + ms * 1000,
  dir: 's2c',
  conn: 0,
  type: 'response',
  id,
  bytes: 100,
  msg: { jsonrpc: '2.0', id, ...body },
})
const close = (n: number) => ({
  v: 1,
  k: 'close',
  n,
  t: START + n * 1000,
  code: 0,
  frames: { c2s: 2, s2c: 2 },
  bytes: { c2s: 200, s2c: 200 },
  dropped: 0,
  denied: 0,
})
const OK = { result: { content: [{ type: 'text', text: 'done' }] } }
const FAILED = { error: { code: -32602, message: 'title is too short' } }
const CALLS = [request(2, 1, 'create_ticket'), response(3, 1, OK), request(4, 2, 'close_ticket'), response(5, 2, FAILED)]

function lines(...records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function show(text: string, ...args: readonly string[]) {
  const { put, run } = workspace()
  put('t.mcptrace', text)
  return run(['trace', 'show', 't.mcptrace', ...args], { TZ: 'UTC' })
}

describe('trace show', () => {
  it('lists the calls with server, tool, workload, credentials and scopes, outcome and duration', () => {
    const { status, stdout, stderr } = show(lines(open(), ...CALLS, close(6)))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('tickets, started 2026-11-24 08:00:00, ended\n  workload coder (by launch)\n')
    const [, created, closed] = stdout.split('\n').filter((line) => /^(?:TIME|\d\d:)/.test(line))
    const credentials = 'GITHUB_TOKEN (github-pat: scopes unknown), API_JWT (jwt: scopes tickets:read tickets:write, unverified)'
    expect(created).toMatch(/^08:00:00\.002 {2}tickets {2}create_ticket {2}coder {5}/)
    expect(created).toContain(`  ${credentials}  12 ms     `)
    expect(closed).toMatch(/^08:00:00\.004 {2}tickets {2}close_ticket {3}coder /)
    expect(closed).toMatch(/ {2}12 ms {5}protocol error: .*title is too short/)
    expect(stdout).toMatch(/^2 calls, 0 protocol messages not listed\.$/m)
  })

  it('says so when nobody was named and no credential is known', () => {
    const { stdout } = show(lines(open({ workload: { by: 'none', verified: false }, credentials: [] }), ...CALLS, close(6)))
    expect(stdout).toContain('\n  no workload named\n')
    expect(stdout).toMatch(/create_ticket {2}– {9}– /)
  })

  it('shows a trace that is still written, with a call under way', () => {
    const live = open({ process: { pid: process.pid, proxy: '0', runtime: 'node', platform: 'linux', parent: { pid: 1 } } })
    const text = `${lines(live, ...CALLS, request(6, 3, 'create_ticket'))}{"v":1,"k":"fra`
    const { status, stdout } = show(text)
    expect(status).toBe(0)
    expect(stdout).toContain(', live\n')
    expect(stdout).toMatch(/create_ticket .* … +/)
    expect(stdout).toContain('3 calls, 0 protocol messages not listed.\n')
    expect(stdout).not.toContain('could not be read')
  })

  it('shows a trace whose proxy was killed as ended abruptly, its open call without an answer', () => {
    const { stdout } = show(lines(open(), request(2, 1, 'create_ticket')))
    expect(stdout).toContain(', ended abruptly\n')
    expect(stdout).toMatch(/create_ticket .* \? +interrupted/)
  })

  it('skips damaged lines and says how many, and how many records are missing', () => {
    const { status, stdout } = show(`${lines(open())}garbage\n{"v":1}\n${lines(...CALLS.slice(1), close(9))}`)
    expect(status).toBe(0)
    expect(stdout).toContain('2 lines of the file could not be read.\n')
    expect(stdout).toMatch(/\d records are missing in between\./)
  })

  it('says that a manifest was not enforced and what the proxy could not write', () => {
    const manifest = { v: 1, k: 'event', n: 2, t: START, what: 'manifest', path: '/w/mcp-permissions.yaml', enforced: false }
    const drop = { v: 1, k: 'event', n: 3, t: START, what: 'drop', frames: 7, bytes: 1, why: 'load' }
    const { stdout } = show(lines(open(), manifest, drop, close(4)))
    expect(stdout).toContain('"/w/mcp-permissions.yaml" was there and was not enforced.\n')
    expect(stdout).toContain('The proxy could not write 7 messages.\n')
  })

  it('reads the later segments of a session with the first', () => {
    const { put, run } = workspace()
    put('t.mcptrace', lines(open(), request(2, 1, 'create_ticket')))
    put('t.1.mcptrace', lines(open({ n: 3, segment: 1, from: 2 }), response(4, 1, OK), close(5)))
    expect(run(['trace', 'show', 't.mcptrace']).stdout).toMatch(/ended\n.*create_ticket .* ms .*1 call, /s)
  })

  it('shows hostile names as escapes', () => {
    const { stdout } = show(
      lines(open({ server: { name: 'a\u001b[2J\u202e' } }), request(2, 1, 'x\u009b31m\u200by'), response(3, 1, OK), close(4)),
    )
    expect(stdout).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/u)
    expect(stdout).toContain('a\\u001b[2J\\u202e')
  })

  it('gives the same as JSON', () => {
    const { stdout } = show(lines(open(), ...CALLS, close(6)), '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      damagedLines: 0,
      calls: [
        {
          startedMs: START / 1000 + 2,
          durationMs: 12,
          server: 'tickets',
          method: 'tools/call',
          name: 'create_ticket',
          status: 'ok',
          workload: { id: 'coder' },
        },
        { name: 'close_ticket', status: 'protocol error', effect: expect.stringContaining('title is too short') },
      ],
    })
  })

  it.each([
    ['nowhere.mcptrace', 'scopelight: "nowhere.mcptrace" is not there.\n'],
    ['.', 'scopelight: "." is a folder, not a trace.\n'],
    ['empty.mcptrace', 'scopelight: "empty.mcptrace" holds no record of a trace.\n'],
    [
      'newer.mcptrace',
      'scopelight: "newer.mcptrace" holds no record of a trace. It is of format version 2: show it with a newer Scopelight.\n',
    ],
  ])('ends with 2 and a sentence on %s', (file, stderr) => {
    const { run } = workspace({ 'empty.mcptrace': '', 'newer.mcptrace': lines({ ...open(), v: 2 }) })
    expect(run(['trace', 'show', file])).toEqual({ status: 2, stdout: '', stderr })
  })
})

describe('trace list', () => {
  const STATE = 'state/traces/2026-11-24'

  function traces(): Workspace {
    return workspace({
      [`${STATE}/080000-tickets-A.mcptrace`]: lines(open(), ...CALLS, close(6)),
      [`${STATE}/080001-mail-B.mcptrace`]: lines(
        open({ t: START + 1_000_000, server: { name: 'mail' }, session: 'B', workload: { by: 'none' } }),
      ),
      [`${STATE}/damaged.mcptrace`]: 'x\n',
      [`${STATE}/notes.txt`]: 'x',
    })
  }

  it('names the traces of the state directory, the newest first', () => {
    const { folder, run } = traces()
    const { status, stdout, stderr } = run(['trace', 'list'], { SCOPELIGHT_HOME: `${folder}/state`, TZ: 'UTC' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      'STARTED              SERVER   WORKLOAD  MESSAGES  STATE           FILE',
      `2026-11-24 08:00:01  mail     –         –         ended abruptly  ${folder}/${STATE}/080001-mail-B.mcptrace`,
      `2026-11-24 08:00:00  tickets  coder     4         ended           ${folder}/${STATE}/080000-tickets-A.mcptrace`,
      `unknown              unknown  –         –         damaged         ${folder}/${STATE}/damaged.mcptrace`,
      '',
    ])
  })

  it('takes another folder, and JSON', () => {
    const { folder, run } = traces()
    const { stdout } = run(['trace', 'list', '--trace-dir', 'state/traces', '--format', 'json'])
    expect(JSON.parse(stdout).traces).toMatchObject([
      { file: `${folder}/${STATE}/080001-mail-B.mcptrace`, server: 'mail', state: 'ended abruptly' },
      { server: 'tickets', state: 'ended', messages: 4, workload: { id: 'coder', by: 'launch', verified: true } },
      { state: 'damaged' },
    ])
  })

  it('says that there are none before the first recording, and refuses a named folder that is not there', () => {
    const { folder, run } = workspace()
    expect(run(['trace', 'list'], { SCOPELIGHT_HOME: `${folder}/none` })).toEqual({
      status: 0,
      stdout: `There are no traces in "${folder}/none/traces".\n`,
      stderr: '',
    })
    expect(run(['trace', 'list', '--trace-dir', 'none'])).toMatchObject({
      status: 2,
      stderr: 'scopelight: "none" cannot be looked into. Name the folder that holds traces.\n',
    })
  })
})

import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSessionClock } from '../../server/proxy/clock.ts'
import { sessionId } from '../../server/proxy/sessionId.ts'
import { traceFileName } from '../../server/proxy/traceDirectory.ts'
import { type AnyRecord, filesBelow, frames, freshFolder, readTrace, runProxy, traceFiles, WIRE_SERVER } from './runProxy.ts'

const server = (...args: string[]) => [process.execPath, WIRE_SERVER, ...args]

// The tables of docs/trace-format.md: member → check. A member that is not named there must not occur.
type Members = Readonly<Record<string, { readonly is: (value: AnyRecord) => boolean; readonly optional?: true }>>
const is = {
  integer: Number.isInteger,
  text: (value: AnyRecord) => typeof value === 'string',
  texts: (value: AnyRecord) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  boolean: (value: AnyRecord) => typeof value === 'boolean',
  object: (value: AnyRecord) => typeof value === 'object' && value !== null && !Array.isArray(value),
  oneOf:
    (...words: string[]) =>
    (value: AnyRecord) =>
      words.includes(value),
  shape: (members: Members) => (value: AnyRecord) => mistakes(value, members).length === 0,
}
const COMMON: Members = { v: { is: (v) => v === 1 }, k: { is: is.text }, n: { is: is.integer }, t: { is: is.integer } }
const CREDENTIAL: Members = {
  where: { is: is.oneOf('env', 'argument') },
  name: { is: is.text },
  kind: { is: is.text, optional: true },
  fingerprint: { is: (value) => /^[0-9a-f]{8}$/.test(value) },
  scopes: { is: is.shape({ observed: { is: is.texts, optional: true } }) },
  source: { is: is.oneOf('config', 'jwt') },
  verified: { is: (value) => value === false },
  iss: { is: is.text, optional: true },
  aud: { is: (value) => is.text(value) || is.texts(value), optional: true },
  issued: { is: is.integer, optional: true },
  expires: { is: is.integer, optional: true },
}
const RECORDS: Readonly<Record<string, Members>> = {
  open: {
    ...COMMON,
    session: { is: (value) => /^[a-z2-7]{26}$/.test(value) },
    segment: { is: is.integer },
    from: { is: is.integer, optional: true },
    transport: { is: is.oneOf('stdio') },
    mode: { is: is.oneOf('observe') },
    server: { is: is.shape({ name: { is: is.text }, argv: { is: is.texts }, cwd: { is: is.text }, env: { is: is.texts } }) },
    entry: { is: is.object, optional: true },
    process: {
      is: is.shape({
        pid: { is: is.integer },
        proxy: { is: is.text },
        runtime: { is: is.text },
        platform: { is: is.text },
        parent: {
          is: is.shape({
            pid: { is: is.integer },
            exe: { is: is.text, optional: true },
            started: { is: is.integer, optional: true },
          }),
        },
      }),
    },
    workload: {
      is: is.shape({ id: { is: is.text, optional: true }, by: { is: is.oneOf('launch', 'none') }, verified: { is: is.boolean } }),
    },
    credentials: { is: (value) => Array.isArray(value) && value.every(is.shape(CREDENTIAL)) },
    redaction: {
      is: is.shape({ rules: { is: (value) => /^sha256-[\w-]{43}$/.test(value) }, level: { is: is.oneOf('standard') } }),
    },
    limits: { is: (value) => value.frame === 16_777_216 && value.judge === 67_108_864 },
    chain: { is: (value) => value === false },
  },
  frame: {
    ...COMMON,
    dir: { is: is.oneOf('c2s', 's2c') },
    conn: { is: (value) => value === 0 },
    type: { is: is.oneOf('request', 'response', 'notification', 'batch', 'invalid', 'stderr') },
    id: { is: (value) => typeof value === 'string' || typeof value === 'number', optional: true },
    method: { is: is.text, optional: true },
    bytes: { is: is.integer },
    eol: { is: is.oneOf('crlf', 'none'), optional: true },
    msg: { is: () => true, optional: true },
    text: { is: is.text, optional: true },
    redacted: {
      is: (value) => value.length > 0 && value.every((pair: AnyRecord) => is.texts(pair) && pair.length === 2),
      optional: true,
    },
    dup: { is: (value) => is.texts(value) && value.length > 0, optional: true },
    cut: { is: is.shape({ kept: { is: is.integer }, why: { is: is.oneOf('limit', 'disk', 'load') } }), optional: true },
  },
  close: {
    ...COMMON,
    code: { is: is.integer, optional: true },
    signal: { is: is.text, optional: true },
    frames: { is: is.shape({ c2s: { is: is.integer }, s2c: { is: is.integer } }) },
    bytes: { is: is.shape({ c2s: { is: is.integer }, s2c: { is: is.integer } }) },
    dropped: { is: is.integer },
    denied: { is: (value) => value === 0 },
  },
}
const EVENTS: Readonly<Record<string, Members>> = {
  spawn: { pid: { is: is.integer } },
  exit: { code: { is: is.integer, optional: true }, signal: { is: is.text, optional: true } },
  signal: { name: { is: is.text } },
  manifest: { path: { is: is.text }, enforced: { is: (value) => value === false } },
  drop: { frames: { is: is.integer }, bytes: { is: is.integer }, why: { is: is.text } },
  clock: { offsetMs: { is: is.integer } },
  error: { message: { is: is.text } },
}

function mistakes(record: AnyRecord, members: Members): string[] {
  const unknown = Object.keys(record).filter((name) => !Object.hasOwn(members, name))
  const wrong = Object.entries(members).filter(([name, { is: test, optional }]) =>
    record[name] === undefined ? !optional : !test(record[name]),
  )
  return [...unknown, ...wrong.map(([name]) => name)]
}

function expectFormat(records: readonly AnyRecord[]): void {
  expect(records.map(({ n }) => n)).toEqual(records.map((_, i) => i + 1))
  for (const record of records) {
    const members =
      record.k === 'event' ? { ...COMMON, what: { is: is.text }, ...EVENTS[record.what] } : (RECORDS[record.k] ?? {})
    expect({ record, mistakes: mistakes(record, members) }).toEqual({ record, mistakes: [] })
    if (record.k === 'frame') expect([record.msg, record.text, record.cut].some((part) => part !== undefined)).toBe(true)
  }
}

const LINES = [
  '{ "id" : 1.0, "method":"tools/call","params":{"name":"x","arguments":{"big":12345678901234567890,"e":1e2,"\\u0061":"\\/é😀"}} ,"jsonrpc":"2.0"}',
  '{"jsonrpc":"2.0",\t"id":"a","result":{}}\r',
  '{"jsonrpc":"2.0","method":"notifications/x"}',
  '[{"jsonrpc":"2.0","id":1,"method":"a"}]',
  '{"jsonrpc":"2.0","id":2,"method":"a","params":{"x":1,"x":2,"token":"abc"}}',
  'no JSON "at" all \\ \u0001',
  '',
  '{"jsonrpc":"2.0","id":3,"error":{"code":-1,"message":"x"}}',
]

describe('a trace', () => {
  it('has the records and members of format v1 and no others', async () => {
    const cwd = freshFolder()
    writeFileSync(path.join(cwd, 'mcp-permissions.yaml'), '')
    const env = { GITHUB_TOKEN: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE' }
    const { state } = await runProxy(server('echo'), LINES.join('\n'), {
      cwd,
      env,
      args: ['--workload', 'coder', '--server', 'x'],
    })
    const records = readTrace(state)
    expectFormat(records)
    expect(records.map(({ k, what, type }) => what ?? type ?? k)).toEqual(
      expect.arrayContaining(['open', 'spawn', 'manifest', 'exit', 'batch', 'invalid', 'stderr', 'close']),
    )
    expect(records[0]).toMatchObject({ workload: { id: 'coder', by: 'launch', verified: true }, server: { name: 'x' } })
    const total = Buffer.byteLength(LINES.join('\n'))
    expect(records.at(-1)).toMatchObject({ k: 'close', code: 0, frames: { c2s: 8, s2c: 8 }, bytes: { c2s: total, s2c: total } })
  })

  it('keeps the text of a message as it came, with its digits, escapes, blanks and order', async () => {
    const { state } = await runProxy(server('echo'), LINES.join('\n'))
    const [file = ''] = traceFiles(state)
    const recorded = readFileSync(file, 'utf8').split('\n')
    expect(recorded.some((line) => line.endsWith(`,"msg":${LINES[0]}}`))).toBe(true)
    expect(recorded.some((line) => line.includes('"id":1.0,"method":"tools/call"'))).toBe(true)
  })

  it('says kind, id, method, length, line end, duplicates and replaced places of each line', async () => {
    const { state } = await runProxy(server('echo'), LINES.join('\n'))
    const sent = frames(state).filter(({ dir }) => dir === 'c2s')
    expect(
      sent.map(({ type, id, method, bytes, eol, dup, redacted, text }) => ({
        type,
        id,
        method,
        bytes,
        eol,
        dup,
        redacted,
        text,
      })),
    ).toEqual([
      { type: 'request', id: 1, method: 'tools/call', bytes: Buffer.byteLength(LINES[0] ?? '') },
      { type: 'response', id: 'a', bytes: 39, eol: 'crlf' },
      { type: 'notification', method: 'notifications/x', bytes: 44 },
      { type: 'batch', bytes: 39 },
      { type: 'request', id: 2, method: 'a', bytes: 74, dup: ['/params/x'], redacted: [['/params/token', 'key']] },
      { type: 'invalid', bytes: 20, text: 'no JSON "at" all \\ \u0001' },
      { type: 'invalid', bytes: 0, text: '' },
      { type: 'response', id: 3, bytes: 58, eol: 'none' },
    ])
  })

  it('is UTF-8 whatever comes, with one record a line', async () => {
    const hostile = [
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('{"jsonrpc":"2.0","id":1,"method":"\u2028\u2029\u0085","params":{"a":"'),
      Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80]),
      Buffer.from('"},\r"x":1}\n\r\r\n'),
    ]
    const { state } = await runProxy(server('echo'), hostile)
    for (const file of traceFiles(state)) {
      const bytes = readFileSync(file)
      expect(Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)).toBe(true)
      expect(bytes.includes(0x0d)).toBe(false)
    }
    expectFormat(readTrace(state))
    expect(frames(state)[1]).toMatchObject({ type: 'request', method: '\u2028\u2029\u0085' })
  })

  it('keeps a message that is nested too deep as text', async () => {
    const deep = `{"jsonrpc":"2.0","id":1,"method":"x","params":${'['.repeat(600)}"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"${']'.repeat(600)}}`
    const { state } = await runProxy(server('echo'), `${deep}\n`)
    const [frame] = frames(state)
    expect(frame).toMatchObject({ type: 'request', id: 1 })
    expect(frame.msg).toBeUndefined()
    expect(frame.text).toContain('[[["[redacted:value]"]]]')
  })

  it('goes on in a second file after 64 MiB, without a gap in its numbers', async () => {
    const line = `{"jsonrpc":"2.0","method":"x","params":{"text":"${'x'.repeat(9 * 1024 * 1024)}"}}\n`
    const { state } = await runProxy(
      [process.execPath, '-e', 'process.stdin.resume()'],
      Array.from({ length: 8 }, () => Buffer.from(line)),
    )
    const files = traceFiles(state)
    expect(files).toHaveLength(2)
    expect(files[1]).toBe(files[0]?.replace('.mcptrace', '.1.mcptrace'))
    for (const file of files) expect(lstatSync(file).size).toBeLessThanOrEqual(64 * 1024 * 1024)
    const records = readTrace(state)
    expectFormat(records)
    const opens = records.filter(({ k }) => k === 'open')
    expect(opens.map(({ segment }) => segment)).toEqual([0, 1])
    expect(opens[1].from).toBe(opens[1].n - 1)
    expect(opens[1].session).toBe(opens[0].session)
  }, 60_000)

  it("lies in folders and files that only its owner may read, also where the user's mask says otherwise", async () => {
    const state = path.join(freshFolder(), 'new')
    await runProxy(['bash', '-c', 'umask 000; true'], '', { state })
    expect(traceFiles(state)).toHaveLength(1)
    for (const file of filesBelow(state)) expect(lstatSync(file).mode & 0o777).toBe(0o600)
    const [file = ''] = traceFiles(state)
    for (const folder of [path.dirname(file), path.dirname(path.dirname(file)), state])
      expect(lstatSync(folder).mode & 0o777).toBe(0o700)
  })

  it('is written where --trace-dir says', async () => {
    const folder = freshFolder()
    mkdirSync(path.join(folder, 'sub'))
    const { state } = await runProxy(server('exit', '0'), '', { args: ['--trace-dir', 'sub'], cwd: folder })
    expect(traceFiles(state)).toEqual([])
    expect(traceFiles(folder)).toHaveLength(1)
  })
})

describe('the name of a trace file', () => {
  const at = Date.UTC(2026, 10, 24, 8, 5, 9)
  it.each([
    ['github', '080509-github-s.mcptrace'],
    ['../../etc/passwd', '080509-etc-passwd-s.mcptrace'],
    ['a b\n\u202e"', '080509-a-b-s.mcptrace'],
    ['..', '080509-server-s.mcptrace'],
    ['', '080509-server-s.mcptrace'],
    ['x'.repeat(500), `080509-${'x'.repeat(40)}-s.mcptrace`],
  ])('is safe for a server named %j', (name, file) => {
    expect(traceFileName(at, name, 's', 0)).toBe(file)
  })

  it('has the number of a later segment', () => {
    expect(traceFileName(at, 'a', 's', 3)).toBe('080509-a-s.3.mcptrace')
  })
})

describe('the name of a session', () => {
  it('is base32 of its random bytes (RFC 4648)', () => {
    // "foobar" of the RFC's test vectors, in small letters and without padding.
    expect(sessionId(Buffer.from('foobar'))).toBe('mzxw6ytboi')
    expect(sessionId(Buffer.from('foob'))).toBe('mzxw6yq')
    expect(sessionId(Buffer.alloc(16, 255))).toHaveLength(26)
  })
})

describe('the clock of a session', () => {
  it('never runs backwards, and says when the wall clock jumps', () => {
    let now = 1_000_000
    let elapsed = 50
    const clock = createSessionClock({ now: () => now, elapsed: () => elapsed })
    expect(clock.micros()).toBe(1_000_000_000)
    elapsed += 12.3456
    now += 12
    expect(clock.micros()).toBe(1_000_012_346)
    expect(clock.jump()).toBeUndefined()
    now -= 60_000
    expect(clock.micros()).toBe(1_000_012_346)
    expect(clock.jump()).toBe(-60_000)
    expect(clock.jump()).toBeUndefined()
    now += 60_000
    expect(clock.jump()).toBe(0)
  })
})

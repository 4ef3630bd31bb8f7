import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { ECHO_SERVER, frames, freshFolder, PROXY, readTrace, runProxy, startProxy, traceFiles, WIRE_SERVER } from './runProxy.ts'

const server = (...args: string[]) => [process.execPath, WIRE_SERVER, ...args]
const _modeOf = (file: string) => (statSync(file).mode & 0o7777).toString(8)
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Cuts bytes at these places. */
function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end))
}

const ODD = Buffer.concat([
  Buffer.from('{ "id" : 1.0,"method":"x" ,"params":{"big":12345678901234567890,"t":"é😀漢 \\u00e9"},"jsonrpc":"2.0"}\r\n'),
  Buffer.from('\n\nno JSON at all\n'),
  Buffer.from([0xff, 0xfe, 0x22, 0x0a, 0x00, 0x0d, 0x0a]),
  Buffer.from('{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/call"}\n[{},{}]\n"last, without its line end"'),
])

describe('bytes', () => {
  it('pass unchanged in both directions, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: ODD.length }), { maxLength: 40 }), async (cuts) => {
        const { stdout, stderr, code } = await runProxy(server('echo'), chunked(ODD, cuts))
        expect(stdout.equals(ODD)).toBe(true)
        expect(stderr).toBe(`sha256 ${sha256(ODD)}\n`)
        expect(code).toBe(0)
      }),
      { numRuns: 8 },
    )
  })

  it('pass unchanged when they come one by one', async () => {
    const { stdout } = await runProxy(
      server('echo'),
      [...ODD].map((byte) => Buffer.of(byte)),
    )
    expect(stdout.equals(ODD)).toBe(true)
  })

  it('pass unchanged in a line of 20 MB, of which 16 MiB are recorded', async () => {
    const line = Buffer.from(`{"jsonrpc":"2.0","id":1,"method":"x","params":{"text":"${'é'.repeat(10 * 1024 * 1024)}"}}\n`)
    const { stdout, state } = await runProxy(server('echo'), line)
    expect(stdout.equals(line)).toBe(true)
    const [frame] = frames(state)
    expect(frame).toMatchObject({ type: 'request', id: 1, method: 'x', bytes: line.length - 1, cut: { why: 'limit' } })
    expect(frame.cut.kept).toBeGreaterThan(16 * 1024 * 1024 - 10_000)
    expect(frame.msg).toBeUndefined()
  }, 60_000)

  it('pass when the server dies in the middle of a line, with its code', async () => {
    const { stdout, code, state } = await runProxy(server('half'))
    expect(stdout.toString()).toBe('{"jsonrpc":"2.0","id":1,')
    expect(code).toBe(3)
    expect(frames(state).at(-1)).toMatchObject({ dir: 's2c', type: 'invalid', eol: 'none', bytes: 24 })
  })
})

describe('the end', () => {
  it.each([0, 1, 7, 255])('is that of the server: code %i', async (code) => {
    const ended = await runProxy(server('exit', String(code)))
    expect(ended).toMatchObject({ code, signal: null })
    expect(readTrace(ended.state).at(-1)).toMatchObject({ k: 'close', code, dropped: 0, denied: 0 })
  })

  it.each(['SIGKILL', 'SIGTERM', 'SIGABRT', 'SIGSEGV', 'SIGINT'])('is that of the server: %s', async (signal) => {
    const ended = await runProxy(server('kill', signal))
    expect(ended).toMatchObject({ code: null, signal })
    expect(readTrace(ended.state).at(-1)).toMatchObject({ k: 'close', signal })
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('comes by %s, which the server gets', async (signal) => {
    const { child, end, state } = startProxy(server('waitForSignal'))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill(signal)
    const ended = await end
    expect(ended.stdout.toString()).toBe(`ready\ngot ${signal}\n`)
    expect(ended).toMatchObject({ code: null, signal })
    expect(readTrace(state).filter(({ k }) => k === 'event')).toContainEqual(
      expect.objectContaining({ what: 'signal', name: signal }),
    )
  })

  it('has the code with which the server answers a signal', async () => {
    const { child, end } = startProxy(server('waitForSignal', '4'))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 4, signal: null })
  })

  it('of the output reaches the client while the server lives on', async () => {
    const { child, end } = startProxy(server('closeOutput'))
    await new Promise((resolve) => child.stdout.once('end', resolve))
    expect(child.exitCode).toBeNull()
    child.stdin.end()
    const ended = await end
    expect(ended.stdout.toString()).toBe('last\n')
    expect(ended.code).toBe(5)
  })

  it('comes soon when the client stops reading for good, and takes the server along', async () => {
    const { child, end, state } = startProxy(server('flood'), { deaf: true })
    child.stdout.destroy()
    const began = Date.now()
    await end
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(readTrace(state).at(-1)).toMatchObject({ k: 'close' })
  })

  it('takes processes below the server along when a signal ends it', async () => {
    const { child, end } = startProxy(server('grandchild'))
    const said = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve))
    const pid = Number(/grandchild (\d+)/.exec(said.toString())?.[1])
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ signal: 'SIGTERM' })
    // Whoever adopted it may not have asked for its end yet.
    const status = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : 'State:\tgone'
    expect(status).toMatch(/State:\t(?:gone|Z)/)
  })
})

describe('a process that the server leaves behind with its pipes', () => {
  /** No test may leave it running. */
  const endDaemon = (stderr: string) => process.kill(Number(/daemon (\d+)/.exec(stderr)?.[1]), 'SIGKILL')

  it('does not hold up the end, which has the code of the server', async () => {
    const { end, state } = startProxy(server('daemon', '0'))
    const ended = await end
    endDaemon(ended.stderr)
    expect(ended).toMatchObject({ code: 3, signal: null })
    expect(readTrace(state).at(-1)).toMatchObject({ k: 'close', code: 3 })
  })

  it('is forwarded as long as it has something to say', async () => {
    const { end } = startProxy(server('daemon', '6'))
    const ended = await end
    endDaemon(ended.stderr)
    expect(ended.stdout.toString()).toBe([5, 4, 3, 2, 1, 0].map((left) => `late ${left}\n`).join(''))
    expect(ended.code).toBe(3)
  })

  it('costs nothing of what the client has not read yet', async () => {
    // More than the way to the client takes, and less than the server would wait for.
    const file = path.join(freshFolder(), 'output')
    writeFileSync(file, 'x'.repeat(400_000))
    const { child, end, state } = startProxy(server('print', file))
    child.stdout.pause()
    await vi.waitUntil(() => readTrace(state).some(({ what }) => what === 'exit'), { timeout: 10_000 })
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(child.exitCode).toBeNull()
    child.stdout.resume()
    const ended = await end
    expect(ended.code).toBe(0)
    expect(ended.stdout).toHaveLength(400_000)
  })

  it('does not change the code when a signal comes after the end of the server', async () => {
    const { child, end, state } = startProxy(server('daemon', '100'))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await vi.waitUntil(() => readTrace(state).some(({ what }) => what === 'exit'))
    child.kill('SIGTERM')
    const ended = await end
    endDaemon(ended.stderr)
    expect(ended).toMatchObject({ code: 3, signal: null })
  })
})

describe('a server that cannot be started', () => {
  it.each([
    ['no-such-program-of-ours', 'there is no such program on the PATH'],
    ['/no/such/file', 'there is no such file'],
    [freshFolder(), 'it is not a program that may be run'],
  ])('"%s" ends with 127, one line on stderr and nothing on stdout', async (command, why) => {
    const { code, stdout, stderr, state } = await runProxy([command])
    expect(code).toBe(127)
    expect(stdout.length).toBe(0)
    expect(stderr).toBe(`Scopelight: The server "${command}" cannot be started: ${why}.\n`)
    expect(readTrace(state)).toContainEqual(expect.objectContaining({ k: 'event', what: 'error' }))
    expect(readTrace(state).at(-1)).toMatchObject({ k: 'close', code: 127 })
  })
})

describe('the environment of the server', () => {
  it('lacks ELECTRON_RUN_AS_NODE and nothing else', async () => {
    const env = { ELECTRON_RUN_AS_NODE: '1', OTHER: 'x' }
    const direct = await runProxy(server('variables'), '', { env })
    const names = JSON.parse(direct.stdout.toString())
    expect(names).toEqual(['HOME', 'OTHER', 'PATH', 'SCOPELIGHT_HOME'])
  })
})

describe('the entry', () => {
  const record = {
    v: 1,
    id: '3f9c',
    host: 'vscode',
    file: '/home/x/.vscode/mcp.json',
    path: ['servers', 'github'],
    server: 'github from the record',
    workload: 'coder',
    env: ['PLAIN', 'TOKEN'],
    edits: [],
  }
  function stateWith(text: string): string {
    const state = freshFolder()
    mkdirSync(path.join(state, 'entries'))
    writeFileSync(path.join(state, 'entries', '3f9c.json'), text)
    return state
  }

  it('gives the server its name, and the names of its variables', async () => {
    const state = stateWith(JSON.stringify(record))
    await runProxy(server('exit', '0'), '', { state, args: ['--entry', '3f9c'], env: { PLAIN: 'a', TOKEN: 'not-a-real-token' } })
    const [open] = readTrace(state)
    expect(open.server).toMatchObject({ name: 'github from the record', env: ['PLAIN', 'TOKEN'] })
    expect(open.entry).toEqual({ host: 'vscode', file: '/home/x/.vscode/mcp.json', path: ['servers', 'github'], id: '3f9c' })
    // The record does not say who is calling.
    expect(open.workload).toEqual({ by: 'none', verified: false })
    expect(open.credentials.map(({ name }: { name: string }) => name)).toEqual(['TOKEN'])
  })

  it.each(['', '[]', '{"id":1}', JSON.stringify({ ...record, env: 'x' })])(
    'does not stop the server when its record is %j',
    async (text) => {
      const state = stateWith(text)
      const { code } = await runProxy(server('exit', '0'), '', { state, args: ['--entry', '3f9c', '--server', 'named'] })
      expect(code).toBe(0)
      expect(readTrace(state)[0]).toMatchObject({ server: { name: 'named' } })
      expect(readTrace(state)[0].entry).toBeUndefined()
    },
  )
})

describe('a manifest', () => {
  it('is said to be not enforced, once on stderr and as an event', async () => {
    const cwd = freshFolder()
    writeFileSync(path.join(cwd, 'mcp-permissions.yaml'), 'version: 1\n')
    mkdirSync(path.join(cwd, 'deep', 'er'), { recursive: true })
    const file = path.join(cwd, 'mcp-permissions.yaml')
    const { stderr, state, stdout } = await runProxy(server('echo'), 'x\n', { cwd: path.join(cwd, 'deep', 'er') })
    expect(stdout.toString()).toBe('x\n')
    expect(stderr).toContain(
      `Scopelight: "${file}" is not enforced by this version of Scopelight: calls are recorded, none is refused.\n`,
    )
    expect(stderr.match(/Scopelight/g)).toHaveLength(2)
    const events = readTrace(state).filter(({ what }) => what === 'manifest')
    expect(events).toEqual([expect.objectContaining({ path: file, enforced: false })])
  })

  it('of the workspace folder is looked for where --workspace says', async () => {
    const folder = freshFolder()
    writeFileSync(path.join(folder, 'mcp-permissions.yaml'), '')
    const { stderr } = await runProxy(server('exit', '0'), '', { args: ['--workspace', folder] })
    expect(stderr).toContain(path.join(folder, 'mcp-permissions.yaml'))
  })
})

describe('wrong options', () => {
  it.each([['--help'], ['--upstream', 'http://127.0.0.1:1/'], ['--server'], []])(
    'end with 2 and one line before anything starts: %s',
    async (...args) => {
      const marker = path.join(freshFolder(), 'started')
      const state = freshFolder()
      const rest = args.length === 0 ? ['touch', marker] : [...args, '--', 'touch', marker]
      const ended = spawnSync(process.execPath, [PROXY, ...rest], { env: { PATH: process.env.PATH, SCOPELIGHT_HOME: state } })
      expect(ended.status).toBe(2)
      expect(ended.stdout.length).toBe(0)
      expect(ended.stderr.toString().trimEnd().split('\n')).toHaveLength(1)
      expect(existsSync(marker)).toBe(false)
      expect(traceFiles(state)).toEqual([])
    },
  )
})

describe('a flood on stderr', () => {
  it('is forwarded whole, recorded up to a rate, and counted', async () => {
    const { stderr, state } = await runProxy(server('complainOften', '20000'))
    expect(stderr).toBe('x\n'.repeat(20_000))
    const lines = frames(state).length
    expect(lines).toBeGreaterThanOrEqual(1000)
    expect(lines).toBeLessThan(20_000)
    expect(readTrace(state).at(-1).dropped).toBe(20_000 - lines)
    expect(readTrace(state)).toContainEqual(expect.objectContaining({ what: 'drop', why: 'rate' }))
  })
})

it('answers through the echo server as without the proxy', async () => {
  const input = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n'
  const { stdout } = await runProxy([process.execPath, ECHO_SERVER], input)
  expect(stdout.toString()).toBe('{"jsonrpc":"2.0","id":1,"result":{}}\n')
})

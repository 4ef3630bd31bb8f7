import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow, freshFolder, PROXY, readTrace, runProxy, traceFiles, WIRE_SERVER } from './runProxy.ts'

const server = (...args: string[]) => [process.execPath, WIRE_SERVER, ...args]
const modeOf = (file: string) => (statSync(file).mode & 0o7777).toString(8)
const _sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const ODD = Buffer.concat([
  Buffer.from('{ "id" : 1.0,"method":"x" ,"params":{"big":12345678901234567890,"t":"é😀漢 \\u00e9"},"jsonrpc":"2.0"}\r\n'),
  Buffer.from('\n\nno JSON at all\n'),
  Buffer.from([0xff, 0xfe, 0x22, 0x0a, 0x00, 0x0d, 0x0a]),
  Buffer.from('{"jsonrpc":"2.0","id":1,"id":2,"method":"tools/call"}\n[{},{}]\n"last, without its line end"'),
])

describe('a trace directory that cannot be written', () => {
  it('is said once, and the proxy still forwards', async () => {
    const file = path.join(freshFolder(), 'file')
    writeFileSync(file, '')
    const { stdout, stderr, code } = await runProxy(server('echo'), ODD, { args: ['--trace-dir', path.join(file, 'below')] })
    expect(stdout.equals(ODD)).toBe(true)
    expect(code).toBe(0)
    expect(stderr.split('\n').filter((line) => line.startsWith('Scopelight'))).toEqual([
      expect.stringContaining(`The trace cannot be written to "${path.join(file, 'below')}": `),
    ])
  })

  it('is refused when it is a symbolic link', async () => {
    const state = freshFolder()
    const elsewhere = freshFolder()
    symlinkSync(elsewhere, path.join(state, 'traces'))
    const { stderr, stdout } = await runProxy(server('echo'), ODD, { state })
    expect(stdout.equals(ODD)).toBe(true)
    expect(stderr).toContain('is a symbolic link')
    expect(traceFiles(elsewhere)).toEqual([])
  })

  it.each(['/proc/x', '/proc/x/y', '/dev/null/x', '/sys/x'])('is said once in a state directory like %s', async (state) => {
    for (const args of [[], ['--trace-dir', freshFolder()]]) {
      const { stdout, stderr, code } = await runProxy(server('echo'), ODD, { state, args })
      expect(stdout.equals(ODD)).toBe(true)
      expect(code).toBe(0)
      // A place for the trace is enough to write one.
      expect(stderr.match(/Scopelight: The trace cannot be written to/g) ?? []).toHaveLength(args.length === 0 ? 1 : 0)
    }
  })

  it.each(['', 'traces', 'traces/DAY'])('is refused when a link leads elsewhere at "<state>/%s"', async (level) => {
    const [root, elsewhere] = [freshFolder(), freshFolder()]
    const state = path.join(root, 'state')
    // Around midnight the proxy may take the next day.
    for (const ms of [0, 60_000]) {
      const link = path.join(state, level.replace('DAY', new Date(Date.now() + ms).toISOString().slice(0, 10)))
      mkdirSync(path.dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(elsewhere, link)
    }
    const { stdout, stderr } = await runProxy(server('echo'), ODD, { state })
    expect(stdout.equals(ODD)).toBe(true)
    expect(stderr.match(/is a symbolic link\. The server runs unrecorded/g)).toHaveLength(1)
    expect(filesBelow(elsewhere)).toEqual([])
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('may lie behind a link of the person', async () => {
    const [root, elsewhere] = [freshFolder(), freshFolder()]
    symlinkSync(elsewhere, path.join(root, 'home'))
    const { state } = await runProxy(server('echo'), ODD, { state: path.join(root, 'home', 'state', 'scopelight') })
    expect(readTrace(state).at(-1)).toMatchObject({ k: 'close' })
  })

  it('is closed to others where they could look or write into it', async () => {
    const state = path.join(freshFolder(), 'state')
    mkdirSync(path.join(state, 'traces'), { recursive: true })
    for (const each of [state, path.join(state, 'traces')]) chmodSync(each, 0o777)
    await runProxy(server('echo'), ODD, { state })
    expect(readTrace(state).at(-1)).toMatchObject({ k: 'close' })
    const [file = ''] = traceFiles(state)
    expect([state, path.join(state, 'traces'), path.dirname(file)].map(modeOf)).toEqual(['700', '700', '700'])
    expect(modeOf(file)).toBe('600')
  })

  it('that a person named stays open for reading, but not for writing by everybody', async () => {
    for (const [before, after] of [
      [0o755, '755'],
      [0o1777, '1777'],
      [0o777, '700'],
    ] as const) {
      const named = freshFolder()
      chmodSync(named, before)
      await runProxy(server('echo'), ODD, { args: ['--trace-dir', named] })
      const [file = ''] = traceFiles(named)
      expect([modeOf(named), modeOf(path.dirname(file))]).toEqual([after, '700'])
    }
  })

  it.runIf(process.getuid?.() === 0).each(['', 'traces'])('is refused when "<state>/%s" is another user\'s', async (level) => {
    const state = freshFolder()
    mkdirSync(path.join(state, 'traces'), { recursive: true })
    chownSync(path.join(state, level), 12_345, 12_345)
    const { stdout, stderr } = await runProxy(server('echo'), ODD, { state })
    expect(stdout.equals(ODD)).toBe(true)
    expect(stderr.match(/belongs to another user\. The server runs unrecorded/g)).toHaveLength(1)
    expect(filesBelow(state)).toEqual([])
  })

  it('or a disk that is full, does not stop the wire', () => {
    const state = freshFolder()
    mkdirSync(path.join(state, 'traces'), { recursive: true })
    // A limit of 64 KiB for files, with the signal for it ignored, is a full disk for one process.
    const script = `trap '' XFSZ; ulimit -f 64; exec "${process.execPath}" "${PROXY}" -- "${process.execPath}" "${WIRE_SERVER}" echo`
    const input = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: { t: 'x'.repeat(1000) } })}\n`.repeat(200)
    const ended = spawnSync('bash', ['-c', script], {
      input,
      env: { PATH: process.env.PATH, SCOPELIGHT_HOME: state, HOME: state },
    })
    expect(ended.status).toBe(0)
    expect(ended.stdout.toString()).toBe(input)
    expect(ended.stderr.toString().match(/Scopelight: The trace cannot be written/g)).toHaveLength(1)
  })
})

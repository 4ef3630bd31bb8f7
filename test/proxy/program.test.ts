import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { freshFolder, PROXY, readTrace, startProxy, traceFiles, WIRE_SERVER } from './runProxy.ts'

describe('dist/proxy.cjs', () => {
  it('needs nothing but Node', () => {
    const required = [...readFileSync(PROXY, 'utf8').matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map(([, name]) => name)
    expect(required.length).toBeGreaterThan(3)
    expect(required.filter((name) => !name?.startsWith('node:'))).toEqual([])
  })

  it('does nothing when it is loaded, and runs the same when it is called', () => {
    const state = freshFolder()
    const env = { PATH: process.env.PATH, SCOPELIGHT_HOME: state }
    const program = `const { runProxy } = require(${JSON.stringify(PROXY)}); console.error('loaded'); runProxy(process.argv.slice(1))`
    const run = (...argv: string[]) => spawnSync(process.execPath, ['-e', program, '--', ...argv], { env, input: 'x\n' })
    const ended = run('--server', 'called', '--', process.execPath, WIRE_SERVER, 'echo')
    expect(ended.stdout.toString()).toBe('x\n')
    expect(ended.stderr.toString()).toMatch(/^loaded\n/)
    expect(ended.status).toBe(0)
    expect(readTrace(state)[0].server.name).toBe('called')
    expect(run('--wrong').status).toBe(2)
  })

  it('killed by force, leaves whole lines and no end', async () => {
    const { child, end, state } = startProxy([process.execPath, WIRE_SERVER, 'echo'])
    for (let i = 0; i < 200; i++) child.stdin.write(`{"jsonrpc":"2.0","id":${i},"method":"x"}\n`)
    const written = () => traceFiles(state).flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(0, -1))
    await vi.waitUntil(() => written().length > 200, { timeout: 15_000 })
    child.kill('SIGKILL')
    expect(await end).toMatchObject({ signal: 'SIGKILL' })
    const lines = written()
    const records = lines.map((line) => JSON.parse(line))
    expect(records.map(({ n }) => n)).toEqual(records.map((_, i) => i + 1))
    expect(records.length).toBeGreaterThan(200)
    expect(records.some(({ k }) => k === 'close')).toBe(false)
  })

  it('runs the server where the working folder is gone', () => {
    const script = `cd "$(mktemp -d)" && rmdir "$PWD" && exec "${process.execPath}" "${PROXY}" -- echo hello`
    const ended = spawnSync('bash', ['-c', script], { env: { PATH: process.env.PATH, SCOPELIGHT_HOME: freshFolder() } })
    const direct = spawnSync('bash', ['-c', script.replace(/exec .*/, `exec "${process.execPath}" -e 0`)], {
      env: { PATH: process.env.PATH },
    })
    // Where Node itself can start, so can we.
    if (direct.status === 0) expect(ended.stdout.toString()).toBe('hello\n')
    else expect(ended.status).not.toBe(0)
  })
})

import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow, freshFolder, PROXY, readTrace, runProxy, startProxy, traceFiles, WIRE_SERVER } from './runProxy.ts'

const echo = [process.execPath, WIRE_SERVER, 'echo']
const SECRET = 'Zq7NOTREAL9x'
const message = (value: unknown) => `${JSON.stringify({ jsonrpc: '2.0', ...(value as object) })}\n`

describe('a message made to be expensive', () => {
  const duplicates = Array.from({ length: 1000 }, () => '"a":1').join(',')
  const secrets = Array.from({ length: 3000 }, () => '{"token":"Zq7NOTREAL9x"}').join(',')
  it.each([
    ['many equal names far down', `${'['.repeat(100_000)}{${duplicates}}${']'.repeat(100_000)}`],
    ['many secrets below a long name', `{"${'n'.repeat(200_000)}":[${secrets}]}`],
    ['many secrets far down', `${'['.repeat(20_000)}${secrets}${']'.repeat(20_000)}`],
    ['many secrets below many long names', `${`{"${'m'.repeat(190)}":`.repeat(500)}[${secrets}]${'}'.repeat(500)}`],
  ])('%s is forwarded at once and makes no trace longer than itself', async (_, line) => {
    const input = `${line}\n{"jsonrpc":"2.0","id":1,"method":"ping"}\n`
    const began = process.hrtime.bigint()
    const { state, stdout, code } = await runProxy(echo, input)
    expect(code).toBe(0)
    expect(stdout.toString() === input).toBe(true)
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(10)
    const size = traceFiles(state).reduce((sum, file) => sum + statSync(file).size, 0)
    // Each message passes twice, is written with what replaces its secrets, and names at most 64 KiB of places.
    expect(size).toBeLessThan(2 * (line.length + 8 * 3000 + 70_000) + 10_000)
    expect(readFileSync(traceFiles(state)[0] ?? '', 'latin1')).not.toContain('NOTREAL')
  })
})

describe('a secret that only its name tells', () => {
  const names = ['token', 'secret', 'passphrase', 'password', 'apiKey', 'access_token', 'cookie', 'cookies', 'tokens', 'authCode']
  it.each(names)('"%s" in JSON within a string, however it is laid out', async (name) => {
    const texts = [{ [name]: SECRET }, { deep: { [name]: SECRET } }].flatMap((value) => [
      JSON.stringify(value),
      JSON.stringify(value, null, 2),
    ])
    const input = texts.map((text) => message({ id: 1, result: { content: [{ type: 'text', text }] } })).join('')
    const { state, stdout } = await runProxy(echo, input)
    expect(stdout.toString()).toBe(input)
    for (const file of filesBelow(state)) expect(readFileSync(file, 'latin1')).not.toContain(SECRET)
  })

  it.each(['cookies', 'tokens', 'passwords', 'apiKeys', 'pass', 'pwd', 'authorization_code', 'deviceCode'])(
    '"%s" as a member',
    async (name) => {
      const input = message({ id: 1, result: { structuredContent: { [name]: [{ value: SECRET }] } } })
      const { state } = await runProxy(echo, input)
      for (const file of filesBelow(state)) expect(readFileSync(file, 'latin1')).not.toContain(SECRET)
    },
  )

  it('keeps numbers of tokens, which are no secrets', async () => {
    const input = message({ id: 1, method: 'sampling/createMessage', params: { maxTokens: 100, usage: { tokens: 7 } } })
    const { state } = await runProxy(echo, input)
    const { msg } = readTrace(state).find(({ k }) => k === 'frame')
    expect(msg.params).toEqual({ maxTokens: 100, usage: { tokens: 7 } })
  })

  it.each(['description', 'title', 'instructions', 'body'])('in running text of the argument "%s"', async (name) => {
    const input = message({
      id: 1,
      method: 'tools/call',
      params: { name: 'x', arguments: { [name]: `the db password=${SECRET}` } },
    })
    const { state } = await runProxy(echo, input)
    for (const file of filesBelow(state)) expect(readFileSync(file, 'latin1')).not.toContain(SECRET)
  })
})

describe('the end of the server', () => {
  it.each(['file', '/dev/null'])('is told where the output goes to a %s', (target) => {
    const state = freshFolder()
    const fd = openSync(target === 'file' ? path.join(state, 'out') : target, 'w')
    try {
      const { status } = spawnSync(process.execPath, [PROXY, '--', 'sh', '-c', 'echo hi; exit 42'], {
        env: { PATH: process.env.PATH, SCOPELIGHT_HOME: state },
        stdio: ['ignore', fd, 'ignore'],
      })
      expect(status).toBe(42)
    } finally {
      closeSync(fd)
    }
    if (target === 'file') expect(readFileSync(path.join(state, 'out'), 'utf8')).toBe('hi\n')
  })

  it.each(['SIGUSR1', 'SIGUSR2', 'SIGQUIT'] as const)('%s reaches it and opens no debugger of ours', async (signal) => {
    const { child, end } = startProxy(['sh', '-c', `trap 'exit 9' ${signal.slice(3)}; echo up; while :; do sleep 0.05; done`])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill(signal)
    const { code, stderr } = await end
    expect(code).toBe(9)
    expect(stderr).not.toContain('Debugger')
  })

  it('is not waited for behind an undo record that is no file', async () => {
    const state = freshFolder()
    mkdirSync(path.join(state, 'entries'))
    execFileSync('mkfifo', [path.join(state, 'entries', 'abcd.json')])
    const { code, stdout } = await runProxy(echo, 'x\n', { state, args: ['--entry', 'abcd'] })
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 0, stdout: 'x\n' })
  })
})

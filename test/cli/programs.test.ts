import { spawn, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { CLI, workspace } from './runCli.ts'

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
/** A server that answers each request with what it was asked, and ends with a code of its own when its input ends. */
const SERVER = `
const lines = require('node:readline').createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const { id, params } = JSON.parse(line)
  if (id !== undefined) process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: params.arguments.title }] } }) + '\\n')
})
lines.on('close', () => { process.exitCode = 5 })
`
const call = (id: number, title: string) =>
  `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'create_ticket', arguments: { title } } })}\n`

describe('scopelight proxy', () => {
  it('carries a server, keeps its exit code, and leaves a trace that "trace" lists and shows', () => {
    const { folder, put, run } = workspace()
    const server = put('server.cjs', SERVER)
    const env = { PATH: process.env.PATH, HOME: folder, SCOPELIGHT_HOME: `${folder}/state`, GITHUB_TOKEN: TOKEN }
    const args = [CLI, 'proxy', '--server', 'tickets', '--workload', 'coder', '--', process.execPath, server]
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      input: call(1, 'one') + call(2, TOKEN),
      encoding: 'utf8',
    })
    expect(status).toBe(5)
    expect(stdout.split('\n').map((line) => line && JSON.parse(line).result.content[0].text)).toEqual(['one', TOKEN, ''])

    const listed = run(['trace', 'list', '--format', 'json'], { SCOPELIGHT_HOME: `${folder}/state` })
    const [trace] = JSON.parse(listed.stdout).traces
    expect(trace).toMatchObject({
      server: 'tickets',
      workload: { id: 'coder', by: 'launch', verified: true },
      state: 'ended',
      messages: 4,
    })

    const shown = run(['trace', 'show', trace.file])
    expect(shown).toMatchObject({ status: 0, stderr: '' })
    expect(
      shown.stdout.match(/tickets {2}create_ticket {2}coder {5}GITHUB_TOKEN \(github-[a-z-]+: scopes unknown\)/g),
    ).toHaveLength(2)
    expect(shown.stdout + listed.stdout).not.toContain(TOKEN.slice(4))
  })

  it('ends with 2 on an option the proxy does not have', () => {
    const { run } = workspace()
    expect(run(['proxy', '--bogus', '--', 'true'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('--bogus'),
    })
    expect(run(['proxy'])).toMatchObject({ status: 2, stdout: '' })
  })

  it('leaves "--help" behind "--" to the server', () => {
    const { folder, run } = workspace()
    const env = { SCOPELIGHT_HOME: `${folder}/state` }
    expect(run(['proxy', '--', process.execPath, '--help'], env).stdout).toContain('Usage: node')
  })
})

describe('scopelight lsp', () => {
  it('starts the language server', async () => {
    const { folder } = workspace()
    const program = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => program.on('close', resolve))
    const connection = createMessageConnection(new StreamMessageReader(program.stdout), new StreamMessageWriter(program.stdin))
    connection.listen()
    const answer = await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
    expect(answer).toMatchObject({ capabilities: { hoverProvider: expect.anything() } })
    await connection.sendRequest('shutdown')
    await connection.sendNotification('exit')
    expect(await ended).toBe(0)
    connection.dispose()
  })
})

import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node'
import { BUNDLE, startClient, stopClients } from './client.ts'
import { FILE, SECRET_FILE } from './fixtures.ts'

afterEach(stopClients)

describe('starting', () => {
  it.each([[[]], [['--help']], [['--stdio', '--socket=4711']], [['--pipe=/tmp/x']]])(
    'refuses %j with one sentence and ends with 2',
    (args) => {
      const { status, stderr, stdout } = spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8' })
      expect(status).toBe(2)
      expect(stderr).toBe('Start the language server of Scopelight with --stdio or --node-ipc.\n')
      expect(stdout).toBe('')
    },
  )

  it('refuses --node-ipc without a parent that listens', () => {
    const { status, stderr } = spawnSync(process.execPath, [BUNDLE, '--node-ipc'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toBe(
      'There is no parent process to talk to. Start the language server of Scopelight with --stdio or --node-ipc.\n',
    )
  })

  it('says what it can do, in UTF-16', async () => {
    const { initialized } = await startClient()
    expect(initialized?.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.scopelight'] },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
    })
  })

  it('does not offer to be asked where the client cannot ask', async () => {
    const { initialized } = await startClient({ pull: false })
    expect(initialized?.capabilities.diagnosticProvider).toBeUndefined()
  })

  it('talks over the channel of a parent process', async () => {
    const child = fork(BUNDLE, ['--node-ipc', `--clientProcessId=${process.pid}`], { stdio: 'pipe', execArgv: [] })
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child))
    connection.listen()
    const capabilities = { textDocument: { diagnostic: {} } }
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities })
    await connection.sendNotification('initialized', {})
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: FILE, languageId: 'json', version: 1, text: SECRET_FILE },
    })
    const report = await connection.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
      textDocument: { uri: FILE },
    })
    expect(report.items.map(({ code }) => code)).toContain('hardcoded-secret')
    await connection.sendRequest('shutdown')
    const ended = once(child, 'exit')
    await connection.sendNotification('exit')
    expect(await ended).toEqual([0, null])
  })
})

describe('ending', () => {
  it('ends with 0 after shutdown and exit', async () => {
    const client = await startClient()
    expect(await client.stop()).toBe(0)
  })

  it('ends with 1 on exit without shutdown', async () => {
    const client = await startClient()
    const ended = once(client.process, 'exit')
    client.notify('exit', undefined)
    expect(await ended).toEqual([1, null])
  })

  it('ends when its input ends', async () => {
    const client = await startClient()
    await client.pull(FILE)
    const ended = once(client.process, 'exit')
    client.process.stdin?.end()
    expect(await ended).toEqual([1, null])
  })

  it('ends when the parent closes the channel', async () => {
    const child = fork(BUNDLE, ['--node-ipc'], { stdio: 'pipe', execArgv: [] })
    const ended = once(child, 'exit')
    child.disconnect()
    expect(await ended).toEqual([1, null])
  })

  it('ends when the process of its client is gone', async () => {
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'exit')
    const child = spawn(process.execPath, [BUNDLE, '--stdio', `--clientProcessId=${gone.pid}`])
    expect(await once(child, 'exit')).toEqual([1, null])
  })
})

it('goes on when the client refuses what it is asked', async () => {
  const client = await startClient({ configuration: {}, watches: true, refuses: true })
  client.open(FILE, SECRET_FILE)
  expect((await client.pull(FILE)).map(({ code }) => code)).toContain('hardcoded-secret')
  await client.until(() => client.messages.some(({ message }) => message.startsWith('The editor refused to watch files')))
  expect(await client.stop()).toBe(0)
})

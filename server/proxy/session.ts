import { beginTrace, type Trace } from './beginTrace.ts'
import { createSessionClock } from './clock.ts'
import { closeForGood } from './closeForGood.ts'
import { endAs } from './endAs.ts'
import type { ProxyOptions } from './options.ts'
import { pump } from './pump.ts'
import { Recorder } from './recorder.ts'
import { say } from './say.ts'
import { ServerTree } from './serverTree.ts'
import { standardOutput } from './standardOutput.ts'
import { startFailure, startServer } from './startServer.ts'
import { whenQuiet } from './whenQuiet.ts'

/** `SIGUSR1` too, or it would open a debugger's port in front of the server. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
/** A server whose client is gone gets this long to end. */
const LAST_GRACE_MS = 2000
/** A background process may hold the pipes of a server that has ended: with nothing to say for this long, it holds no one. */
const QUIET_MS = 1000
const CANNOT_START = 127

/**
 * Runs the server between the client's pipes and ours, and ends as it ends. `recorder` gets a copy of everything; it is a
 * parameter so that a test can pass one that fails.
 */
export function runSession(options: ProxyOptions, recorder = new Recorder(createSessionClock())): void {
  let trace: Trace | undefined
  let isOver = false
  const begin = () => {
    trace ??= beginOrGoWithout(options, recorder)
    return trace
  }
  // Nobody reads what we or the server say there; that is no reason to end.
  process.stderr.on('error', () => undefined)

  let server: ReturnType<typeof startServer>
  try {
    server = startServer(options.command, options.args)
  } catch (error) {
    cannotStart(error)
    return
  }
  const { stdin: input } = process
  const { stream: output, saysItsEnd } = standardOutput()
  if (saysItsEnd) output.on('close', () => closeForGood(1))
  input.on('close', () => closeForGood(0))
  const tree = new ServerTree(server)

  server.on('error', (error) => {
    if (server.pid === undefined) cannotStart(error)
  })
  server.on('spawn', () => recorder.event('spawn', { pid: server.pid }))
  server.on('exit', (code, signal) => {
    recorder.event('exit', { ...(code !== null && { code }), ...(signal !== null && { signal }) })
    if (!tree.ended(dropOutput)) whenQuiet([server.stdout, server.stderr], QUIET_MS, dropOutput)
  })
  server.on('close', (code, signal) => {
    if (server.pid !== undefined) finish(code, signal)
  })

  const failed = (error: unknown) => recorder.failed(error)
  pump(input, server.stdin, (chunk) => recorder.observe('c2s', chunk), failed)
  pump(server.stdout, output, (chunk) => recorder.observe('s2c', chunk), failed)
  pump(server.stderr, process.stderr, (chunk) => recorder.observe('stderr', chunk), failed)
  input.on('end', () => {
    server.stdin.end()
    recorder.ended('c2s')
  })
  input.on('error', () => server.stdin.end())
  // The server reads no more: let the client find out as it would without us.
  server.stdin.on('error', () => input.destroy())
  server.stdout.on('end', () => {
    output.end()
    recorder.ended('s2c')
  })
  server.stderr.on('end', () => recorder.ended('stderr'))
  output.on('error', clientIsGone)

  for (const name of SIGNALS) {
    process.on(name, () => {
      recorder.event('signal', { name })
      if (!tree.signal(name)) endNow(name)
    })
  }
  setImmediate(begin)

  /** The client reads no more. A paused pipe never reports its end, so what the server still writes is dropped. */
  function clientIsGone(): void {
    if (isOver) return
    dropOutput()
    input.destroy()
    server.stdin.end()
    tree.signal('SIGTERM')
    setTimeout(() => tree.kill(), LAST_GRACE_MS).unref()
  }

  function dropOutput(): void {
    server.stdout.destroy()
    server.stderr.destroy()
  }

  /** The server has ended and everything it wrote was read. What the client has not read yet waits for it. */
  function finish(code: number | null, signal: NodeJS.Signals | null): void {
    if (isOver) return
    isOver = true
    input.destroy()
    let waiting = 2
    const done = () => {
      waiting -= 1
      if (waiting === 0) endAs(code, signal)
    }
    if (!saysItsEnd || output.writableFinished || output.destroyed) done()
    // Calls back with an error, too, when the client goes away meanwhile.
    else output.end(done)
    begin().finish(code, signal, done)
  }

  /** There is no server left to pass the signal on to. One that has ended by itself did so whatever comes afterwards. */
  function endNow(name: NodeJS.Signals): void {
    const { exitCode: code, signalCode } = server
    const signal = code === null ? (signalCode ?? name) : null
    if (isOver) {
      endAs(code, signal)
      return
    }
    isOver = true
    begin().finish(code, signal, () => endAs(code, signal))
  }

  function cannotStart(error: unknown): void {
    const started = begin()
    const message = startFailure(started.clean(options.command), error)
    say(message)
    recorder.event('error', { message })
    started.finish(CANNOT_START, null, () => endAs(CANNOT_START, null))
  }
}

/** Where even the home folder or the working folder cannot be told, the server runs all the same. */
function beginOrGoWithout(options: ProxyOptions, recorder: Recorder): Trace {
  try {
    return beginTrace(options, recorder)
  } catch (error) {
    recorder.stop()
    say(`The trace cannot be written: ${error instanceof Error ? error.message : String(error)}. The server runs unrecorded.`)
    return { clean: () => '…', finish: (_code, _signal, done) => done() }
  }
}

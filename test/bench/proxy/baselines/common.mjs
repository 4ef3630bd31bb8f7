// What every stdio baseline shares: start the server, pass its end on, pass signals on.
import { spawn } from 'node:child_process'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Starts the wrapped command; `onEnd` runs before this process ends the way the child did. */
export function startServer(stdio, onEnd = (done) => done()) {
  const [command, ...args] = process.argv.slice(2)
  const child = spawn(command, args, { stdio })
  child.on('error', (error) => {
    console.error(String(error))
    process.exit(127)
  })
  child.on('close', (code, signal) => onEnd(() => (signal ? dieBy(signal) : process.exit(code ?? 0))))
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  child.stdin?.on('error', () => undefined)
  // The client is gone. Drop the server's output too: a paused pipe would never report its end.
  process.stdout.on('error', () => {
    child.stdout?.destroy()
    child.kill()
  })
  return child
}

/** Re-raises the child's signal. Our own handler goes first, or it would only be called again. */
function dieBy(signal) {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

/** Copies `source` to `sink` chunk by chunk with backpressure, and shows each chunk to `observe` afterwards. */
export function tap(source, sink, observe) {
  source.on('data', (chunk) => {
    if (!sink.write(chunk)) {
      source.pause()
      sink.once('drain', () => source.resume())
    }
    observe(chunk)
  })
  source.on('end', () => sink.end())
}

/** Calls `onLine` with each complete line, its newline included. */
export function lineSplitter(onLine) {
  let parts = []
  return (chunk) => {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end + 1))
      start = end + 1
      const line = parts.length === 1 ? parts[0] : Buffer.concat(parts)
      parts = []
      onLine(line)
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  }
}

import { constants } from 'node:os'

/** Ends this process the way the server ended: with its code, or by its signal. On Windows there are only codes. */
export function endAs(code: number | null, signal: NodeJS.Signals | null): void {
  if (signal === null || process.platform === 'win32') process.exit(code ?? 1)
  // Our own handler goes first, or it would only be called again.
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  // Some signals end nobody here: Node ignores SIGPIPE.
  setTimeout(() => process.exit(128 + constants.signals[signal]), 200)
}

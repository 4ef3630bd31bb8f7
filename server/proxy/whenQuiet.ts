import type { Readable } from 'node:stream'

/**
 * Calls back once when nothing has come from these pipes for `quietMs`. A pipe that is held back because its reader takes
 * nothing is not quiet: what stands in it has still to be read.
 */
export function whenQuiet(pipes: readonly Readable[], quietMs: number, then: () => void): void {
  let heard = false
  for (const pipe of pipes) {
    pipe.on('data', () => {
      heard = true
    })
  }
  const wait = () => {
    heard = false
    setTimeout(() => {
      // A timer may be late; what came meanwhile is read before this.
      setImmediate(() => {
        if (heard || pipes.some((pipe) => pipe.isPaused())) wait()
        else then()
      })
    }, quietMs)
  }
  wait()
}

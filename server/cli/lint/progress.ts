import type { Terminal } from '../terminal.ts'

/** Fewer files are done before anybody could read it. */
const WORTH_SHOWING = 200
const EVERY_MS = 100

/** A line on the terminal that says how far the run is, and is gone at its end. Silent where nobody looks. */
export function createProgress({ showsProgress, err }: Terminal, now: () => number): (done: number, all: number) => void {
  let last = 0
  return (done, all) => {
    if (!showsProgress || all < WORTH_SHOWING) return
    if (done === all) return err('\r\u001b[K')
    if (now() - last < EVERY_MS) return
    last = now()
    err(`\r\u001b[K${done} of ${all} files`)
  }
}

/** The two clocks of a machine: `now` in ms since 1970, `elapsed` in ms since some moment, never running backwards. */
export interface Clocks {
  readonly now: () => number
  readonly elapsed: () => number
}

export const MACHINE: Clocks = { now: Date.now, elapsed: () => performance.now() }

const JUMP_MS = 1000

/** Times of a session: the wall clock at its start plus monotonic time since, so that differences are durations. */
export function createSessionClock(clocks: Clocks = MACHINE) {
  const startMs = clocks.now()
  const startElapsed = clocks.elapsed()
  let knownOffsetMs = 0

  return {
    startMs,
    /** µs since 1970 UTC. */
    micros: (): number => Math.round((startMs + clocks.elapsed() - startElapsed) * 1000),
    /** By how many ms the wall clock is ahead of `micros`, when that changed by more than a second since the last look. */
    jump(): number | undefined {
      // Plus 0, so that it is never -0.
      const offsetMs = Math.round(clocks.now() - (startMs + clocks.elapsed() - startElapsed)) + 0
      if (Math.abs(offsetMs - knownOffsetMs) <= JUMP_MS) return undefined
      knownOffsetMs = offsetMs
      return offsetMs
    },
  }
}

/** Less than a person notices between a key and what it brings. */
const SLICE_MS = 4

/** Work in steps; a step that takes more than a few milliseconds holds up whoever types. */
export type Steps = Generator<unknown, void, undefined>

/**
 * Does long work between the requests of the client: a few milliseconds at a time, and then whatever has arrived meanwhile.
 * There is one piece of work at a time; a new one takes the place of the one before.
 */
export class IdleWork {
  readonly #failed: (error: unknown) => void
  #steps: Steps | undefined

  /** `failed` hears of a bug in the work, which ends there. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  start(steps: Steps): void {
    const former = this.#steps
    this.#steps = steps
    // So that what it has open is closed.
    former?.return()
    setImmediate(() => this.#go(steps))
  }

  stop(): void {
    this.#steps?.return()
    this.#steps = undefined
  }

  #go(steps: Steps): void {
    if (this.#steps !== steps) return
    const until = performance.now() + SLICE_MS
    try {
      do {
        if (!steps.next().done) continue
        // Its last step may have started something new.
        if (this.#steps === steps) this.#steps = undefined
        return
      } while (performance.now() < until)
    } catch (error) {
      if (this.#steps === steps) this.#steps = undefined
      this.#failed(error)
      return
    }
    setImmediate(() => this.#go(steps))
  }
}

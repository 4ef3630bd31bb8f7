/** What took no longer than this seems to have happened at once, and nobody types as fast. */
const UNNOTICED_MS = 100
const LONGEST_PAUSE_MS = 200

interface Last {
  readonly endedAt: number
  readonly tookMs: number
}

/**
 * Decides when a changed document is checked for clients that cannot ask. There is no debounce: a check starts on the next
 * idle turn and takes the newest version, so changes that wait together cost one check. After a check that somebody noticed, its
 * document rests for as long as the check took, so that typing never builds a queue; the first change after a rest is not delayed.
 */
export class Publisher {
  readonly #publish: (uri: string) => void
  readonly #waiting = new Set<string>()
  readonly #last = new Map<string, Last>()

  constructor(publish: (uri: string) => void) {
    this.#publish = publish
  }

  schedule(uri: string): void {
    if (this.#waiting.has(uri)) return
    this.#waiting.add(uri)
    const pauseMs = this.#pauseMs(uri)
    if (pauseMs > 0) setTimeout(() => this.#run(uri), pauseMs)
    else setImmediate(() => this.#run(uri))
  }

  forget(uri: string): void {
    this.#waiting.delete(uri)
    this.#last.delete(uri)
  }

  #pauseMs(uri: string): number {
    const last = this.#last.get(uri)
    if (!last || last.tookMs <= UNNOTICED_MS) return 0
    return Math.min(LONGEST_PAUSE_MS, last.endedAt + last.tookMs - performance.now())
  }

  #run(uri: string): void {
    // A document that was closed meanwhile has left the set.
    if (!this.#waiting.delete(uri)) return
    const startedAt = performance.now()
    this.#publish(uri)
    const endedAt = performance.now()
    this.#last.set(uri, { endedAt, tookMs: endedAt - startedAt })
  }
}

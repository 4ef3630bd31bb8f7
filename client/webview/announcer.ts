import { signal } from '@preact/signals'
import { newCallsText } from './texts.ts'

const EVERY_MS = 5_000

/** What the polite live region says. */
export const announcement = signal('')

/** Speaks of new calls at most once in five seconds, and then of all since the last time. */
export class Announcer {
  #calls = 0
  #failed = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  add(calls: number, failed: number): void {
    this.#calls += calls
    this.#failed += failed
    this.#timer ??= setTimeout(() => this.#speak(), EVERY_MS)
  }

  #speak(): void {
    this.#timer = undefined
    announcement.value = newCallsText(this.#calls, this.#failed)
    this.#calls = this.#failed = 0
  }
}

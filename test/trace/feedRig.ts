import type { ToHost, ToPage } from '../../server/protocol/viewMessages.ts'
import { type Clock, Feed } from '../../server/trace/feed.ts'
import type { DataMessage, PageStore } from '../../server/trace/pageStore.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'

/** A clock that stands still until it is told. */
export class HandClock implements Clock {
  time = 0
  readonly #calls = new Map<number, { at: number; run: () => void }>()
  #next = 0

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const id = this.#next++
    this.#calls.set(id, { at: this.time + ms, run })
    return () => this.#calls.delete(id)
  }

  pass(ms: number): void {
    const end = this.time + ms
    for (;;) {
      const due = [...this.#calls].filter(([, call]) => call.at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
      if (!due) break
      this.#calls.delete(due[0])
      this.time = due[1].at
      due[1].run()
    }
    this.time = end
  }
}

export function setUp(maxRows = 1_000) {
  const store = new TraceStore({ maxRows })
  const file = store.openFile('one')
  const clock = new HandClock()
  const sent: ToPage[] = []
  const feed = new Feed({
    store,
    post: (message) => sent.push(message),
    clock,
    settings: () => ({ follow: true, timeFormat: 'clock', maxRows }),
    facts: () => ({ trusted: true, recorded: 1, problems: [] }),
  })
  const grow = (bytes: Uint8Array) => {
    file.push(bytes)
    feed.changed()
  }
  return { store, clock, sent, feed, grow, isData }
}

export function isData(message: ToPage): message is DataMessage {
  return message.type === 'snapshot' || message.type === 'append' || message.type === 'patch'
}

export const answer = (page: PageStore, message: DataMessage): ToHost | undefined => {
  const applied = page.apply(message)
  if (applied.state === 'applied') return { v: 1, type: 'ack', generation: applied.generation, seq: applied.seq }
  return applied.state === 'resync' ? { v: 1, type: 'resync', reason: applied.reason } : undefined
}

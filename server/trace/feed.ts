import type { Dict, ToHost, ToPage, ViewSettings } from '../protocol/viewMessages.ts'
import type { Changes } from './changes.ts'
import { type HostFacts, traceStatus } from './status.ts'
import type { TraceStore } from './traceStore.ts'

const FLUSH_MS = 50
const FLUSH_ROWS = 500
const STATUS_MS = 250
const MOST_UNACKED = 2
/** Posting to a page may never settle: after this long without an answer the feed waits for the page to say "ready" again. */
const PATIENCE_MS = 30_000

/** Time, injected so that tests own it. `after` returns a function that takes the call back. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
}

export interface FeedOptions {
  readonly store: TraceStore
  post(message: ToPage): void
  readonly clock: Clock
  settings(): ViewSettings
  facts(): HostFacts
}

/**
 * The host's side of one page: a snapshot when it is ready, then what changes, in numbered messages. At most two wait for
 * an answer; what comes meanwhile stays in the store and goes as one larger batch. A hidden page gets nothing.
 *
 * Call `changed` after the store took bytes, `hide` when the page is no longer visible, and `receive` with every validated
 * message of the page.
 */
export class Feed {
  readonly #options: FeedOptions
  readonly #changes: Changes
  #ready = false
  /** The page did not answer for long. It may only have slept: a word from it starts the feed again. */
  #silent = false
  #generation = 0
  #seq = 0
  #unacked: number[] = []
  #wantsSnapshot = false
  #clearedUpTo = 0
  /** Times of the rows sent count from here. An empty store has none yet: it begins with its first record. */
  #epochMs = 0
  #pausedFrom: { readonly id: number; readonly calls: number; readonly at: number } | undefined
  #lastStatus = ''
  #cancelFlush: (() => void) | undefined
  #cancelStatus: (() => void) | undefined
  #cancelPatience: (() => void) | undefined

  constructor(options: FeedOptions) {
    this.#options = options
    this.#changes = options.store.watch()
  }

  /** Whether the feed answers this message itself. `detail` and the editor's commands are the caller's. */
  receive(message: ToHost): boolean {
    switch (message.type) {
      case 'ready':
        this.#start()
        return true
      case 'resync':
        this.#generation += 1
        this.#wantsSnapshot = true
        this.#unacked = []
        this.#flush()
        return true
      case 'ack':
        this.#acked(message.generation, message.seq)
        return true
      case 'command':
        return this.#command(message.command, message.ids)
      default:
        return false
    }
  }

  changed(): void {
    if (!this.#ready) return
    this.#scheduleStatus()
    if (this.#pausedFrom) return
    if (this.#options.store.rows.nextId - this.#changes.sentUpTo >= FLUSH_ROWS) this.#flush()
    else this.#cancelFlush ??= this.#options.clock.after(FLUSH_MS, () => this.#flush())
  }

  /** The page is hidden and forgets what it had. It says "ready" when it is shown again. */
  hide(): void {
    this.#ready = false
    this.#silent = false
    this.#unacked = []
    for (const cancel of [this.#cancelFlush, this.#cancelStatus, this.#cancelPatience]) cancel?.()
    this.#cancelFlush = this.#cancelStatus = this.#cancelPatience = undefined
  }

  pause(): void {
    const { store, clock } = this.#options
    this.#pausedFrom ??= { id: store.rows.nextId, calls: store.calls, at: clock.now() }
    this.#postStatus()
  }

  resume(): void {
    this.#pausedFrom = undefined
    this.#postStatus()
    this.#flush()
  }

  get paused(): boolean {
    return this.#pausedFrom !== undefined
  }

  settingsChanged(): void {
    if (this.#ready) this.#options.post({ v: 1, type: 'settings', view: this.#options.settings() })
  }

  dispose(): void {
    this.hide()
    this.#options.store.unwatch(this.#changes)
  }

  #start(): void {
    this.#ready = true
    this.#silent = false
    this.#generation += 1
    this.#unacked = []
    this.#wantsSnapshot = true
    this.#lastStatus = ''
    this.settingsChanged()
    this.#flush()
    this.#postStatus()
  }

  #acked(generation: number, seq: number): void {
    if (this.#silent) {
      this.#start()
      return
    }
    if (generation !== this.#generation) return
    this.#unacked = this.#unacked.filter((sent) => sent > seq)
    this.#cancelPatience?.()
    this.#cancelPatience = undefined
    if (this.#unacked.length > 0) this.#startPatience()
    this.#flush()
  }

  #command(command: string, [id = this.#options.store.rows.nextId]: readonly number[]): boolean {
    if (command === 'pause') this.pause()
    else if (command === 'resume') this.resume()
    else if (command === 'clear') this.#clearedUpTo = id
    else if (command === 'undoClear') this.#clearedUpTo = 0
    else return false
    return true
  }

  #flush(): void {
    this.#cancelFlush?.()
    this.#cancelFlush = undefined
    const { rows } = this.#options.store
    while (this.#ready && this.#unacked.length < MOST_UNACKED) {
      if (this.#wantsSnapshot) this.#snapshot()
      else if (this.#pausedFrom) return
      else if (this.#changes.sentUpTo < rows.firstId || this.#epochMs !== this.#options.store.epochMs) {
        this.#generation += 1
        this.#snapshot()
      } else if (this.#changes.sentUpTo < rows.nextId) this.#append()
      else if (this.#changes.rows.size > 0 || this.#changes.entries.size > 0) this.#patch()
      else return
    }
  }

  #snapshot(): void {
    const { rows, epochMs, dictionaries } = this.#options.store
    const end = Math.min(rows.nextId, this.#pausedFrom?.id ?? rows.nextId)
    const firstId = Math.min(end, Math.max(rows.firstId, this.#clearedUpTo))
    this.#wantsSnapshot = false
    this.#epochMs = epochMs
    this.#changes.clear(end)
    const buffer = rows.range(firstId, end)
    this.#send({ type: 'snapshot', ...this.#numbers(end - firstId, dictionaries.all(), buffer), firstId, epochMs })
  }

  #append(): void {
    const { rows } = this.#options.store
    const firstId = this.#changes.sentUpTo
    this.#changes.sentUpTo = rows.nextId
    const buffer = rows.range(firstId, rows.nextId)
    this.#send({ type: 'append', ...this.#numbers(rows.nextId - firstId, this.#takeEntries(), buffer), firstId })
  }

  #patch(): void {
    const { rows } = this.#options.store
    const ids = Uint32Array.from(this.#changes.rows).filter((id) => rows.has(id))
    this.#changes.rows.clear()
    this.#send({ type: 'patch', ...this.#numbers(ids.length, this.#takeEntries(), rows.batch(ids)), ids })
  }

  #takeEntries(): Dict {
    const dict = this.#options.store.dictionaries.entries(this.#changes.entries)
    this.#changes.entries.clear()
    return dict
  }

  #numbers(count: number, dict: Dict, buffer: ArrayBuffer) {
    this.#seq += 1
    return { v: 1, seq: this.#seq, generation: this.#generation, count, dict, buffer } as const
  }

  #send(message: ToPage & { readonly seq: number }): void {
    this.#unacked.push(message.seq)
    this.#startPatience()
    this.#options.post(message)
  }

  #startPatience(): void {
    this.#cancelPatience ??= this.#options.clock.after(PATIENCE_MS, () => {
      this.hide()
      this.#silent = true
    })
  }

  #scheduleStatus(): void {
    this.#cancelStatus ??= this.#options.clock.after(STATUS_MS, () => this.#postStatus())
  }

  #postStatus(): void {
    this.#cancelStatus?.()
    this.#cancelStatus = undefined
    if (!this.#ready) return
    const { store, facts, post } = this.#options
    const from = this.#pausedFrom
    const status = traceStatus(store, facts(), {
      paused: from !== undefined,
      pausedCount: from === undefined ? 0 : store.calls - from.calls,
      pausedAt: from?.at,
    })
    const text = JSON.stringify(status)
    if (text === this.#lastStatus) return
    this.#lastStatus = text
    post({ v: 1, type: 'status', status })
  }
}

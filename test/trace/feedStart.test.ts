import { describe, expect, it } from 'vitest'
import type { ToPage } from '../../server/protocol/viewMessages.ts'
import { Feed } from '../../server/trace/feed.ts'
import { PageStore } from '../../server/trace/pageStore.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { TraceText } from './traceText.ts'

describe('a page that was there before the first record', () => {
  it('gets the time of the first record with it, so that no call shows as of 1970', async () => {
    const started = Date.UTC(2026, 10, 24, 9)
    const store = new TraceStore({ maxRows: 100 })
    const page = new PageStore(100)
    const feed = new Feed({
      store,
      post(message: ToPage) {
        if (message.type !== 'snapshot' && message.type !== 'append' && message.type !== 'patch') return
        const applied = page.apply(message)
        if (applied.state === 'applied') feed.receive({ v: 1, type: 'ack', generation: applied.generation, seq: applied.seq })
      },
      clock: {
        now: () => started,
        after(ms, run) {
          if (ms < 1000) queueMicrotask(run)
          return () => undefined
        },
      },
      settings: () => ({ follow: true, timeFormat: 'clock', maxRows: 100 }),
      facts: () => ({ trusted: true, recorded: 0, problems: [] }),
    })
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(page.index.length).toBe(0)

    store.openFile('one').push(new TraceText(started).open().call(1, 'get_issue').bytes)
    feed.changed()
    await Promise.resolve()

    expect(page.index.length).toBe(1)
    const start = page.rows.columns.start[page.rows.slot(page.index.at(0) ?? -1)] ?? Number.NaN
    expect(page.epochMs + start).toBeGreaterThanOrEqual(started)
    expect(page.epochMs + start).toBeLessThan(started + 1000)
  })
})

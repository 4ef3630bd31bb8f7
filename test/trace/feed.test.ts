import { describe, expect, it } from 'vitest'
import { isData, setUp } from './feedRig.ts'
import { TraceText } from './traceText.ts'

describe('the feed', () => {
  it('answers "ready" with settings, a snapshot and the status, in this order', () => {
    const { feed, sent, grow } = setUp()
    grow(new TraceText().open().call(1, 'a').result(1).bytes)
    expect(sent).toEqual([])
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(sent.map(({ type }) => type)).toEqual(['settings', 'snapshot', 'status'])
    expect(sent[1]).toMatchObject({ seq: 1, firstId: 0, count: 1 })
  })

  it('sends a row that changed before it was sent once', () => {
    const { feed, sent, grow, clock } = setUp()
    grow(new TraceText().open().bytes)
    feed.receive({ v: 1, type: 'ready', state: undefined })
    feed.receive({ v: 1, type: 'ack', generation: 1, seq: 1 })
    grow(new TraceText().open().call(1, 'a').result(1).bytes)
    clock.pass(50)
    const data = sent.filter(isData).slice(1)
    expect(data.map(({ type, count, seq }) => [type, count, seq])).toEqual([['append', 1, 2]])
  })

  it('holds rows back while two messages are not answered, then sends one larger batch', () => {
    const { feed, sent, grow, clock } = setUp()
    grow(new TraceText().open().bytes)
    feed.receive({ v: 1, type: 'ready', state: undefined })
    const trace = new TraceText().open()
    let before = 0
    for (let id = 0; id < 10; id += 1) {
      trace.call(id, 'a')
      grow(new TextEncoder().encode(trace.text.slice(before)))
      before = trace.text.length
      clock.pass(60)
    }
    expect(sent.filter(isData).map(({ type, count }) => [type, count])).toEqual([
      ['snapshot', 0],
      ['append', 1],
    ])
    feed.receive({ v: 1, type: 'ack', generation: 1, seq: 2 })
    expect(sent.filter(isData).at(-1)).toMatchObject({ type: 'append', count: 9, seq: 3 })
  })

  it('sends nothing to a hidden page, and a snapshot when it is ready again', () => {
    const { feed, sent, grow, clock } = setUp()
    feed.receive({ v: 1, type: 'ready', state: undefined })
    feed.hide()
    const before = sent.length
    grow(new TraceText().open().call(1, 'a').bytes)
    clock.pass(60_000)
    expect(sent).toHaveLength(before)
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(sent.filter(isData).at(-1)).toMatchObject({ type: 'snapshot', count: 1 })
  })

  it('stops when nothing is acknowledged for 30 seconds', () => {
    const { feed, sent, grow, clock } = setUp()
    feed.receive({ v: 1, type: 'ready', state: undefined })
    clock.pass(30_000)
    const before = sent.length
    grow(new TraceText().open().call(1, 'a').bytes)
    clock.pass(10_000)
    expect(sent).toHaveLength(before)
  })

  it('shows what was there when it was paused, and counts what came since', () => {
    const { feed, sent, grow, clock } = setUp()
    const trace = new TraceText().open().call(1, 'a')
    grow(trace.bytes)
    const before = trace.text.length
    feed.receive({ v: 1, type: 'ready', state: undefined })
    clock.pass(1_000)
    feed.receive({ v: 1, type: 'command', command: 'pause', ids: [] })
    grow(new TextEncoder().encode(trace.call(2, 'b').client({ id: 3, method: 'ping' }).text.slice(before)))
    clock.pass(300)
    expect(sent.filter(({ type }) => type === 'status').at(-1)).toMatchObject({
      status: { paused: true, pausedCount: 1, pausedAt: 1_000 },
    })
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(sent.filter(isData).at(-1)).toMatchObject({ type: 'snapshot', count: 1 })
    feed.receive({ v: 1, type: 'command', command: 'resume', ids: [] })
    expect(sent.filter(isData).at(-1)).toMatchObject({ type: 'append', count: 2 })
  })

  it('leaves cleared rows out of the next snapshot, until the clearing is undone', () => {
    const { feed, sent, grow } = setUp()
    grow(new TraceText().open().call(1, 'a').call(2, 'b').bytes)
    feed.receive({ v: 1, type: 'command', command: 'clear', ids: [1] })
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(sent.filter(isData).at(-1)).toMatchObject({ firstId: 1, count: 1 })
    feed.receive({ v: 1, type: 'command', command: 'undoClear', ids: [] })
    feed.receive({ v: 1, type: 'ready', state: undefined })
    expect(sent.filter(isData).at(-1)).toMatchObject({ firstId: 0, count: 2 })
  })
})

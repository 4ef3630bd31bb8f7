import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordReader } from '../../server/trace/readRecords.ts'
import { readLine } from '../../server/trace/recordShape.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { readRows } from './readRows.ts'
import { TraceText } from './traceText.ts'

const encoder = new TextEncoder()

function readAll(...chunks: readonly Uint8Array[]) {
  const reader = new RecordReader()
  const records: { n: number; offset: number; length: number }[] = []
  for (const chunk of chunks) reader.push(chunk, ({ record, offset, length }) => records.push({ n: record.n, offset, length }))
  return { reader, records }
}

const example = () =>
  new TraceText()
    .open({ server: { name: 'über 🚀' } })
    .call(1, 'lesen', { path: 'Straße/𝄞' })
    .stderr('started')
    .wait(3)
    .result(1, { content: [{ type: 'text', text: 'é' }] })
    .call('x', 'b')
    .server({ method: 'notifications/message', params: { level: 'info', data: 'hi' } })
    .close()

describe('reading records', () => {
  it('gives every line with its place in bytes', () => {
    const { bytes, lines } = example()
    const { records } = readAll(bytes)
    const text = Buffer.from(bytes)
    expect(records.map(({ offset, length }) => text.subarray(offset, offset + length).toString('utf8'))).toEqual(lines)
  })

  it('waits for the line feed of the last line', () => {
    const text = example().text.trimEnd()
    const { reader, records } = readAll(encoder.encode(text))
    expect(records).toHaveLength(6)
    expect(reader.damaged).toBe(0)
    reader.push(encoder.encode('\n'), ({ record }) => records.push({ n: record.n, offset: 0, length: 0 }))
    expect(records).toHaveLength(7)
  })

  it('gives the same for any cutting into chunks, through characters and line feeds', () => {
    const { bytes } = example()
    const whole = readAll(bytes).records
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), bytes.length]
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        expect(readAll(...chunks).records).toEqual(whole)
      }),
    )
  })

  it('counts torn and foreign lines and goes on', () => {
    const text = `${example().lines[0]}\n{"v":1,"k":"fra\nhello\n\n[]\n"v"\n{"v":1,"k":"frame","n":-1,"t":1}\n${example().lines[1]}\n`
    const { reader, records } = readAll(encoder.encode(text))
    expect(records.map(({ n }) => n)).toEqual([1, 2])
    expect(reader.damaged).toBe(5)
  })

  it('skips kinds it does not know, and names a newer format', () => {
    const text = '{"v":1,"k":"decision","n":1,"t":1,"id":"d1"}\n{"v":2,"k":"frame","n":2}\n'
    const { reader, records } = readAll(encoder.encode(text))
    expect(records).toEqual([])
    expect([reader.unknown, reader.newer, reader.damaged]).toEqual([1, 2, 0])
  })

  it('never throws, whatever a line holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['record', 'unknown', 'newer', 'damaged']).toContain(readLine(text).kind)
      }),
    )
    expect(readLine(`${'['.repeat(200_000)}`).kind).toBe('damaged')
  })
})

describe('the store', () => {
  it('gives the same rows for what grows as for what is read at once', () => {
    const { bytes } = example()
    const whole = new TraceStore({ maxRows: 100 })
    whole.openFile('a').push(bytes)
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), bytes.length]
        const store = new TraceStore({ maxRows: 100 })
        const file = store.openFile('a')
        for (let index = 1; index < places.length; index += 1) file.push(bytes.subarray(places[index - 1], places[index]))
        expect(readRows(store)).toEqual(readRows(whole))
      }),
    )
  })

  it('survives records with members of wrong types', () => {
    const record = fc.record(
      {
        v: fc.constantFrom<unknown>(1, 1, 1, '1', null),
        k: fc.constantFrom<unknown>('open', 'frame', 'event', 'close', 7),
        n: fc.oneof(fc.nat(20), fc.anything()),
        t: fc.oneof(fc.nat(), fc.anything()),
        dir: fc.constantFrom<unknown>('c2s', 's2c', 'both'),
        type: fc.constantFrom<unknown>('request', 'response', 'notification', 'batch', 'invalid', 'stderr', {}),
        id: fc.oneof(fc.nat(3), fc.anything()),
        bytes: fc.oneof(fc.nat(), fc.anything()),
        method: fc.oneof(
          fc.constantFrom('tools/call', 'tools/list', 'tasks/get', 'notifications/progress', '__proto__'),
          fc.anything(),
        ),
        msg: fc.oneof(
          fc.anything(),
          fc.record({
            id: fc.anything(),
            method: fc.constantFrom('tools/call', 'initialize'),
            params: fc.anything(),
            result: fc.anything(),
          }),
          fc.record({
            id: fc.nat(3),
            result: fc.record({ tools: fc.anything(), task: fc.anything(), content: fc.array(fc.anything()) }),
          }),
        ),
        session: fc.anything(),
        server: fc.oneof(fc.record({ name: fc.anything() }), fc.anything()),
        credentials: fc.oneof(fc.array(fc.anything()), fc.array(fc.record({ name: fc.anything(), scopes: fc.anything() }))),
        workload: fc.anything(),
        what: fc.anything(),
        redacted: fc.anything(),
      },
      { requiredKeys: ['v', 'k', 'n', 't'] },
    )
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const store = new TraceStore({ maxRows: 5 })
        const text = records
          .map((one) => `${JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}\n`)
          .join('')
        store.openFile('a').push(encoder.encode(text))
        expect(store.rows.count).toBeLessThanOrEqual(5)
        expect('polluted' in {}).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  it('keeps the newest rows, their names and their bodies when it is full', () => {
    const store = new TraceStore({ maxRows: 1_500 })
    const trace = new TraceText().open()
    for (let id = 0; id < 5_000; id += 1) trace.call(id, `tool_${id % 7}`, { path: `/${id}` })
    store.openFile('a').push(trace.bytes)
    const rows = readRows(store)
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 1_500 }, (_, index) => 3_500 + index))
    expect(rows[0]).toMatchObject({ tool: 'tool_0', effect: '/3500', status: 'running' })
    // Entries of rows that fell out give their numbers to new ones.
    expect(store.dictionaries.effect.size).toBeLessThan(1_600)
    expect(store.refsOf(3_499)).toBeUndefined()
    expect(store.refsOf(3_500)?.refs).toHaveLength(1)
  })

  it('keeps records of an operation up to a limit and counts the others', () => {
    const store = new TraceStore({ maxRows: 10 })
    const trace = new TraceText().open().call(1, 'slow', {}, { progressToken: 1 })
    for (let step = 0; step < 1_000; step += 1) trace.server({ method: 'notifications/progress', params: { progressToken: 1 } })
    store.openFile('a').push(trace.bytes)
    expect(store.rows.count).toBe(1)
    expect([store.refsOf(0)?.refs.length, store.refsOf(0)?.more]).toEqual([200, 801])
  })

  it('reads a trail in several files as one session', () => {
    const trace = new TraceText().open().call(1, 'a')
    const first = trace.text
    trace.open({ segment: 1, from: 2 }).wait(5).result(1)
    const store = new TraceStore({ maxRows: 10 })
    store.openFile('a').push(encoder.encode(first))
    store.openFile('a.1').push(encoder.encode(trace.text.slice(first.length)))
    expect(readRows(store)).toMatchObject([{ status: 'ok', durationMs: 5 }])
    expect(store.refsOf(0)?.refs.map(({ file }) => file)).toEqual(['a', 'a.1'])
    expect([...store.sessions.values()].map(({ lost }) => lost)).toEqual([0])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToPage } from '../../server/protocol/viewMessages.ts'
import { Feed } from '../../server/trace/feed.ts'
import { parseFilter } from '../../server/trace/filter.ts'
import { type DataMessage, PageStore } from '../../server/trace/pageStore.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { answer, HandClock, isData, setUp } from './feedRig.ts'
import { readRows } from './readRows.ts'
import { TraceText } from './traceText.ts'

/** How many rows another filter shows. */
function countRows(page: PageStore, filter: string): number {
  page.setFilter(parseFilter(filter).tokens)
  return page.index.length
}

/** Rows of the page in the same words as those of the store. */
function pageRows(page: PageStore) {
  const { rows, dictionaries, epochMs } = page
  const words: unknown[] = []
  for (let id = rows.firstId; id < rows.nextId; id += 1) {
    const slot = rows.slot(id)
    const tool = dictionaries.tool[rows.columns.tool[slot] ?? -1]
    words.push([
      id,
      (rows.columns.start[slot] ?? 0) + epochMs,
      dictionaries.server[tool?.server ?? -1]?.name,
      tool?.name,
      dictionaries.effect[rows.columns.effect[slot] ?? -1],
      rows.columns.status[slot],
      rows.columns.duration[slot],
    ])
  }
  return words
}

function storeRows(store: TraceStore) {
  const { columns } = store.rows
  return readRows(store).map((row) => {
    const slot = store.rows.slot(row.id)
    return [row.id, row.startMs, row.server, row.tool, row.effect, columns.status[slot], columns.duration[slot]]
  })
}

describe('the page and the store', () => {
  const step = fc.oneof(
    fc.record({
      what: fc.constant('call' as const),
      id: fc.nat(8),
      name: fc.constantFrom('read_file', 'write_file', 'delete_repo'),
    }),
    fc.record({ what: fc.constant('answer' as const), id: fc.nat(8), error: fc.boolean() }),
    fc.record({ what: fc.constant('ping' as const) }),
  )
  const weather = fc.constantFrom('arrives', 'arrives', 'arrives', 'is lost', 'comes twice', 'comes late')

  it('have the same content whatever happens to the messages on the way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, weather, fc.nat(80)), { maxLength: 60 }),
        fc.constantFrom(5, 1_000),
        (steps, maxRows) => {
          const { store, clock, sent, feed, grow } = setUp(maxRows)
          const page = new PageStore(maxRows)
          let inFlight = 0
          const late: DataMessage[] = []
          const deliver = (how: string) => {
            for (const message of sent.splice(0)) {
              if (!isData(message)) continue
              if (how === 'is lost') continue
              if (how === 'comes late') {
                late.push(message)
                continue
              }
              for (const one of how === 'comes twice' ? [message, message] : [message, ...late.splice(0)]) {
                const back = answer(page, one)
                if (back) feed.receive(back)
              }
              inFlight = Math.max(inFlight, sent.filter(isData).length)
            }
          }
          feed.receive({ v: 1, type: 'ready', state: undefined })
          deliver('arrives')
          const trace = new TraceText().open()
          let before = 0
          for (const [{ what, ...rest }, how, ms] of steps) {
            trace.wait(ms)
            if (what === 'call' && 'name' in rest) trace.call(rest.id, rest.name, { path: `/${rest.id}/${ms}` })
            else if (what === 'answer' && 'error' in rest) {
              if (rest.error) trace.server({ id: rest.id, error: { code: -1, message: `no ${ms}` } })
              else trace.result(rest.id)
            } else trace.server({ method: 'notifications/message', params: { level: 'info' } })
            grow(new TextEncoder().encode(trace.text.slice(before)))
            before = trace.text.length
            clock.pass(ms)
            deliver(how)
          }
          // Whatever was lost: the page says so, or the host gives up and the page says "ready" again.
          clock.pass(60_000)
          deliver('arrives')
          if (pageRows(page).length !== storeRows(store).length) feed.receive({ v: 1, type: 'ready', state: undefined })
          for (let turn = 0; turn < 6; turn += 1) {
            grow(new TextEncoder().encode(trace.client({ id: 1_000 + turn, method: 'ping' }).text.slice(before)))
            before = trace.text.length
            clock.pass(100)
            deliver('arrives')
            if (turn === 2) feed.receive({ v: 1, type: 'ready', state: undefined })
          }
          expect(pageRows(page)).toEqual(storeRows(store))
          expect(inFlight).toBeLessThanOrEqual(2)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('show the same rows as a naive filter, after any changes', () => {
    const words = fc.constantFrom(
      'read',
      'FILE',
      '-delete',
      'github/',
      '"a b"',
      '-"no 1"',
      'coder',
      'pat',
      '7',
      'jwt',
      'repo:read',
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.nat(50)), { maxLength: 40 }),
        fc.array(words, { maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom(4, 1_000),
        (steps, tokens, showProtocol, maxRows) => {
          const { store, clock, sent, feed, grow } = setUp(maxRows)
          const page = new PageStore(maxRows)
          page.showProtocol = showProtocol
          const filter = tokens.join(' ')
          page.setFilter(parseFilter(filter).tokens)
          feed.receive({ v: 1, type: 'ready', state: undefined })
          const trace = new TraceText().open({
            credentials: [
              {
                where: 'env',
                name: 'GITHUB_TOKEN',
                kind: 'github-pat',
                fingerprint: '00000001',
                scopes: {},
                source: 'config',
                verified: false,
              },
              {
                where: 'env',
                name: 'JWT',
                kind: 'jwt',
                fingerprint: '00000002',
                scopes: { observed: ['repo:read'] },
                source: 'jwt',
                verified: false,
              },
            ],
          })
          let before = 0
          for (const [{ what, ...rest }, ms] of steps) {
            trace.wait(ms)
            if (what === 'call' && 'name' in rest) trace.call(rest.id, rest.name, { path: `a b ${rest.id}` })
            else if (what === 'answer' && 'error' in rest)
              trace.server({ id: rest.id, error: { code: rest.id, message: `no ${rest.id}` } })
            else trace.server({ method: 'notifications/message', params: { level: 'info' } })
            grow(new TextEncoder().encode(trace.text.slice(before)))
            before = trace.text.length
            clock.pass(60)
            for (const message of sent.splice(0)) {
              const back = isData(message) ? answer(page, message) : undefined
              if (back) feed.receive(back)
            }
          }
          const naive = readRows(store)
            .filter((row) => showProtocol || row.kind !== 'other')
            .filter((row) => {
              const texts = [`${row.server}/${row.tool}`, row.identity ?? '', row.server, row.effect]
              texts.push('GITHUB_TOKEN', 'github-pat', 'JWT', 'jwt', 'repo:read')
              const all = texts.map((text) => text.toLowerCase())
              return tokens.every((token) => {
                const negated = token.startsWith('-')
                const text = token.replace(/^-/, '').replaceAll('"', '').toLowerCase()
                return all.some((one) => one.includes(text)) !== negated
              })
            })
            .map(({ id }) => id)
          const shown = Array.from({ length: page.index.length }, (_, position) => page.index.at(position))
          expect(shown).toEqual(naive)
          tokens.forEach((_, index) => {
            const without = tokens.filter((_, other) => other !== index).join(' ')
            const now = page.index.length
            expect(page.matchesWithout()[index]).toBe(countRows(page, without) - now)
            page.setFilter(parseFilter(filter).tokens)
          })
          expect(page.counts.calls).toBe(readRows(store).filter((row) => row.kind !== 'other').length)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('puts rows of interleaved files in the order of their start', () => {
    const store = new TraceStore({ maxRows: 100 })
    const start = Date.UTC(2026, 10, 23)
    store.openFile('a').push(new TraceText(start).open({ session: 'A' }).call(1, 'a').wait(1_000).call(2, 'c').bytes)
    store.openFile('b').push(new TraceText(start + 500).open({ session: 'B' }).call(1, 'b').wait(1_000).call(2, 'd').bytes)
    const page = new PageStore(100)
    const post = (message: ToPage) => void (isData(message) && page.apply(message))
    const feed = new Feed({
      store,
      post,
      clock: new HandClock(),
      settings: () => ({ follow: true, timeFormat: 'clock', maxRows: 100 }),
      facts: () => ({ trusted: true, recorded: 0, problems: [] }),
    })
    feed.receive({ v: 1, type: 'ready', state: undefined })
    const names = Array.from({ length: page.index.length }, (_, position) => {
      const slot = page.rows.slot(page.index.at(position) ?? -1)
      return page.dictionaries.tool[page.rows.columns.tool[slot] ?? -1]?.name
    })
    expect(names).toEqual(['a', 'b', 'c', 'd'])
  })
})

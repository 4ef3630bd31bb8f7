import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROW_BYTES, type ToPage } from '../../server/protocol/viewMessages.ts'
import { parseFilter } from '../../server/trace/filter.ts'
import { PageStore } from '../../server/trace/pageStore.ts'
import { validateToPage } from '../../server/trace/validateToPage.ts'

const rows = (count: number) => new ArrayBuffer(count * ROW_BYTES)
const data = { v: 1, seq: 1, generation: 1, count: 2, dict: [], buffer: rows(2) } as const
const snapshot = { ...data, type: 'snapshot', firstId: 0, epochMs: 1_700_000_000_000 } as const
const status = {
  proxies: [{ server: 'a', alive: true, manifest: 'none' }],
  notices: [{ severity: 'info', text: 'b' }],
  paused: false,
  pausedCount: 0,
  onDisk: 0,
  damaged: 0,
  dropped: 0,
  recorded: 1,
  trusted: true,
}
const body = {
  title: 'a b',
  time: 1,
  durationMs: undefined,
  workload: { name: undefined, by: 'none', verified: false, client: undefined },
  kind: 0,
  credentials: [],
  notes: [],
  request: { text: '{}', cut: false, redacted: [['/a', 'key']] },
  response: undefined,
  records: [{ n: 1, text: '{}' }],
  moreRecords: 0,
}

const GOOD: readonly Readonly<Record<string, unknown>>[] = [
  snapshot,
  { ...data, type: 'append', firstId: 2 },
  { ...data, type: 'patch', ids: Uint32Array.of(0, 1) },
  { v: 1, type: 'status', status },
  { v: 1, type: 'detail', request: 1, id: 0, body },
  { v: 1, type: 'detail', request: 1, id: 0, body: { error: 'gone' } },
  { v: 1, type: 'settings', view: { follow: true, timeFormat: 'iso', maxRows: 1_000 } },
  { v: 1, type: 'command', command: 'clear' },
]

describe('messages of the host', () => {
  it('pass when they are what the protocol says', () => {
    for (const message of GOOD) expect(validateToPage(message)).toBe(message)
  })

  it('are refused when any member is missing or of another type', () => {
    for (const message of GOOD) {
      for (const name of Object.keys(message)) {
        for (const wrong of [undefined, null, -1, Number.NaN, 'other', {}]) {
          if (name === 'epochMs' && wrong === -1) continue // Before 1970 is odd, and a time.
          expect(validateToPage({ ...message, [name]: wrong }), `${String(message.type)} with ${name} ${wrong}`).toBeUndefined()
        }
      }
    }
  })

  it('are refused when rows and their number do not agree', () => {
    for (const buffer of [rows(1), rows(3), new ArrayBuffer(2 * ROW_BYTES + 1), new Uint8Array(2 * ROW_BYTES)]) {
      expect(validateToPage({ ...snapshot, buffer })).toBeUndefined()
    }
    expect(validateToPage({ ...data, type: 'patch', ids: Uint32Array.of(0) })).toBeUndefined()
    expect(validateToPage({ ...data, type: 'patch', ids: [0, 1] })).toBeUndefined()
  })

  it('are refused when a part of a part is wrong', () => {
    for (const message of [
      { v: 1, type: 'status', status: { ...status, notices: [{ severity: 'fatal', text: 'b' }] } },
      { v: 1, type: 'status', status: { ...status, proxies: [null] } },
      { v: 1, type: 'detail', request: 1, id: 0, body: { ...body, request: { text: 1, cut: false, redacted: [] } } },
      { v: 1, type: 'detail', request: 1, id: 0, body: { ...body, credentials: [{ name: 'a' }] } },
      { v: 1, type: 'settings', view: { follow: true, timeFormat: 'iso', maxRows: 0 } },
      { v: 1, type: 'command', command: 'constructor' },
      { v: 1, type: '__proto__' },
    ]) {
      expect(validateToPage(message)).toBeUndefined()
    }
  })

  it('throw nothing, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GOOD), fc.string(), fc.anything(), (message, name, value) => {
        validateToPage(value)
        validateToPage({ ...message, [name]: value })
        for (const key of Object.keys(message)) validateToPage({ ...message, [key]: value })
      }),
    )
  })
})

describe('the entries of a message', () => {
  it('are left out when they cannot be shown, and the others are kept', () => {
    const store = new PageStore(100)
    store.setFilter(parseFilter('ok').tokens)
    const dict = [
      ['tool', 0, { server: 0, name: 'ok', access: 0 }],
      ['tool', 1, null],
      ['tool', -1, { server: 0, name: 'no', access: 0 }],
      ['tool', 1e9, { server: 0, name: 'no', access: 0 }],
      ['needs', 0, { scopes: 'all' }],
      ['credential', 0, { name: 'A', scopes: [null] }],
      ['credential', 1, { name: 'A', others: 'B' }],
      ['effect', 0, 7],
      ['constructor', 0, {}],
      null,
      7,
    ]
    const message = validateToPage({ ...snapshot, dict }) as Extract<ToPage, { type: 'snapshot' }>
    expect(store.apply(message).state).toBe('applied')
    expect(store.dictionaries.tool).toEqual([{ server: 0, name: 'ok', access: 0 }])
    const { needs, credential, effect } = store.dictionaries
    expect([needs, credential, effect]).toEqual([[], [], []])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAGE_COMMANDS } from '../../server/protocol/viewMessages.ts'
import { validateState, validateToHost } from '../../server/trace/validateToHost.ts'

const state = { filter: 'a', selected: 3, detailsOpen: true, detailsSize: 400, follow: false, protocol: false }

describe('messages of the page', () => {
  it('pass when they are what the protocol says', () => {
    for (const message of [
      { v: 1, type: 'ready', state: undefined },
      { v: 1, type: 'ready', state },
      { v: 1, type: 'ack', generation: 1, seq: 7 },
      { v: 1, type: 'resync', reason: 'gap' },
      { v: 1, type: 'detail', request: 1, id: 0 },
      { v: 1, type: 'command', command: 'copyCall', ids: [1, 2] },
    ]) {
      expect(validateToHost(message)).toEqual(message)
    }
  })

  it('are refused when anything is out of range, of another type, or not on the list', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      { type: 'ready' },
      { v: 2, type: 'ready' },
      { v: 1, type: 'ack', generation: 1 },
      { v: 1, type: 'ack', generation: -1, seq: 1 },
      { v: 1, type: 'ack', generation: 1.5, seq: 1 },
      { v: 1, type: 'resync', reason: 'because' },
      { v: 1, type: 'detail', request: 1, id: Number.NaN },
      { v: 1, type: 'detail', request: 1, id: '1' },
      { v: 1, type: 'command', command: 'runAnything', ids: [] },
      { v: 1, type: 'command', command: 'constructor', ids: [] },
      { v: 1, type: 'command', command: 'copyCall', ids: ['../../etc'] },
      { v: 1, type: 'command', command: 'copyCall', ids: Array(10_001).fill(1) },
      { v: 1, type: 'command', command: 'copyCall' },
    ]) {
      expect(validateToHost(message)).toBeUndefined()
    }
  })

  it('have no minus zero in the place of a count', () => {
    expect(validateToHost({ v: 1, type: 'detail', request: -0, id: 0 })).toBeUndefined()
  })

  it('hold nothing but known members afterwards, whatever came', () => {
    const anything = fc.record(
      {
        v: fc.constantFrom<unknown>(1, 1, 1, 2),
        type: fc.constantFrom<unknown>('ready', 'ack', 'resync', 'detail', 'command', 'decide', '__proto__'),
        state: fc.anything(),
        generation: fc.oneof(fc.nat(), fc.anything()),
        seq: fc.oneof(fc.nat(), fc.anything()),
        reason: fc.oneof(fc.constant('gap'), fc.anything()),
        request: fc.oneof(fc.nat(), fc.anything()),
        id: fc.oneof(fc.nat(), fc.anything()),
        command: fc.oneof(fc.constantFrom<unknown>(...PAGE_COMMANDS), fc.anything()),
        ids: fc.oneof(fc.array(fc.nat()), fc.anything()),
        extra: fc.anything(),
      },
      { requiredKeys: ['v', 'type'] },
    )
    fc.assert(
      fc.property(anything, (message) => {
        const valid = validateToHost(message)
        if (valid === undefined) return
        expect(validateToHost(JSON.parse(JSON.stringify(valid)))).toEqual(valid)
        expect(Object.keys(valid)).not.toContain('extra')
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the state a page kept', () => {
  it('is read only when every member is what this version writes', () => {
    expect(validateState(state)).toEqual(state)
    expect(validateState({ ...state, secret: 'x' })).toEqual(state)
    expect(validateState({ ...state, filter: 'x'.repeat(2_001) })).toBeUndefined()
    expect(validateState({ ...state, selected: -1 })).toBeUndefined()
    expect(validateState({ ...state, detailsSize: '400' })).toBeUndefined()
    expect(validateState(undefined)).toBeUndefined()
  })
})

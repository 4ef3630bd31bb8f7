import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Publisher } from '../../server/language/publisher.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const SMALL = 2_000
const LARGE = 1_000_000

it('checks at once, and once for all changes that wait together', () => {
  const checked: string[] = []
  const publisher = new Publisher((uri) => checked.push(uri))
  publisher.schedule('a', SMALL)
  publisher.schedule('a', SMALL)
  publisher.schedule('b', SMALL)
  expect(checked).toEqual([])
  vi.advanceTimersByTime(0)
  expect(checked).toEqual(['a', 'b'])
})

it('rests after a check of a large document for as long as the check took', () => {
  const checked: number[] = []
  const publisher = new Publisher(() => {
    checked.push(performance.now())
    vi.advanceTimersByTime(80)
  })
  publisher.schedule('a', LARGE)
  vi.advanceTimersByTime(0)
  const endedAt = performance.now()
  publisher.schedule('a', LARGE)
  vi.advanceTimersByTime(79)
  expect(checked).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(checked).toHaveLength(2)
  expect(checked[1]).toBe(endedAt + 80)
})

it('does not delay the first change after a rest', () => {
  let checked = 0
  const publisher = new Publisher(() => {
    checked += 1
    vi.advanceTimersByTime(80)
  })
  publisher.schedule('a', LARGE)
  vi.advanceTimersByTime(0)
  vi.advanceTimersByTime(500)
  publisher.schedule('a', LARGE)
  vi.advanceTimersByTime(0)
  expect(checked).toBe(2)
})

it('does not check a document that was closed meanwhile', () => {
  let checked = 0
  const publisher = new Publisher(() => {
    checked += 1
  })
  publisher.schedule('a', SMALL)
  publisher.forget('a')
  vi.advanceTimersByTime(10)
  expect(checked).toBe(0)
})

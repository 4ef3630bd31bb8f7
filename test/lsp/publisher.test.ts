import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Publisher } from '../../server/language/publisher.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('checks at once, and once for all changes that wait together', () => {
  const checked: string[] = []
  const publisher = new Publisher((uri) => checked.push(uri))
  publisher.schedule('a')
  publisher.schedule('a')
  publisher.schedule('b')
  expect(checked).toEqual([])
  vi.advanceTimersByTime(0)
  expect(checked).toEqual(['a', 'b'])
})

it('rests after a check that was noticed for as long as the check took', () => {
  const checked: number[] = []
  const publisher = new Publisher(() => {
    checked.push(performance.now())
    vi.advanceTimersByTime(150)
  })
  publisher.schedule('a')
  vi.advanceTimersByTime(0)
  const endedAt = performance.now()
  publisher.schedule('a')
  vi.advanceTimersByTime(149)
  expect(checked).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(checked).toHaveLength(2)
  expect(checked[1]).toBe(endedAt + 150)
})

it('does not rest after a check that nobody noticed', () => {
  let checked = 0
  const publisher = new Publisher(() => {
    checked += 1
    vi.advanceTimersByTime(100)
  })
  publisher.schedule('a')
  vi.advanceTimersByTime(0)
  publisher.schedule('a')
  vi.advanceTimersByTime(0)
  expect(checked).toBe(2)
})

it('does not delay the first change after a rest', () => {
  let checked = 0
  const publisher = new Publisher(() => {
    checked += 1
    vi.advanceTimersByTime(150)
  })
  publisher.schedule('a')
  vi.advanceTimersByTime(0)
  vi.advanceTimersByTime(500)
  publisher.schedule('a')
  vi.advanceTimersByTime(0)
  expect(checked).toBe(2)
})

it('does not check a document that was closed meanwhile', () => {
  let checked = 0
  const publisher = new Publisher(() => {
    checked += 1
  })
  publisher.schedule('a')
  publisher.forget('a')
  vi.advanceTimersByTime(10)
  expect(checked).toBe(0)
})

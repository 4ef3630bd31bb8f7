import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Follower, followTraces } from '../../client/trace/followTraces.ts'
import { segmentsOf, traceFilesOf } from '../../client/trace/traceFiles.ts'

let folder: string
let follower: Follower
let texts: Map<string, string>
let restarts: string[]
let failures: string[]

function start(pollMs = 20, startBytes?: number): void {
  const sink = {
    grew: (file: string, bytes: Uint8Array) =>
      texts.set(path.basename(file), `${texts.get(path.basename(file)) ?? ''}${Buffer.from(bytes)}`),
    restarted: (file: string) => {
      restarts.push(path.basename(file))
      texts.delete(path.basename(file))
    },
    failed: (place: string) => failures.push(path.basename(place)),
    caughtUp: () => undefined,
  }
  const traces = path.join(folder, 'traces')
  follower = followTraces({ folder: traces, files: () => traceFilesOf(traces, 2) }, sink, {
    pollMs,
    ...(startBytes && { startBytes }),
  })
  follower.setActive(true)
}

function trace(day: string, name: string): string {
  mkdirSync(path.join(folder, 'traces', day), { recursive: true })
  return path.join(folder, 'traces', day, name)
}

const soon = (probe: () => void) => vi.waitFor(probe, { timeout: 3000, interval: 10 })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'follow-'))
  texts = new Map()
  restarts = []
  failures = []
})
afterEach(() => {
  follower.dispose()
  rmSync(folder, { recursive: true })
})

describe('following the trace folder', () => {
  it('waits for a folder that is not there yet, and reads what appears in it', async () => {
    start()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(failures).toEqual([])
    writeFileSync(trace('2026-11-24', '090000-github-a.mcptrace'), 'one\n')
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\n'))
  })

  it('reads each byte once, whatever the pieces it was written in', async () => {
    const file = trace('2026-11-24', '090000-github-a.mcptrace')
    writeFileSync(file, 'é on')
    start()
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('é on'))
    for (const piece of ['e\nt', 'w', 'o\n']) {
      appendFileSync(file, piece)
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('é one\ntwo\n'))
  })

  it('keeps several files apart, and leaves other files alone', async () => {
    writeFileSync(trace('2026-11-24', '090000-github-a.mcptrace'), 'github\n')
    writeFileSync(trace('2026-11-24', '090001-files-b.mcptrace'), 'files\n')
    writeFileSync(trace('2026-11-24', 'notes.txt'), 'notes\n')
    start()
    await soon(() => expect([...texts.values()].sort()).toEqual(['files\n', 'github\n']))
  })

  it('starts again with a file that was cut', async () => {
    const file = trace('2026-11-24', '090000-github-a.mcptrace')
    writeFileSync(file, 'one\ntwo\n')
    start()
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\ntwo\n'))
    truncateSync(file, 0)
    await soon(() => expect(restarts).toEqual(['090000-github-a.mcptrace']))
    appendFileSync(file, 'three\n')
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('three\n'))
  })

  it('starts again with a file that was replaced by another of at least its size', async () => {
    const file = trace('2026-11-24', '090000-github-a.mcptrace')
    writeFileSync(file, 'one\n')
    start()
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\n'))
    writeFileSync(`${file}.new`, 'another\n')
    unlinkSync(file)
    writeFileSync(file, 'longer than before\n')
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('longer than before\n'))
    expect(restarts).toEqual(['090000-github-a.mcptrace'])
  })

  it('reads nothing while it is not active, and everything afterwards', async () => {
    const file = trace('2026-11-24', '090000-github-a.mcptrace')
    writeFileSync(file, 'one\n')
    start()
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\n'))
    follower.setActive(false)
    appendFileSync(file, 'two\n')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(texts.get('090000-github-a.mcptrace')).toBe('one\n')
    follower.setActive(true)
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\ntwo\n'))
  })

  it('leaves the oldest files on the disk when there is more than the view holds, and says how many', async () => {
    writeFileSync(trace('2026-11-23', '090000-github-a.mcptrace'), 'a'.repeat(100))
    writeFileSync(trace('2026-11-24', '090000-github-b.mcptrace'), 'b'.repeat(100))
    writeFileSync(trace('2026-11-24', '100000-github-c.mcptrace'), 'c'.repeat(100))
    start(20, 250)
    await soon(() => expect(texts.get('100000-github-c.mcptrace')).toHaveLength(100))
    expect([...texts.keys()]).toEqual(['090000-github-b.mcptrace', '100000-github-c.mcptrace'])
    expect(follower.leftOut).toBe(1)
  })

  it('looks only at the two newest days', async () => {
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) writeFileSync(trace(day, `${day}.mcptrace`), 'x\n')
    start()
    await soon(() => expect([...texts.keys()]).toEqual(['2026-11-22.mcptrace', '2026-11-23.mcptrace']))
  })

  it('says once that a folder cannot be read', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'traces'), 'a file where the folder should be')
    start()
    await soon(() => expect(failures).toEqual(['traces']))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(failures).toEqual(['traces'])
  })

  it('notices growth well before its poll where the system can watch', async () => {
    const file = trace('2026-11-24', '090000-github-a.mcptrace')
    writeFileSync(file, 'one\n')
    start(5000)
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\n'))
    appendFileSync(file, 'two\n')
    await soon(() => expect(texts.get('090000-github-a.mcptrace')).toBe('one\ntwo\n'))
  })
})

describe('the segments of a trace', () => {
  it('come in the order of their numbers, without those of other sessions', async () => {
    start()
    for (const name of ['a.mcptrace', 'a.10.mcptrace', 'a.2.mcptrace', 'b.mcptrace', 'a.txt'])
      writeFileSync(trace('2026-11-24', name), '')
    const found = await segmentsOf(path.join(folder, 'traces', '2026-11-24', 'a.2.mcptrace'))
    expect(found.map((file) => path.basename(file))).toEqual(['a.mcptrace', 'a.2.mcptrace', 'a.10.mcptrace'])
  })

  it('tells nothing once it is disposed of, not even what it was reading', async () => {
    writeFileSync(trace('2026-11-24', '090000-github-a.mcptrace'), 'one\n')
    let list: (files: readonly string[]) => void = () => undefined
    const told: string[] = []
    const sink = {
      grew: () => told.push('grew'),
      restarted: () => told.push('restarted'),
      failed: () => told.push('failed'),
      caughtUp: () => told.push('caughtUp'),
    }
    const traces = path.join(folder, 'traces')
    const listed = new Promise<readonly string[]>((resolve) => {
      list = resolve
    })
    const files = vi.fn(async () => listed)
    follower = followTraces({ folder: traces, files }, sink, { pollMs: 5 })
    follower.setActive(true)
    await soon(() => expect(files).toHaveBeenCalledOnce())
    follower.dispose()
    follower.setActive(true)
    list(await traceFilesOf(traces, 2))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(told).toEqual([])
    expect(files).toHaveBeenCalledOnce()
  })
})

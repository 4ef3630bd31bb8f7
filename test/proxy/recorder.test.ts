import { describe, expect, it } from 'vitest'
import { createSecretFinder } from '../../server/proxy/findSecrets.ts'
import { createFrameRecords } from '../../server/proxy/frameRecords.ts'
import { Recorder, type Recording } from '../../server/proxy/recorder.ts'
import { createRedactor } from '../../server/proxy/redact.ts'

/** A log that keeps the texts it is given, and counts what was dropped. */
function memoryLog() {
  const texts: string[] = []
  const dropped = { lines: 0 }
  const log = {
    hasRoom: () => true,
    frame: (_: number, frame: ReturnType<Recording['frameText']>) => texts.push(frame.full({ n: 1, t: 1 }).join('')),
    drop: (_: number, lines = 1) => {
      dropped.lines += lines
    },
    event: () => undefined,
    close: () => undefined,
  }
  return { texts, dropped, log }
}

/** Ends the recording; whether there was one. */
const closed = (recorder: Recorder) => new Promise<boolean>((resolve) => recorder.close(0, null, resolve))

const NOTIFICATION = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}\n'

/** A recorder that began to record. */
function recording(parts: Partial<Recording> = {}, micros = () => 0) {
  const memory = memoryLog()
  const recorder = new Recorder({ startMs: 0, micros, jump: () => undefined })
  recorder.start({
    // The members that a recorder uses.
    log: memory.log as unknown as Recording['log'],
    ...createFrameRecords(createRedactor(createSecretFinder([]))),
    flush: () => undefined,
    redactText: (text) => text,
    ...parts,
  })
  return { recorder, ...memory }
}

describe('a burst of messages', () => {
  it('is recorded whole, however small and many its lines are', async () => {
    const { recorder, texts, dropped } = recording()
    recorder.observe('s2c', Buffer.from(NOTIFICATION.repeat(20_000)))
    recorder.observe('s2c', Buffer.from('\n'.repeat(100_000)))
    await closed(recorder)
    expect(dropped.lines).toBe(0)
    expect(texts).toHaveLength(120_000)
  })

  it('is recorded in slices, between which others have their turn', async () => {
    let turns = 0
    let isOver = false
    const turn = () => {
      turns += 1
      if (!isOver) setImmediate(turn)
    }
    const { recorder } = recording({
      frameText: (_stream, { bytes }) => {
        const until = performance.now() + 1
        while (performance.now() < until);
        return { bytes, wireBytes: bytes, full: () => ['{}'], bare: () => '{}' }
      },
    })
    recorder.observe('s2c', Buffer.from('x\n'.repeat(100)))
    expect(turns).toBe(0)
    setImmediate(turn)
    await closed(recorder)
    isOver = true
    // A hundred lines of a millisecond each need twelve slices of eight.
    expect(turns).toBeGreaterThan(5)
  })

  it('is bounded in bytes, and what finds no room is counted in its place', async () => {
    const { recorder, texts, dropped } = recording()
    const line = Buffer.from(`${'x'.repeat(1024 * 1024 - 1)}\n`)
    for (let i = 0; i < 40; i++) recorder.observe('c2s', line)
    await closed(recorder)
    expect(texts.length + dropped.lines).toBe(40)
    expect(texts.length).toBeGreaterThan(30)
    expect(texts.length).toBeLessThanOrEqual(32)
  })

  it('is not redacted where the disk leaves no room', async () => {
    const { log } = memoryLog()
    let asked = 0
    const { recorder } = recording({
      log: { ...log, hasRoom: () => false } as unknown as Recording['log'],
      frameText: (_stream, { bytes }) => {
        asked += 1
        return { bytes, wireBytes: bytes, full: () => ['{}'], bare: () => '{}' }
      },
    })
    recorder.observe('s2c', Buffer.from(NOTIFICATION.repeat(100)))
    await closed(recorder)
    expect(asked).toBe(0)
  })
})

describe('a question to a person that finds no room', () => {
  const question = '{"jsonrpc":"2.0","id":7,"method":"elicitation/create","params":{"message":"?"}}\n'
  const answer = '{"jsonrpc":"2.0","id":7,"result":{"action":"accept","content":{"pet":"NOTREALrex"}}}\n'

  it('still hides its answer, when the disk is full', async () => {
    let room = false
    const { texts, log } = memoryLog()
    const { recorder } = recording({ log: { ...log, hasRoom: () => room } as unknown as Recording['log'] })
    recorder.observe('s2c', Buffer.from(question))
    await new Promise((resolve) => setTimeout(resolve, 30))
    room = true
    recorder.observe('c2s', Buffer.from(answer))
    await closed(recorder)
    expect(texts).toHaveLength(1)
    expect(texts[0]).not.toContain('NOTREAL')
  })

  it('still hides its answer, when too much waits', async () => {
    const { recorder, texts } = recording()
    for (let i = 0; i < 33; i++) recorder.observe('s2c', Buffer.from(`${'x'.repeat(1024 * 1024 - 1)}\n`))
    recorder.observe('s2c', Buffer.from(question.replace('?', '?'.repeat(1024 * 1024))))
    await new Promise((resolve) => setTimeout(resolve, 30))
    recorder.observe('c2s', Buffer.from(answer))
    await closed(recorder)
    expect(texts.some((text) => text.includes('NOTREAL'))).toBe(false)
    expect(texts.some((text) => text.includes('elicitation'))).toBe(false)
  })
})

describe('a question to a person that is not read at all', () => {
  const lines = (count: number) => Buffer.from(`${'x'.repeat(1024 * 1024 - 1)}\n`.repeat(count))
  const answer = '{"jsonrpc":"2.0","id":7,"result":{"action":"accept","content":{"pet":"NOTREALrex"}}}\n'

  it.each([
    ['a question', '"elicitation/create"'],
    ['one in escapes', '"\\u0065licitation/create"'],
    ['one that fetches an answer', '"tasks/result"'],
  ])('hides the answers after it: %s', async (_, method) => {
    const { texts, log } = memoryLog()
    const recorder = new Recorder({ startMs: 0, micros: () => 0, jump: () => undefined })
    // Nothing is recorded yet, as while the disk is slow to open the trace.
    recorder.observe('s2c', lines(31))
    for (let i = 0; i < 40; i++) {
      const padded = `{"jsonrpc":"2.0","id":7,"method":${method},"params":{"message":"${'?'.repeat(1024 * 1024)}"}}\n`
      recorder.observe('s2c', Buffer.from(padded))
    }
    recorder.start({
      log: log as unknown as Recording['log'],
      ...createFrameRecords(createRedactor(createSecretFinder([]))),
      flush: () => undefined,
      redactText: (text) => text,
    })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    recorder.observe('c2s', Buffer.from(answer))
    await closed(recorder)
    expect(texts.length).toBeGreaterThan(1)
    expect(texts.some((text) => text.includes('NOTREAL'))).toBe(false)
  })
})

describe('a flood of lines on stderr', () => {
  it('does not open a private key that began or went on among the lines that were dropped', async () => {
    let now = 0
    const { recorder, texts, dropped } = recording({}, () => now)
    const say = (...lines: string[]) => recorder.observe('stderr', Buffer.from(`${lines.join('\n')}\n`))

    say(...Array.from({ length: 1000 }, () => 'busy'))
    say('-----BEGIN PRIVATE KEY-----', 'NOTREALa')
    now = 1_000_000
    say('NOTREALb', 'NOTREALc', '-----END PRIVATE KEY-----', 'after')
    await closed(recorder)

    expect(dropped.lines).toBe(2)
    expect(texts.join('')).not.toContain('NOTREAL')
    expect(texts.slice(-4).map((text) => JSON.parse(text).text)).toEqual([...Array(3).fill('[redacted:value]'), 'after'])
  })
})

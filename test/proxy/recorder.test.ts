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
    frame: (_: number, frame: ReturnType<Recording['frameText']>) => texts.push(frame.full({ n: 1, t: 1 }).join('')),
    drop: (_: number, lines = 1) => {
      dropped.lines += lines
    },
    event: () => undefined,
    close: () => undefined,
  }
  return { texts, dropped, log }
}

describe('a flood of lines on stderr', () => {
  it('does not open a private key that began or went on among the lines that were dropped', () => {
    let now = 0
    const { texts, dropped, log } = memoryLog()
    const recorder = new Recorder({ startMs: 0, micros: () => now, jump: () => undefined })
    const redactor = createRedactor(createSecretFinder([]))
    recorder.start({
      // The members that a recorder uses.
      log: log as unknown as Recording['log'],
      frameText: createFrameRecords(redactor),
      flush: () => undefined,
      redactText: (text) => text,
    })
    const say = (...lines: string[]) => recorder.observe('stderr', Buffer.from(`${lines.join('\n')}\n`))

    say(...Array.from({ length: 1000 }, () => 'busy'))
    say('-----BEGIN PRIVATE KEY-----', 'NOTREALa')
    now = 1_000_000
    say('NOTREALb', 'NOTREALc', '-----END PRIVATE KEY-----', 'after')
    recorder.close(0, null)

    expect(dropped.lines).toBe(2)
    expect(texts.join('')).not.toContain('NOTREAL')
    expect(texts.slice(-4).map((text) => JSON.parse(text).text)).toEqual([...Array(3).fill('[redacted:value]'), 'after'])
  })
})

import path from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import * as esbuild from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSessionClock } from '../../server/proxy/clock.ts'
import type { FrameText } from '../../server/proxy/frameRecords.ts'
import { pump } from '../../server/proxy/pump.ts'
import { Recorder } from '../../server/proxy/recorder.ts'
import { TraceLog } from '../../server/proxy/traceLog.ts'
import { TraceWriter } from '../../server/proxy/traceWriter.ts'
import { freshFolder, readTrace, runProxy, WIRE_SERVER } from './runProxy.ts'

describe('an observer that throws', () => {
  const program = path.join(freshFolder(), 'faulty.cjs')
  beforeAll(async () => {
    await esbuild.build({
      entryPoints: ['test/fixtures/proxy/faultyObserver.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      outfile: program,
    })
  })

  it('changes nothing on the wire, and is said once in the trace without the secret it names', async () => {
    const input = 'line\n'.repeat(1000)
    const { stdout, code, stderr, state } = await runProxy([process.execPath, WIRE_SERVER, 'echo'], input, { program })
    expect(stdout.toString()).toBe(input)
    expect(code).toBe(0)
    expect(stderr).not.toContain('planted')
    const errors = readTrace(state).filter(({ what }) => what === 'error')
    expect(errors.map(({ message }) => message)).toEqual(['planted fault, token=[redacted:key]'])
    expect(readTrace(state).at(-1).dropped).toBeGreaterThan(0)
  })

  it('neither delays nor loses a chunk', async () => {
    const source = new PassThrough()
    const sink = new PassThrough()
    const failures: unknown[] = []
    const observe = () => {
      throw new Error('planted')
    }
    pump(source, sink, observe, (error) => failures.push(error))
    source.write('a')
    source.write('b')
    await new Promise(setImmediate)
    expect(sink.read().toString()).toBe('ab')
    expect(failures).toHaveLength(2)
  })
})

describe('the pump', () => {
  it('stops reading while the other side takes nothing, and loses nothing', async () => {
    const source = new PassThrough({ highWaterMark: 1024 })
    let taken = 0
    let take: (() => void) | undefined
    const sink = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.length
        take = done
      },
    })
    const ignore = () => undefined
    pump(source, sink, ignore, ignore)
    let given = 0
    for (let accepted = true; accepted && given < 100_000; given += 512) {
      accepted = source.write(Buffer.alloc(512))
      await new Promise(setImmediate)
    }
    expect(given).toBeLessThan(10_000)
    expect(source.isPaused()).toBe(true)
    expect(sink.writableLength).toBeLessThan(4096)
    for (let i = 0; i < 100 && taken < given; i++) {
      take?.()
      await new Promise(setImmediate)
    }
    expect(taken).toBe(given)
  })
})

/** A writer whose disk never answers, and what it was given. */
class StuckWriter extends TraceWriter {
  readonly given: string[] = []
  constructor() {
    super(
      () => '',
      () => undefined,
    )
  }
  override append(data: string | Buffer, lines: number): void {
    this.given.push(data.toString('latin1' as BufferEncoding))
    super.append(data, lines)
  }
  /** The disk takes what waits. */
  relieve(): void {
    this.waitingBytes = 0
    this.waitingLines = 0
  }
}

describe('a disk that is slower than the wire', () => {
  const frame = (bytes: number): FrameText => ({
    bytes,
    wireBytes: bytes,
    full: ({ n }) => [`{"k":"frame","n":${n},"msg":"${'x'.repeat(bytes)}"}\n`],
    bare: ({ n }, why) => `{"k":"frame","n":${n},"cut":"${why}"}\n`,
  })
  const parsed = (writer: StuckWriter) => writer.given.map((line) => JSON.parse(line))

  it('costs messages first, then lines, which are counted and said', () => {
    const writer = new StuckWriter()
    const log = new TraceLog(writer, {}, 0)
    for (let i = 0; i < 200_000; i++) log.frame(i, frame(8192))
    const lines = parsed(writer)
    const full = lines.filter(({ msg }) => msg !== undefined)
    const bare = lines.filter(({ cut }) => cut === 'load')
    expect(full.length * 8192).toBeLessThanOrEqual(32 * 1024 * 1024)
    expect(full.length * 8192).toBeGreaterThan(31 * 1024 * 1024)
    expect(lines.length).toBe(100_000)
    expect(full.length + bare.length).toBe(99_999)
    expect(log.dropped).toBe(200_000 - 99_999)

    writer.relieve()
    log.frame(1, frame(10))
    const [drop, next] = parsed(writer).slice(-2)
    expect(drop).toMatchObject({ k: 'event', what: 'drop', frames: 200_000 - 99_999, why: 'load' })
    expect(next).toMatchObject({ k: 'frame', n: drop.n + 1 })
    expect(parsed(writer).map(({ n }) => n)).toEqual(parsed(writer).map((_, i) => i + 1))
  })
})

describe('a recorder that cannot start yet', () => {
  it('keeps 32 MiB and counts the rest', async () => {
    const recorder = new Recorder(createSessionClock())
    const line = Buffer.from(`${'x'.repeat(1024 * 1024 - 1)}\n`)
    for (let i = 0; i < 40; i++) recorder.observe('c2s', line)
    const writer = new StuckWriter()
    const frames: number[] = []
    recorder.start({
      log: new TraceLog(writer, {}, 0),
      frameText: (_stream, { bytes }) => {
        frames.push(bytes)
        return { bytes, wireBytes: bytes, full: () => ['{}\n'], bare: () => '{}\n' }
      },
      questionLost: () => undefined,
      flush: () => undefined,
      redactText: (text) => text,
    })
    expect(await closed(recorder)).toBe(true)
    // What a line costs besides its bytes takes the place of the last.
    expect(frames).toHaveLength(31)
    expect(JSON.parse(writer.given.at(-1) ?? '')).toMatchObject({ k: 'close', dropped: 9, frames: { c2s: 40, s2c: 0 } })
  })

  it('says nothing and keeps nothing once it was stopped', async () => {
    const recorder = new Recorder(createSessionClock())
    recorder.stop()
    recorder.observe('c2s', Buffer.from('x\n'))
    recorder.event('signal')
    expect(await closed(recorder)).toBe(false)
  })
})

/** Ends the recording; whether there was one. */
const closed = (recorder: Recorder) => new Promise<boolean>((resolve) => recorder.close(0, null, resolve))

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LogOutputChannel } from 'vscode'
import { readPlace } from '../../client/trace/readGrowth.ts'
import { traceFilesOf } from '../../client/trace/traceFiles.ts'
import { openTraceSource, type TraceSource } from '../../client/trace/traceSource.ts'
import { answerDetail } from '../../server/trace/detail.ts'
import { TraceText } from '../trace/traceText.ts'

let folder: string
let source: TraceSource
let voided: number
// The source says two things to a log; none of them matters here.
const log = { info: () => undefined, error: () => undefined } as unknown as LogOutputChannel

function open(): TraceSource {
  source = openTraceSource(
    { folder, files: () => traceFilesOf(folder, 2) },
    1000,
    {
      changed: () => undefined,
      voided: () => {
        voided += 1
      },
    },
    log,
  )
  source.setActive(true)
  return source
}

function file(name: string): string {
  mkdirSync(path.join(folder, '2026-11-24'), { recursive: true })
  return path.join(folder, '2026-11-24', name)
}

const soon = (probe: () => void) => vi.waitFor(probe, { timeout: 5000, interval: 20 })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'source-'))
  voided = 0
})
afterEach(() => {
  source.dispose()
  rmSync(folder, { recursive: true })
})

describe('the traces a view shows', () => {
  it('are calls as soon as their lines are whole, and have their bodies read from the file', async () => {
    const trace = new TraceText().open().call(1, 'get_issue', { issue: 212 })
    const written = trace.text
    writeFileSync(file('a.mcptrace'), written.slice(0, -10))
    open()
    await soon(() => expect(source.store.sessions.size).toBe(1))
    expect(source.store.calls).toBe(0)
    trace.result(1, { content: [{ type: 'text', text: 'Refund is sent twice' }] })
    appendFileSync(file('a.mcptrace'), trace.text.slice(written.length - 10))
    await soon(() => expect(source.store.calls).toBe(1))
    const answer = await answerDetail(source.store, 7, 0, readPlace)
    expect(answer).toMatchObject({
      type: 'detail',
      request: 7,
      body: { request: { text: expect.stringContaining('"issue":212') } },
    })
    expect(answer).toMatchObject({ body: { response: { text: expect.stringContaining('Refund is sent twice') } } })
  })

  it('know a proxy that runs from one that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'exit')
    const pid = (of: number | undefined) => ({
      process: { pid: of, proxy: '0.1.0', runtime: 'node', platform: 'linux', parent: { pid: 1 } },
    })
    writeFileSync(file('a.mcptrace'), new TraceText().open({ session: 'A', ...pid(process.pid) }).call(1, 'a').text)
    writeFileSync(file('b.mcptrace'), new TraceText().open({ session: 'B', ...pid(gone.pid) }).call(1, 'b').text)
    open()
    await soon(() => expect([...source.store.sessions.values()].map(({ alive }) => alive)).toEqual([true, false]))
  })

  it('are void when a file is cut', async () => {
    writeFileSync(file('a.mcptrace'), new TraceText().open().call(1, 'a').text)
    open()
    await soon(() => expect(source.store.calls).toBe(1))
    writeFileSync(file('a.mcptrace'), '')
    await soon(() => expect(voided).toBe(1))
  })

  it('name a folder that cannot be read', async () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    open()
    await soon(() => expect(source.problems).toEqual([expect.stringMatching(/^".+" can't be read: ENOTDIR/)]))
  })
})

describe('a place in a trace file', () => {
  it('is nothing when the file has become shorter, or is gone', async () => {
    open()
    writeFileSync(file('a.mcptrace'), 'one\ntwo\n')
    expect(await readPlace(file('a.mcptrace'), 4, 3)).toBe('two')
    expect(await readPlace(file('a.mcptrace'), 4, 30)).toBeUndefined()
    expect(await readPlace(file('none.mcptrace'), 0, 1)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { CallDetail } from '../../server/protocol/viewMessages.ts'
import { answerDetail } from '../../server/trace/detail.ts'
import { traceStatus } from '../../server/trace/status.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { TraceText } from './traceText.ts'

async function detailOf(trace: TraceText, id = 0): Promise<CallDetail> {
  const { bytes } = trace
  const store = new TraceStore({ maxRows: 100 })
  store.openFile('one').push(bytes)
  const message = await answerDetail(store, 1, id, async (_, offset, length) =>
    Buffer.from(bytes).toString('utf8', offset, offset + length),
  )
  if (message.type !== 'detail' || 'error' in message.body) throw new Error('there is no detail')
  return message.body
}

describe('details of a call', () => {
  it('hold request and response as they were recorded, with every digit', async () => {
    const trace = new TraceText()
      .open({ workload: { id: 'coder', by: 'launch', verified: true } })
      .raw(
        '{"v":1,"k":"frame","n":2,"t":1795442580000000,"dir":"c2s","conn":0,"type":"request","id":1,"method":"tools/call","bytes":9,"msg":{"id":1,"method":"tools/call","params":{"name":"é","arguments":{"n":9007199254740993}}}}',
      )
      .raw(
        '{"v":1,"k":"frame","n":3,"t":1795442580250000,"dir":"s2c","conn":0,"type":"response","id":1,"bytes":9,"msg":{"id":1,"result":{"amount":450.00}}}',
      )
    const detail = await detailOf(trace)
    expect(detail.request?.text).toContain('"n":9007199254740993')
    expect(detail.response?.text).toBe('{"id":1,"result":{"amount":450.00}}')
    expect(detail).toMatchObject({ title: 'github é', durationMs: 250, workload: { name: 'coder', by: 'launch' } })
    expect(detail.records.map(({ n }) => n)).toEqual([2, 3])
  })

  it('give the members of a batch their own body and their own redacted places', async () => {
    const batch = [
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'a' } },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'b', arguments: { token: '[redacted:key]' } } },
    ]
    const trace = new TraceText().open().record({
      k: 'frame',
      dir: 'c2s',
      conn: 0,
      type: 'batch',
      bytes: 1,
      msg: batch,
      redacted: [['/1/params/arguments/token', 'key']],
    })
    const detail = await detailOf(trace, 1)
    expect(JSON.parse(detail.request?.text ?? '')).toEqual(batch[1])
    expect(detail.request?.redacted).toEqual([['/params/arguments/token', 'key']])
    expect((await detailOf(trace, 0)).request?.redacted).toEqual([])
  })

  it('show the beginning of a message that was cut', async () => {
    const trace = new TraceText().open().record({
      k: 'frame',
      dir: 'c2s',
      conn: 0,
      type: 'request',
      id: 1,
      method: 'tools/call',
      bytes: 20_000_000,
      text: '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"upload","arguments":{"data":"AAAA',
      cut: { kept: 96, why: 'limit' },
    })
    const detail = await detailOf(trace)
    expect(detail.title).toBe('github upload')
    expect(detail.request).toMatchObject({ cut: true })
  })

  it('cut a body at 256 KB', async () => {
    const detail = await detailOf(new TraceText().open().call(1, 'a', { data: 'x'.repeat(400_000) }))
    expect(detail.request?.text).toHaveLength(262_144)
    expect(detail.request?.cut).toBe(true)
  })

  it('say what the server printed while it was the only call', async () => {
    const detail = await detailOf(new TraceText().open().call(1, 'a').stderr('disk is slow').result(1).stderr('later'))
    expect(detail.records).toHaveLength(3)
    expect(detail.records[1]?.text).toContain('disk is slow')
  })

  it('say so when the call is gone from the view or its file from the disk', async () => {
    const store = new TraceStore({ maxRows: 1 })
    store.openFile('one').push(new TraceText().open().call(1, 'a').call(2, 'b').bytes)
    expect(await answerDetail(store, 7, 0, async () => undefined)).toMatchObject({
      request: 7,
      body: { error: 'This call is no longer in the view. The trace file still has it.' },
    })
    expect(await answerDetail(store, 8, 1, async () => undefined)).toMatchObject({
      body: { error: 'The trace file of this call is gone or was replaced.' },
    })
  })
})

describe('the status of a trace', () => {
  const statusOf = (trace: TraceText) => {
    const store = new TraceStore({ maxRows: 10 })
    store.openFile('one').push(trace.bytes)
    return traceStatus(
      store,
      { trusted: true, recorded: 1, problems: [] },
      { paused: false, pausedCount: 0, pausedAt: undefined },
    )
  }

  it('says what the proxy lost, what is missing, what is not enforced and what is no JSON-RPC, each once', () => {
    const trace = new TraceText()
      .open()
      .event('manifest', { path: 'mcp-permissions.yaml', enforced: false })
      .event('manifest', { path: 'mcp-permissions.yaml', enforced: false })
      .event('drop', { frames: 12, bytes: 900, why: 'disk' })
      .event('error', { message: 'The trace directory cannot be written.' })
      .record({ k: 'frame', dir: 's2c', conn: 0, type: 'invalid', bytes: 3, text: 'hey' })
      .raw('{"v":1,"k":"event","n":20,"t":1795442580000000,"what":"clock","offsetMs":3}')
      .raw('torn')
    expect(statusOf(trace).notices.map(({ text }) => text)).toEqual([
      'This version does not enforce "mcp-permissions.yaml". Calls of "github" are recorded and not judged.',
      'The proxy of "github" could not record 12 messages (the disk is full or cannot be written). The calls were forwarded.',
      '13 records of "github" are missing in the trace.',
      'The proxy of "github" says: The trace directory cannot be written.',
      '1 line between "github" and its client is no JSON-RPC.',
    ])
    expect(statusOf(trace)).toMatchObject({ damaged: 1, dropped: 12 })
  })

  it('counts a proxy as running only when the host says so', () => {
    const store = new TraceStore({ maxRows: 10 })
    store.openFile('one').push(new TraceText().open().call(1, 'a').bytes)
    const status = () =>
      traceStatus(store, { trusted: true, recorded: 1, problems: [] }, { paused: false, pausedCount: 0, pausedAt: undefined })
    expect(status().proxies).toEqual([])
    store.setAlive('S'.repeat(26), true)
    expect(status().proxies).toEqual([{ server: 'github', alive: true, manifest: 'none' }])
    store.setAlive('S'.repeat(26), false)
    expect(status().notices[0]?.text).toBe('The proxy of "github" ended abruptly. Calls without an answer show as interrupted.')
  })

  it('names a newer format', () => {
    expect(statusOf(new TraceText().open().raw('{"v":3,"k":"frame"}')).notices[0]?.text).toBe(
      'A trace was written by a newer Scopelight (format 3). Update the extension to read it.',
    )
  })
})

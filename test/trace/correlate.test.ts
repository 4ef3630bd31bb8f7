import { describe, expect, it } from 'vitest'
import { FLAGS } from '../../server/protocol/viewMessages.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { readCalls, readRows } from './readRows.ts'
import { TraceText } from './traceText.ts'

function storeOf(trace: TraceText): TraceStore {
  const store = new TraceStore({ maxRows: 1_000 })
  store.openFile('one').push(trace.bytes)
  return store
}

describe('requests and answers', () => {
  it('makes one row of a call and its answer', () => {
    const trace = new TraceText().open().call(4, 'create_issue', { owner: 'acme', repo: 'web' }).wait(312).result(4)
    const [row, ...others] = readCalls(storeOf(trace))
    expect(others).toEqual([])
    expect(row).toMatchObject({
      kind: 'tools/call',
      server: 'github',
      tool: 'create_issue',
      identity: 'coder',
      status: 'ok',
      durationMs: 312,
    })
    expect(row?.effect).toBe('acme/web')
  })

  it('keeps the same id of the two sides apart', () => {
    const trace = new TraceText()
      .open()
      .call(1, 'ask')
      .server({ id: 1, method: 'sampling/createMessage', params: {} })
      .wait(5)
      .client({ id: 1, result: { role: 'assistant' } })
      .wait(5)
      .result(1)
    expect(readCalls(storeOf(trace)).map(({ kind, status, durationMs }) => [kind, status, durationMs])).toEqual([
      ['tools/call', 'ok', 10],
      ['sampling', 'ok', 5],
    ])
  })

  it('keeps the ids 1 and "1" apart', () => {
    const trace = new TraceText().open().call(1, 'number').call('1', 'text').wait(7).result('1')
    expect(readCalls(storeOf(trace)).map(({ tool, status }) => [tool, status])).toEqual([
      ['number', 'running'],
      ['text', 'ok'],
    ])
  })

  it('tells an error of the tool from an error of the protocol', () => {
    const trace = new TraceText()
      .open()
      .call(1, 'write_file', { path: '/etc/passwd' })
      .result(1, { isError: true, content: [{ type: 'text', text: 'Access denied\nmore' }] })
      .call(2, 'nope')
      .server({ id: 2, error: { code: -32602, message: 'Unknown tool: nope' } })
    expect(readCalls(storeOf(trace)).map(({ status, effect }) => [status, effect])).toEqual([
      ['tool error', 'Access denied…'],
      ['protocol error', '-32602 Unknown tool: nope'],
    ])
  })

  it('starts a new row when an id is used again, and says so at the first', () => {
    const store = storeOf(new TraceText().open().call(1, 'a').call(1, 'b').result(1))
    expect(readCalls(store).map(({ tool, status }) => [tool, status])).toEqual([
      ['a', 'running'],
      ['b', 'ok'],
    ])
    expect(store.operationOf(0)?.operation.notes).toEqual(['The id 1 was sent again before this was answered.'])
  })

  it('keeps an answer without a request, hidden like protocol messages', () => {
    const store = storeOf(new TraceText().open().result(99))
    expect(readRows(store).map(({ kind, tool }) => [kind, tool])).toEqual([['other', 'answer without a request']])
    expect(readCalls(store)).toEqual([])
  })

  it('joins a second answer to its call', () => {
    const store = storeOf(new TraceText().open().call(1, 'a').wait(3).result(1).wait(9).result(1))
    expect(readRows(store)).toHaveLength(1)
    expect(readRows(store)[0]?.durationMs).toBe(3)
    expect(store.operationOf(0)?.operation.notes).toEqual(['It was answered a second time.'])
    expect(store.refsOf(0)?.refs).toHaveLength(3)
  })

  it('settles the members of a batch one by one', () => {
    const trace = new TraceText()
      .open()
      .record({
        k: 'frame',
        dir: 'c2s',
        conn: 0,
        type: 'batch',
        bytes: 10,
        msg: [
          { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'a' } },
          { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'b' } },
        ],
      })
      .wait(4)
      .record({ k: 'frame', dir: 's2c', conn: 0, type: 'batch', bytes: 10, msg: [{ jsonrpc: '2.0', id: 2, result: {} }] })
    expect(readCalls(storeOf(trace)).map(({ tool, status }) => [tool, status])).toEqual([
      ['a', 'running'],
      ['b', 'ok'],
    ])
  })
})

describe('progress and cancelling', () => {
  it('joins progress by its token, in the space of the asker', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'slow', {}, { progressToken: 'p' })
        .server({ method: 'notifications/progress', params: { progressToken: 'p', progress: 1 } })
        .server({ method: 'notifications/progress', params: { progressToken: 'other', progress: 1 } })
        .result(1),
    )
    expect(readRows(store).map(({ tool }) => tool)).toEqual(['slow', 'notifications/progress'])
    expect(store.refsOf(0)?.refs).toHaveLength(3)
  })

  it('shows a cancelled call as cancelled, also when an answer comes late', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'slow')
        .wait(20)
        .client({ method: 'notifications/cancelled', params: { requestId: 1, reason: 'user' } })
        .wait(5)
        .result(1),
    )
    expect(readRows(store)).toMatchObject([{ status: 'cancelled', durationMs: 20 }])
    expect(store.operationOf(0)?.operation.notes[0]).toContain('after it was cancelled')
  })

  it('does not let one side cancel a request of the other', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'slow')
        .server({ method: 'notifications/cancelled', params: { requestId: 1 } }),
    )
    expect(readCalls(store)).toMatchObject([{ status: 'running' }])
  })
})

describe('operations of several rounds', () => {
  const asked = (state?: string) => ({
    resultType: 'input_required',
    inputRequests: { name: { method: 'elicitation/create' } },
    ...(state === undefined ? {} : { requestState: state }),
  })
  const answered = (id: number, state: string | undefined, path = 'a') => ({
    id,
    method: 'tools/call',
    params: {
      name: 'ask',
      arguments: { path },
      inputResponses: { name: { action: 'accept' } },
      ...(state === undefined ? {} : { requestState: state }),
    },
  })

  it('joins a later request that carries the state of the answer', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'ask', { path: 'a' })
        .wait(1)
        .result(1, asked('s1'))
        .wait(10)
        .client(answered(2, 's1'))
        .wait(1)
        .result(2),
    )
    const [row, ...others] = readCalls(store)
    expect(others).toEqual([])
    expect(row).toMatchObject({ status: 'ok', durationMs: 12 })
    expect((row?.flags ?? 0) & FLAGS.severalRounds).toBe(FLAGS.severalRounds)
  })

  it('joins without a state only when the target is equal and nothing else could be meant', () => {
    const one = storeOf(
      new TraceText().open().call(1, 'ask', { path: 'a' }).result(1, asked()).client(answered(2, undefined)).result(2),
    )
    expect(readCalls(one)).toMatchObject([{ status: 'ok' }])

    const other = storeOf(
      new TraceText()
        .open()
        .call(1, 'ask', { path: 'a' })
        .result(1, asked())
        .client(answered(2, undefined, 'b'))
        .result(2),
    )
    expect(readCalls(other).map(({ status }) => status)).toEqual(['running', 'ok'])

    const two = storeOf(
      new TraceText()
        .open()
        .call(1, 'ask', { path: 'a' })
        .call(2, 'ask', { path: 'a' })
        .result(1, asked())
        .result(2, asked())
        .client(answered(3, undefined))
        .result(3),
    )
    expect(readCalls(two).map(({ status }) => status)).toEqual(['running', 'running', 'ok'])
  })

  it('does not join strangers by a state that was redacted', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'ask', { path: 'a' })
        .call(2, 'ask', { path: 'b' })
        .result(1, asked('[redacted:state]'))
        .result(2, asked('[redacted:state]'))
        .client(answered(3, '[redacted:state]', 'b'))
        .result(3),
    )
    expect(readCalls(store).map(({ status }) => status)).toEqual(['running', 'ok'])
  })

  it('follows a task over polls to its end', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'build')
        .result(1, { resultType: 'task', taskId: 't1', status: 'working' })
        .wait(50)
        .client({ id: 2, method: 'tasks/get', params: { taskId: 't1' } })
        .result(2, { taskId: 't1', status: 'working' })
        .wait(50)
        .client({ id: 3, method: 'tasks/get', params: { taskId: 't1' } })
        .result(3, { taskId: 't1', status: 'completed' }),
    )
    expect(readRows(store)).toMatchObject([{ tool: 'build', status: 'ok', durationMs: 100 }])
  })

  it('ends a task by its notification', () => {
    const store = storeOf(
      new TraceText()
        .open()
        .call(1, 'build')
        .result(1, { task: { taskId: 't1', status: 'working' } })
        .wait(30)
        .server({ method: 'notifications/tasks/status', params: { taskId: 't1', status: 'failed' } }),
    )
    expect(readRows(store)).toMatchObject([{ status: 'tool error', durationMs: 30 }])
  })
})

describe('the end of a session', () => {
  it('marks calls without an answer as interrupted', () => {
    expect(readCalls(storeOf(new TraceText().open().call(1, 'a').close()))).toMatchObject([
      { status: 'interrupted', durationMs: undefined },
    ])
  })

  it('does the same when the host finds the process gone, and takes a late answer', () => {
    const trace = new TraceText().open().call(1, 'a')
    const store = new TraceStore({ maxRows: 10 })
    const file = store.openFile('one')
    file.push(trace.bytes)
    store.setAlive('S'.repeat(26), false)
    expect(readCalls(store)).toMatchObject([{ status: 'interrupted' }])
    const before = trace.text.length
    file.push(new TextEncoder().encode(trace.wait(9).result(1).text.slice(before)))
    expect(readCalls(store)).toMatchObject([{ status: 'ok', durationMs: 9 }])
  })
})

describe('access classes', () => {
  it('believes a server that makes a tool riskier, never one that makes it harmless', () => {
    const tools = [
      { name: 'tidy', annotations: { destructiveHint: true } },
      { name: 'delete_repo', annotations: { readOnlyHint: true } },
      { name: 'peek', annotations: { readOnlyHint: true } },
    ]
    const store = storeOf(
      new TraceText()
        .open()
        .client({ id: 1, method: 'tools/list' })
        .result(1, { tools })
        .call(2, 'tidy')
        .call(3, 'delete_repo')
        .call(4, 'peek')
        .call(5, 'frobnicate'),
    )
    // Indexes of ACCESS: read 0, delete 2, unclassified 6.
    expect(readCalls(store).map(({ access }) => access)).toEqual([2, 2, 0, 6])
  })
})

import { describe, expect, it } from 'vitest'
import type { Message } from 'vscode-languageserver/node'
import { messageBytes } from '../../server/language/messageBytes.ts'
import { sameAgain } from '../../server/language/sameAgain.ts'

const DIAGNOSTICS = [
  { message: 'A token, ghp_…, stands here. 😀 \ud800', range: { start: { line: 1, character: 2 } } },
  { message: '"quoted"\u2028', data: { fixes: [] }, code: undefined },
]

/** What a client reads, which counts bytes. */
function read(message: object): unknown {
  return JSON.parse(Buffer.concat(messageBytes({ jsonrpc: '2.0', ...message } satisfies Message)).toString('utf8'))
}

/** As JSON means it. */
function meant(message: object): unknown {
  return JSON.parse(JSON.stringify({ jsonrpc: '2.0', ...message }))
}

describe('a message on the wire', () => {
  it('is the message, whether it holds diagnostics or not, the first time and the next', () => {
    const messages = [
      { method: 'textDocument/publishDiagnostics', params: { uri: 'file:///ä "b".json', version: 3, diagnostics: DIAGNOSTICS } },
      { method: 'textDocument/publishDiagnostics', params: { uri: 'x', diagnostics: [], version: undefined } },
      { id: 7, result: { kind: 'full', resultId: '7', items: DIAGNOSTICS } },
      { id: 8, result: { items: DIAGNOSTICS.slice(1), isIncomplete: false } },
      { id: 9, result: { kind: 'unchanged', resultId: '7' } },
      { id: 10, result: { items: ['a', 1, null] } },
      { id: 11, result: null },
      { id: 12, error: { code: -32800, message: 'A newer change has come.' } },
    ]
    for (const message of [...messages, ...messages]) expect(read(message)).toEqual(meant(message))
  })

  it('does not encode the same diagnostic again', () => {
    const [first] = DIAGNOSTICS
    const send = (diagnostics: object[]) => messageBytes({ jsonrpc: '2.0', params: { diagnostics } } as Message)
    const bytes = send([{ message: 'other' }, { ...first }])
    expect(bytes).toHaveLength(4)
    const item = { message: 'kept' }
    expect(send([{}, item])[2]).toBe(send([{ message: 'x' }, item])[2])
  })
})

describe('diagnostics that say the same again', () => {
  const list = (...texts: readonly string[]) => texts.map((message) => ({ message, range: { start: { line: message.length } } }))

  it('are the same objects in front of what changed and behind it', () => {
    const before = list('a', 'b', 'c', 'd')
    const now = list('a', 'new', 'newer', 'c', 'd')
    const kept = sameAgain(before, now)
    expect(kept).toEqual(now)
    expect([kept[0], kept[3], kept[4]]).toEqual([before[0], before[2], before[3]])
    expect(kept[0]).toBe(before[0])
    expect(kept[3]).toBe(before[2])
    expect(kept[4]).toBe(before[3])
  })

  it('are new where anything of them differs', () => {
    const one = { message: 'a', related: [{ text: 'x' }], data: undefined }
    const others: readonly (typeof one | object)[] = [
      { message: 'a', related: [] },
      { message: 'a', related: [{ text: 'y' }] },
      { message: 'a', related: [{ text: 'x' }], data: 1 },
      { message: 'a' },
      { message: 'a', related: { 0: { text: 'x' }, length: 1 } },
      { message: 'a', related: null },
    ]
    for (const other of others) expect(sameAgain<object>([one], [other])[0]).toBe(other)
    expect(sameAgain<object>([one], [{ message: 'a', related: [{ text: 'x' }] }])[0]).toBe(one)
    expect(sameAgain([one], [])).toEqual([])
    expect(sameAgain([], [one])).toEqual([one])
  })
})

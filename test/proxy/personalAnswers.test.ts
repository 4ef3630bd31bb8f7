import { describe, expect, it } from 'vitest'
import { createSecretFinder } from '../../server/proxy/findSecrets.ts'
import { createFrameRecords } from '../../server/proxy/frameRecords.ts'
import { createRedactor } from '../../server/proxy/redact.ts'

const redactor = createRedactor(createSecretFinder([]))

/** The records of a session, one for each line. */
function recorded(...lines: readonly (readonly ['c2s' | 's2c', string])[]): string[] {
  const { frameText } = createFrameRecords(redactor)
  return lines.map(([dir, text]) => {
    const bytes = Buffer.from(text)
    const { full } = frameText(dir, { parts: [bytes], bytes: bytes.length, eol: 'lf' })
    return full({ n: 1, t: 1 }).join('')
  })
}
const ask = (id: string, method = '"elicitation/create"') => `{"jsonrpc":"2.0","id":${id},"method":${method},"params":{}}`
const answer = (id: string) => `{"jsonrpc":"2.0","id":${id},"result":{"action":"accept","content":{"name":"Jane"}}}`
const LONG = JSON.stringify('x'.repeat(2000))

describe('what a person answers', () => {
  it.each([
    ['in a plain request', ask('1'), answer('1')],
    ['with an escaped slash in the method', ask('1', '"elicitation\\/create"'), answer('1')],
    ['with an escaped letter in the method', ask('1', '"\\u0065licitation/create"'), answer('1')],
    ['with an id of 2,000 characters', ask(LONG), answer(LONG)],
    ['with an id in other escapes', ask('"a"'), answer('"\\u0061"')],
    ['with null as id', ask('null'), answer('null')],
    ['with an id that stands twice', ask('2,"id":1'), answer('2')],
    ['with a method that stands twice', ask('1', '"elicitation/create","method":"ping"'), answer('1')],
    ['with a member in front', ask('1').replace('{', '{"x":[{"id":7,"method":"ping"}],'), answer('1')],
    ['in a batch', `[${ask('7', '"ping"')},${ask('1')}]`, answer('1')],
    ['in a batch with an escaped method', `[${ask('1', '"elicit\\u0061tion\\/create"')}]`, answer('1')],
    ['in a batch, and answers in one', `[${ask('1')}]`, `[${answer('1')}]`],
    ['in plain requests, and answers in a batch', ask('1'), `[${answer('1')}]`],
  ])('is not stored when the server asks %s', (_, question, response) => {
    const [, shown = ''] = recorded(['s2c', question], ['c2s', response])
    expect(shown).not.toContain('Jane')
    expect(shown).toContain('"action":"accept","content":{"name":"[redacted:elicit]"}')
  })

  it('is not stored when the server used the id for another question, too, and that was answered first', () => {
    const shown = recorded(
      ['s2c', ask('1')],
      ['s2c', ask('1', '"ping"')],
      ['c2s', '{"jsonrpc":"2.0","id":1,"result":{}}'],
      ['c2s', answer('1')],
    )
    expect(shown[3]).not.toContain('Jane')
  })

  it.each(['method', 'action', '_meta', 'resultType'])('is not stored in a field of the form that is called %s', (name) => {
    const content = { action: 'accept', content: { [name]: 'Jane' } }
    const plain = JSON.stringify({ jsonrpc: '2.0', id: 1, result: content })
    expect(recorded(['s2c', ask('1')], ['c2s', plain])[1]).toContain(
      `"action":"accept","content":{"${name}":"[redacted:elicit]"}`,
    )
    const retried = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { inputResponses: { a: content } } })
    expect(recorded(['c2s', retried])[0]).toContain(`"action":"accept","content":{"${name}":"[redacted:elicit]"}`)
  })

  it('is not stored when the question was cut before it said what it asks', () => {
    const [, shown] = recorded(
      ['s2c', `{"jsonrpc":"2.0","params":{"message":"${'x'.repeat(17 * 1024 * 1024)}"},"id":1,"method":"elicitation/create"}`],
      ['c2s', answer('1')],
    )
    expect(shown).not.toContain('Jane')
  })

  it('is not stored once a line was lost that may have asked', () => {
    const { frameText, questionLost } = createFrameRecords(redactor)
    questionLost()
    const bytes = Buffer.from(answer('1'))
    const { full } = frameText('c2s', { parts: [bytes], bytes: bytes.length, eol: 'lf' })
    expect(full({ n: 1, t: 1 }).join('')).not.toContain('Jane')
  })

  it('is not stored when it is fetched as the result of a task', () => {
    const task = ['c2s', '{"jsonrpc":"2.0","id":1,"result":{"task":{"taskId":"t"}}}'] as const
    const shown = recorded(['s2c', ask('1')], task, ['s2c', ask('2', '"tasks/result"')], ['c2s', answer('2')])
    expect(shown[3]).not.toContain('Jane')
  })

  it('is not stored when more questions are open than are remembered', () => {
    const questions = Array.from({ length: 1100 }, (_, id) => ['s2c', ask(String(id))] as const)
    for (const id of ['0', '1099']) expect(recorded(...questions, ['c2s', answer(id)]).at(-1)).not.toContain('Jane')
  })

  it('is told from answers to other questions', () => {
    const shown = recorded(['s2c', ask('1')], ['s2c', ask('2', '"roots/list"')], ['c2s', answer('2')], ['c2s', answer('"1"')])
    expect(shown[2]).toContain('Jane')
    expect(shown[3]).toContain('Jane')
    expect(recorded(['s2c', ask('2', '"tasks/result"')], ['c2s', answer('2')])[1]).toContain('Jane')
  })

  it('hides the query of an address in a request whose method has escapes', () => {
    const [shown] = recorded([
      's2c',
      '{"jsonrpc":"2.0","id":1,"method":"\\u0065licitation/create","params":{"url":"https://x.example/a?state=abc"}}',
    ])
    expect(shown).toContain('https://x.example/a?[redacted:state]')
  })
})

describe('a private key that a log spreads over notifications', () => {
  it.each(['"notifications/message"', '"notifications\\/message"', '"\\u006eotifications/message"'])(
    'is followed when the method is written %s',
    (method) => {
      const log = (data: string) => ['s2c', `{"jsonrpc":"2.0","method":${method},"params":{"data":"${data}"}}`] as const
      const shown = recorded(log('-----BEGIN PRIVATE KEY-----'), log('NOTREALa'), log('-----END PRIVATE KEY-----'), log('after'))
      expect(shown.join('')).not.toContain('NOTREAL')
      expect(shown[3]).toContain('"after"')
    },
  )
})

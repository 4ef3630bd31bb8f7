import { describe, expect, it } from 'vitest'
import { textRedactor } from './redactText.ts'

const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const AWS = 'AKIANOTREALEXAMPLEFA'
const escaped = (text: string) => [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const BEGIN = '-----BEGIN RSA PRIVATE KEY-----'
const END = '-----END RSA PRIVATE KEY-----'

const { line, text, parsed } = textRedactor()

describe('a secret below escapes', () => {
  const written = GITHUB.replace('g', '\\u0067').replaceAll('X', '\\u0058')

  it.each([
    [`{"a":"${written}`, '{"a":"[redacted:value]'],
    [`{"a":"x ${written} y`, '{"a":"x [redacted:value] y'],
    [`{"a":"b"} "${written}" oops`, '{"a":"b"} "[redacted:value]" oops'],
    [`{"a":"b"} ${escaped(GITHUB)}`, '{"a":"b"} [redacted:value]'],
    [
      '{"a": oops, "u":"https:\\/\\/u:NOTREALpw@example.com\\/x"}',
      '{"a": oops, "u":"https:\\/\\/[redacted:url]@example.com\\/x"}',
    ],
    ['{"a": oops, "p\\u0061ssword":"hunter2"}', '{"a": oops, "p\\u0061ssword":"[redacted:key]"}'],
    ['  "password": "hunter2",', '  "password": "[redacted:key]",'],
  ])('is found in a line that is no JSON: %s', (broken, shown) => {
    expect(line(broken)).toBe(shown)
  })

  it('is found in running text, whose other backslashes stay', () => {
    expect(text(`C:\\new\\x "${escaped(GITHUB)}" \\q \\u12`)).toBe('C:\\new\\x "[redacted:value]" \\q \\u12')
    expect(text(`{"${escaped('password')}":"hunter2"}`)).toBe(`{"${escaped('password')}":"[redacted:key]"}`)
  })

  it('is found in JSON within JSON within JSON', () => {
    const inner = `{"a":"${written}","b":"https:\\/\\/u:NOTREAL@h\\/"}`
    const outer = JSON.stringify({ text: JSON.stringify({ text: inner }) })
    const shown = JSON.parse(JSON.parse(JSON.parse(line(outer)).text).text)
    expect(shown).toEqual({ a: '[redacted:value]', b: 'https://[redacted:url]@h/' })
  })
})

describe('a secret among the colours of a terminal', () => {
  it.each([
    [`\x1b[31m${AWS}\x1b[0m x`, '\x1b[31m[redacted:value]\x1b[0m x'],
    [`word\x1b[1;31m${AWS} x`, 'word\x1b[1;31m[redacted:value] x'],
    [`a\x1b[1;31m${GITHUB}`, 'a\x1b[1;31m[redacted:value]'],
    [`a ghp_\x1b[1mEXAMPLE0NOTREAL\x1b[0m1EXAMPLE2`, 'a [redacted:value]'],
    ['\x1b[1mpassword\x1b[0m = hunter22 x', '\x1b[1mpassword\x1b[0m = [redacted:key] x'],
    [
      '\x1b[32mDB_\x1b[1;31m\x1b[KPASSWORD\x1b[m\x1b[K=hunter22',
      '\x1b[32mDB_\x1b[1;31m\x1b[KPASSWORD\x1b[m\x1b[K=[redacted:key]',
    ],
    ['"\x1b[34;1mtoken\x1b[0m": \x1b[32m"hunter22"\x1b[0m', '"\x1b[34;1mtoken\x1b[0m": \x1b[32m"[redacted:key]"\x1b[0m'],
  ])('is found: %j', (written, shown) => {
    expect(text(written)).toBe(shown)
    expect(parsed({ a: written })).toEqual({ a: shown })
  })

  it.each([
    '\x1b[31merror\x1b[0m: no such file',
    '\x1b[1mtoken\x1b[0m: string',
    '[31mAKIANOTREALEXAMPLEFA',
    '\x1b[32m✓\x1b[0m 12 passed',
  ])('is not seen where there is none: %j', (harmless) => {
    expect(text(harmless)).toBe(harmless)
  })
})

describe('a private key', () => {
  it('is found behind another one on the same line', () => {
    const two = `${BEGIN}NOTREAL1${END}${BEGIN}NOTREAL2${END} and ${BEGIN}NOTREAL3`
    expect(text(two)).toBe('[redacted:value][redacted:value] and [redacted:value]')
    expect(parsed({ a: two })).toEqual({ a: '[redacted:value][redacted:value] and [redacted:value]' })
  })

  it('is found in an array of its lines, of which the others stay', () => {
    const key = [BEGIN, 'NOTREALa', 'NOTREALb=', END]
    expect(parsed({ before: ['a'], lines: ['x', ...key, 'after'], after: ['b', 'info'] })).toEqual({
      before: ['a'],
      lines: ['x', ...key.map(() => '[redacted:value]'), 'after'],
      after: ['b', 'info'],
    })
    expect(parsed({ content: key.map((text) => ({ type: 'text', text })) }).content[1]).toEqual({
      type: 'text',
      text: '[redacted:value]',
    })
    expect(line(JSON.stringify({ lines: key }, null, 2))).not.toContain('NOTREAL')
  })

  it('is found in log messages of its lines', () => {
    const log = (data: unknown) =>
      JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data } })
    const own = textRedactor()
    const shown = (text: string, dir: 'c2s' | 's2c' = 's2c') => JSON.parse(own.line(text, { dir })).params
    const hidden = { level: 'info', data: '[redacted:value]' }
    expect(shown(log(BEGIN))).toEqual(hidden)
    expect(shown(log('NOTREALa'))).toEqual(hidden)
    expect(shown(log('of the client'), 'c2s')).toEqual({ level: 'info', data: 'of the client' })
    expect(shown('{"jsonrpc":"2.0","id":1,"method":"x","params":{"other":"stays"}}')).toEqual({ other: 'stays' })
    expect(shown(log({ msg: 'elsewhere' }))).toEqual({ level: 'info', data: { msg: 'elsewhere' } })
    expect(shown(log('NOTREALb='))).toEqual(hidden)
    expect(shown(log(END))).toEqual(hidden)
    expect(shown(log('after'))).toEqual({ level: 'info', data: 'after' })
  })

  it('that one answer leaves open hides nothing of the next', () => {
    const own = textRedactor()
    const answer = (text: string) => JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text }] } })
    own.line(answer(`x ${BEGIN}\nNOTREAL`), { dir: 's2c' })
    expect(own.line(answer('harmless'), { dir: 's2c' })).toBe(answer('harmless'))
  })

  it('that is only spoken of hides nothing behind it', () => {
    const value = { a: [`A file that begins with ${BEGIN} is a key.`, 'harmless', `${BEGIN} and ${END}`, 'harmless'] }
    expect(parsed(value).a.filter((item: string) => item === 'harmless')).toHaveLength(2)
  })
})

describe('the value beside a name', () => {
  it.each([
    [{ name: 'DB_PASSWORD', value: 'hunter2' }],
    [{ value: 'hunter2', name: 'DB_PASSWORD' }],
    [{ key: 'api-key', value: 'hunter2' }],
    [{ Key: 'token', note: { name: 'x', value: 'hunter' }, Value: 'hunter2' }],
    [{ name: 'Authorization', value: 'x hunter2' }],
    [{ name: 'API key', value: 'hunter2' }],
    [{ value: { stringValue: 'hunter2' }, key: 'http.auth_token' }],
    [{ name: 'DB_PASSWORD', value: ['hunter2', 'hunter2'] }],
    [{ value: 123_456, name: 'secret' }],
  ])('is a secret: %j', (value) => {
    const shown = line(JSON.stringify({ env: [{ name: 'a', value: 'b' }, value, { name: 'c', value: 'd' }] }))
    expect(shown).not.toMatch(/hunter2|123456/)
    expect(JSON.parse(shown).env[0]).toEqual({ name: 'a', value: 'b' })
    expect(JSON.parse(shown).env[2]).toEqual({ name: 'c', value: 'd' })
  })

  it.each([
    [{ name: 'get_weather', value: 'Oslo' }],
    [{ value: 'Oslo', name: 'city' }],
    [{ name: 'token count', value: '12' }],
    [{ name: 'tokens', value: '12' }],
    [{ name: 'How to reset the password', value: 'See below.' }],
    [{ key: 'pass', value: 12 }],
    [{ name: 'password', type: 'string', description: 'The password.', required: true }],
    [{ inputSchema: { name: 'password', value: 'string' } }],
    [{ name: 'password', values: ['a'], child: { value: 'x' } }],
    [{ list: [{ name: 'password' }, { value: 'x' }] }],
  ])('stays: %j', (value) => {
    expect(parsed(value)).toEqual(value)
  })

  it('is a secret in every object of a message made to have many', () => {
    const many = Array.from({ length: 12_000 }, () => ({ value: 'hunter2', name: 'password' }))
    expect(line(JSON.stringify(many))).not.toContain('hunter2')
  })

  it.each([
    ['{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}', '{"env":[{"name":"DB_PASSWORD","value":"[redacted:key]"}]}'],
    [
      '- name: DB_PASSWORD\n  value: hunter22\n- name: x\n  value: hunter33',
      '- name: DB_PASSWORD\n  value: [redacted:key]\n- name: x\n  value: hunter33',
    ],
    ['{\n  "key": "token",\n  "value": "hunter2"\n}', '{\n  "key": "token",\n  "value": "[redacted:key]"\n}'],
    ['{"name":"city","value":"Oslo"}', '{"name":"city","value":"Oslo"}'],
    ['{"value": "hunter2", "name": "token"}', '{"value": "[redacted:key]", "name": "token"}'],
    ['{"value":"Oslo","name":"city"},{"name":"token"}', '{"value":"Oslo","name":"city"},{"name":"token"}'],
  ])('is found in running text: %s', (written, shown) => {
    expect(text(written)).toBe(shown)
    expect(parsed({ text: written })).toEqual({ text: shown })
  })
})

import { describe, expect, it } from 'vitest'
import { textRedactor } from './redactText.ts'

const { whole: line, parsed, text } = textRedactor()
const _message = (value: unknown) => line(JSON.stringify(value)).text

const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const JWT = `${b64({ alg: 'none', typ: 'JWT' })}.${b64({ scope: 'a b', sub: 'example' })}.NOTREALSIGNATURE`
const PEM = `-----BEGIN RSA PRIVATE KEY-----\nNOTREAL${'FAKE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`

describe('a secret in a message', () => {
  it('is replaced in the text, and everything else stays as it was written', () => {
    const written = `{ "id" : 1.0, "params":{"big":12345678901234567890,"é":"\\u00e9 ${GITHUB} 😀"} ,"jsonrpc":"2.0"}`
    expect(line(written)).toEqual({
      text: written.replace(GITHUB, '[redacted:value]'),
      redacted: [['/params/é', 'value']],
    })
  })

  it.each([
    ['token', 'x1'],
    ['apiKey', 'x1'],
    ['API-KEY', 'x1'],
    ['client_secret', 'x1'],
    ['githubToken', 'x1'],
    ['aws_secret_access_key', 'x1'],
    ['db_password', 'x1'],
    ['x-api-key', 'x1'],
    ['Cookie', 'x1'],
    ['sessionId', 'x1'],
    ['signature', 'x1'],
  ])('is found by its name: %s', (name, value) => {
    expect(parsed({ params: { [name]: value } })).toEqual({ params: { [name]: '[redacted:key]' } })
  })

  it.each(['progressToken', 'tokenCount', 'author', 'cursor', 'keyboard', 'secretary', 'public', 'PWD'])(
    'is not seen in %s',
    (name) => {
      expect(parsed({ params: { [name]: 'x1' } })).toEqual({ params: { [name]: 'x1' } })
    },
  )

  it('is not seen in a count that was sent as text, nor in the folder of the shell', () => {
    const params = { maxTokens: '4096', tokens: '7', OLDPWD: '/home/someone' }
    expect(parsed({ params })).toEqual({ params })
  })

  it('is found below a name of a megabyte as below a short one, and so is what a long number names', () => {
    const long = `${'1'.repeat(1024 * 1024)}x`
    expect(parsed({ [long]: 'x1', [`${long}_token`]: 'x1', [`token${'1'.repeat(100)}`]: 'x1' })).toEqual({
      [long]: 'x1',
      [`${long}_token`]: '[redacted:key]',
      [`token${'1'.repeat(100)}`]: '[redacted:key]',
    })
  })

  it('below a name that says so is found at any depth, numbers too', () => {
    expect(parsed({ credentials: { user: 'u', list: ['a', 5, true, null, ''] } })).toEqual({
      credentials: { user: '[redacted:key]', list: ['[redacted:key]', '[redacted:key]', true, null, ''] },
    })
  })

  it('is not seen in a declaration of a schema, but its value is', () => {
    const inputSchema = {
      type: 'object',
      properties: {
        token: { type: 'string', description: 'token: the token, e.g. "token": "abcdefgh1"' },
        apiKey: { type: 'string' },
      },
      required: ['token'],
    }
    const list = { result: { tools: [{ name: 'get_token', description: 'Gives a token: string', inputSchema }] } }
    expect(parsed(list)).toEqual(list)
    const leaky = { result: { tools: [{ inputSchema: { properties: { a: { default: GITHUB } }, token: 'plain' } }] } }
    expect(parsed(leaky)).toEqual({
      result: { tools: [{ inputSchema: { properties: { a: { default: '[redacted:value]' } }, token: '[redacted:key]' } }] },
    })
  })

  it('is not seen in what a schema in a result says of it, but in what it gives', () => {
    const password = { type: 'string', format: 'password', description: 'Of the user', minLength: 8 }
    const schema = { type: 'object', properties: { password, tokens: { type: ['array', 'null'] } } }
    const result = { structuredContent: { schema }, schema }
    expect(parsed({ result })).toEqual({ result })
    const leaky = { properties: { password: { type: 'string', default: 'plain', examples: ['plain'], const: 5 } } }
    expect(JSON.stringify(parsed({ result: { structuredContent: leaky } }))).not.toMatch(/plain|5/)
    for (const value of [
      { properties: { password: { type: 'plain', description: 'plain' } } },
      { properties: { password: 'plain' } },
      { properties: { password: { a: { type: 'string' }, description: 'plain' } } },
      { credentials: { properties: { password: { type: 'string', description: 'plain' } } } },
      { properties: { token: { value: { type: 'string', description: 'plain' } } } },
    ])
      expect(JSON.stringify(parsed({ result: { structuredContent: value } }))).not.toContain('plain')
  })

  it('is not seen in versions of packages and cursors of lists', () => {
    const result = {
      dependencies: { cookie: '^0.7.2', jsonwebtoken: '9.0.2', jwt: '~1.0.0', 'set-cookie': '>=1.2.3-beta.1' },
      list: { nextToken: 'x1', next_page_token: 'x1', nextPageToken: 'x1', continuationToken: 'x1', pageToken: 'x1' },
      cancellationToken: 'x1',
    }
    expect(parsed({ result })).toEqual({ result })
    expect(text(JSON.stringify(result, undefined, 2))).toBe(JSON.stringify(result, undefined, 2))
    expect(text('?pageToken=x1&nextToken=x1')).toBe('?pageToken=x1&nextToken=x1')
    for (const version of ['1.2.3-hunter22', '1.2.3.hunter22', '1.2.3+hunter22', 'x1.2.3', '1.2']) {
      expect(parsed({ token: version })).toEqual({ token: '[redacted:key]' })
      expect(text(`{"password":"${version}hunter"}`)).toBe('{"password":"[redacted:key]"}')
    }
  })

  it('is seen in arguments that only look like a schema', () => {
    expect(parsed({ params: { arguments: { inputSchema: { token: { value: 'plain' } } } } })).toEqual({
      params: { arguments: { inputSchema: { token: { value: '[redacted:key]' } } } },
    })
  })

  it('is found in a name, and not repeated in pointers', () => {
    const { text: shown, redacted } = line(JSON.stringify({ params: { [GITHUB]: { password: 'x1' } } }))
    expect(JSON.parse(shown)).toEqual({ params: { '[redacted:value]': { password: '[redacted:key]' } } })
    expect(JSON.stringify(redacted)).not.toContain('NOTREAL')
  })

  it.each([
    ['escapes', GITHUB.replaceAll('E', '\\u0045')],
    ['an escaped prefix', GITHUB.replace('_', '\\u005f')],
    ['other escapes around it', `\\n\\t\\"${GITHUB}\\\\`],
    ['surrogates in front of it', `\\ud83d\\ude00 é 漢 ${GITHUB}\\u0000`],
  ])('is found behind %s', (_, written) => {
    const { text: shown } = line(`{"params":{"t":"${written}"}}`)
    expect(JSON.parse(shown).params.t).toContain('[redacted:value]')
    expect(JSON.parse(shown).params.t).not.toContain('NOTREAL')
    expect(JSON.parse(`{"t":"${written}"}`).t.replace(GITHUB, '[redacted:value]')).toBe(JSON.parse(shown).params.t)
  })

  it.each([
    ['JSON in a string', '{"user":"u","apiKey": "hunter2-plain"}', '{"user":"u","apiKey": "[redacted:key]"}'],
    ['twice nested JSON', '{"a":"{\\"password\\":\\"hunter2-plain\\"}"}', '{"a":"{\\"password\\":\\"[redacted:key]\\"}"}'],
    ['a dotenv file', 'A=1\nDB_PASSWORD=hunter2\nB=2', 'A=1\nDB_PASSWORD=[redacted:key]\nB=2'],
    ['YAML', 'password: hunter2plain\nx: y', 'password: [redacted:key]\nx: y'],
    ['a header', 'GET /\nAuthorization: token abc def\nHost: x', 'GET /\nAuthorization: [redacted:key]\nHost: x'],
    ['a bearer token', 'use Bearer abcdEFGH1234 now', 'use Bearer [redacted:value] now'],
    ['basic authentication', 'Basic dXNlcjpwYXNz', 'Basic [redacted:value]'],
    ['a private key', `a ${PEM} b`, 'a [redacted:value] b'],
    ['a JWT', `a ${JWT}, b`, 'a [redacted:value], b'],
    ['a connection string', 'postgres://user:pa55@db:5432/x', 'postgres://[redacted:url]@db:5432/x'],
    ['a URL with a password', 'https://u:p@example.com/', 'https://[redacted:url]@example.com/'],
    [
      'a query',
      'https://x/?a=1&sig=abc%2F&X-Amz-Signature=12ab#access_token=q',
      'https://x/?a=1&sig=[redacted:url]&X-Amz-Signature=[redacted:url]#access_token=[redacted:url]',
    ],
  ])('is found in running text: %s', (_, written, shown) => {
    expect(parsed({ result: { content: [{ type: 'text', text: written }] } }).result.content[0].text).toBe(shown)
    expect(text(written)).toBe(shown)
  })

  it.each([
    'interface A { token: string; password?: string }',
    'const token = getToken(user)',
    'Basic authentication and Bearer tokens are supported; the token is read from the environment.',
    'git clone ssh://git@github.com/a/b.git and https://github.com/a/b@v1',
    'https://example.com/?page=2&q=key&next=abc',
    'password: ${DB_PASSWORD}, token: <your token>, API_KEY=$KEY, secret = process.env.SECRET',
    'risk-management-of-large-companies task-list sk-spinner-container pattern_matching_in_2024',
    'npm_config_user_agent npm_lifecycle_event',
    'if (token === other) return; token == null',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= /usr/lib/node_modules/npm',
    '2026-11-24T08:00:00.000Z id: 550e8400-e29b-41d4-a716-446655440000',
  ])('is not seen where there is none: %s', (harmless) => {
    expect(text(harmless)).toBe(harmless)
  })
})

describe('what people and servers keep to themselves', () => {
  it('answers to questions are hidden, except whether there was one', () => {
    const answer = { jsonrpc: '2.0', id: 5, result: { action: 'accept', content: { name: 'Jane', age: 7, ok: true } } }
    const { text: shown } = line(JSON.stringify(answer), { isAnswer: true })
    expect(JSON.parse(shown)).toEqual({
      ...answer,
      result: { action: 'accept', content: { name: '[redacted:elicit]', age: '[redacted:elicit]', ok: '[redacted:elicit]' } },
    })
    expect(parsed(answer)).toEqual(answer)
  })

  it('inputResponses, requestState and baggage are hidden in requests', () => {
    expect(
      parsed({
        params: {
          name: 't',
          requestState: 'opaque',
          inputResponses: { a: { action: 'accept', content: { x: 'y' } } },
          _meta: { baggage: 'k=v', traceparent: '00-1' },
        },
      }),
    ).toEqual({
      params: {
        name: 't',
        requestState: '[redacted:state]',
        inputResponses: { a: { action: 'accept', content: { x: '[redacted:elicit]' } } },
        _meta: { baggage: '[redacted:state]', traceparent: '00-1' },
      },
    })
  })

  it('the query of a URL that a person is asked to open is hidden, and that of others is not', () => {
    const asked = { method: 'elicitation/create', params: { mode: 'url', url: 'https://x.example/a?state=abc&b=c' } }
    expect(parsed(asked).params.url).toBe('https://x.example/a?[redacted:state]')
    const called = { method: 'tools/call', params: { arguments: { url: 'https://x.example/a?b=c' } } }
    expect(parsed(called)).toEqual(called)
  })
})

describe('a line that is no JSON', () => {
  it.each([
    ['{"password":"hunter2", oops', '{"password":"[redacted:key]", oops'],
    [`{"a":1} ${GITHUB}`, '{"a":1} [redacted:value]'],
    ['{"password":"hun\tter2","x":1}', '{"password":"[redacted:key]","x":1}'],
    ['{"credentials":{"pass":"hunter2"', '{"credentials":{"pass":"[redacted:key]"'],
    ['{ password: "hunter2" }', '{ password: "[redacted:key]" }'],
    ['DEBUG login user=jane password=hunter2 ok', 'DEBUG login user=jane password=[redacted:key] ok'],
  ])('loses its secrets as well: %s', (written, shown) => {
    expect(line(written).text).toBe(shown)
  })
})

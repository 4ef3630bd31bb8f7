import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeOf } from '../../server/proxy/envelope.ts'
import { decodeString } from '../../server/proxy/jsonStrings.ts'
import { pairTable } from '../../server/proxy/pairs.ts'
import { Scanner } from '../../server/proxy/scan.ts'

function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Scans a text and collects every string value and scalar with its pointer. */
function scanned(text: string) {
  const strings: [pointer: string, value: string][] = []
  const scalars: [pointer: string, text: string][] = []
  const scanner: Scanner = new Scanner(pairTable([]), {
    enter: () => 1,
    open: () => 1,
    // Names come without flags.
    string({ start, end, closed, flags }) {
      if (closed && flags !== 0) strings.push([pointer(scanner.path()), decodeString(scanner.bytes.subarray(start, end))])
    },
    scalar(start, end) {
      scalars.push([pointer(scanner.path()), scanner.bytes.toString('utf8', start, end)])
    },
  })
  scanner.scan(Buffer.from(text, 'utf8'))
  return { scanner, strings, scalars }
}

/** The same by JSON.parse. */
function leaves(value: unknown, pointer = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, `${pointer}/${i}`))
  if (typeof value !== 'object' || value === null) return [[pointer, value]]
  const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')
  return Object.entries(value).flatMap(([name, item]) => leaves(item, `${pointer}/${escaped(name)}`))
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const json = fc.json({ maxDepth: 6 })
const laidOut = fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t', ' \r')).map(([value, indent]) => {
  const text = JSON.stringify(value, null, indent === ' \r' ? 1 : indent)
  return indent === ' \r' ? text.replaceAll('\n', '\r') : text
})
/** JSON with a piece cut out, doubled or replaced: mostly wrong. */
const broken = fc
  .tuple(
    json,
    fc.nat(),
    fc.constantFrom('', '"', '\\', '{', ']', ',', ':', '0', '.', '-', 'e', ' ', '\t', '\u0000', '\\u12', 'tru'),
  )
  .map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + 1))

/** JSON in a layout of its own, with every character of a string as an escape or as it is. */
function written(value: unknown, escaped: boolean): string {
  if (typeof value === 'string') return escaped ? `"${value.split('').map(escapeOf).join('')}"` : JSON.stringify(value)
  if (Array.isArray(value)) return `[ ${value.map((item) => written(item, escaped)).join(' ,')} ]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${written(name, escaped)} : ${written(item, escaped)}`)
    .join(' ,')} }`
}

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

describe('the scanner', () => {
  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(json, laidOut, broken, fc.string()), (text) => {
        expect(scanned(text).scanner.valid).toBe(parses(text))
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    '01',
    '-',
    '1.',
    '.5',
    '1e',
    '+1',
    '-0',
    '1E+5',
    '0.0e-0',
    'nul',
    'NaN',
    '"\\x"',
    '"\t"',
    '"\\u12G4"',
    '[1,]',
    '{"a":1,}',
    '{,}',
    '[,]',
    '',
    ' ',
    '{"a"}',
    '"a" "b"',
  ])('agrees with JSON.parse on %j', (text) => {
    expect(scanned(text).scanner.valid).toBe(parses(text))
  })

  it('agrees with JSON.parse on every leaf and its place', () => {
    // "__proto__" is a name like any other to the scanner, and none to Object.entries.
    const value = fc
      .jsonValue({ maxDepth: 5 })
      .filter((item) => typeof item === 'object' && item !== null && !JSON.stringify(item).includes('__proto__'))
    fc.assert(
      fc.property(value, (item) => {
        const { strings, scalars } = scanned(JSON.stringify(item))
        const all = new Map<string, unknown>([...strings, ...scalars.map(([at, text]) => [at, JSON.parse(text)] as const)])
        expect(all).toEqual(new Map(leaves(JSON.parse(JSON.stringify(item)))))
      }),
      { numRuns: 2000 },
    )
  })

  it('agrees with JSON.parse on id, method and name, however they are written', () => {
    const text = fc.string({ unit: 'grapheme' })
    const id = fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, '', 2 ** 53, '1'),
    )
    const message = fc.record({
      jsonrpc: fc.constant('2.0'),
      id,
      method: text,
      params: fc.record({ name: text, other: fc.jsonValue() }),
    })
    fc.assert(
      fc.property(message, fc.nat(), (value, turn) => {
        const members = Object.entries(value)
        const turned = [...members.slice(turn % 4), ...members.slice(0, turn % 4)]
        const escaped = written(Object.fromEntries(turned), turn % 2 === 1)
        const { scanner, strings } = scanned(escaped)
        const { type, id: idSlice, method } = envelopeOf(scanner, false)
        const read = (slice: { start: number; end: number } | undefined) =>
          slice && JSON.parse(scanner.bytes.toString('utf8', slice.start, slice.end))
        const parsed = JSON.parse(escaped)
        expect(type).toBe('request')
        expect(read(idSlice)).toBe(parsed.id)
        expect(read(method)).toBe(parsed.method)
        expect(new Map(strings).get('/params/name')).toBe(parsed.params.name)
      }),
      { numRuns: 1000 },
    )
  })

  it('finds names that stand twice, also in another spelling and in large objects', () => {
    const many = Array.from({ length: 50 }, (_, i) => `"k${i}":${i}`).join(',')
    expect(scanned('{"a":1,"b":{"a":1,"x":[{"c":1,"\\u0063":2}]},"a":2}').scanner.duplicates.map(pointer)).toEqual([
      '/b/x/0/c',
      '/a',
    ])
    expect(scanned(`{${many},"k3":1,"k49":1}`).scanner.duplicates.map(pointer)).toEqual(['/k3', '/k49'])
    expect(scanned(`[{"a":1},{"a":1}]`).scanner.duplicates.map(pointer)).toEqual([])
    expect(scanned(`{"a/b~":1,"a/b~":2}`).scanner.duplicates.map(pointer)).toEqual(['/a~1b~0'])
  })

  it('has read the beginning of a line that was cut', () => {
    const whole = '{"jsonrpc":"2.0","id":"a b","method":"tools/call","params":{"name":"x","arguments":{"text":"abc"}}}'
    for (let end = 0; end < whole.length; end++) {
      const { scanner } = scanned(whole.slice(0, end))
      expect(scanner.valid).toBe(false)
      if (end > 50) expect(envelopeOf(scanner, true)).toMatchObject({ type: 'request' })
    }
  })

  it('needs no stack for nesting', () => {
    const deep = 1_000_000
    const { scanner } = scanned('['.repeat(deep) + ']'.repeat(deep))
    expect(scanner.valid).toBe(true)
    expect(scanner.deepest).toBe(deep)
  })
})

describe('the kind of a message', () => {
  it.each([
    ['{"jsonrpc":"2.0","id":1,"method":"a"}', 'request', '1'],
    ['{"jsonrpc":"2.0","id":"1","method":"a"}', 'request', '"1"'],
    ['{"jsonrpc":"2.0","id":0,"method":"a"}', 'request', '0'],
    ['{"jsonrpc":"2.0","id":"","method":"a"}', 'request', '""'],
    ['{"jsonrpc":"2.0","id":1.0,"method":"a"}', 'request', '1.0'],
    ['{"jsonrpc":"2.0","method":"a"}', 'notification', undefined],
    ['{"jsonrpc":"2.0","id":1,"result":{}}', 'response', '1'],
    ['{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}', 'response', '1'],
    ['{"jsonrpc":"2.0","error":{"code":1,"message":"x"}}', 'response', undefined],
    ['{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}', 'response', undefined],
    ['{"jsonrpc":"2.0","id":1,"id":2,"method":"a"}', 'request', '2'],
    ['[{"jsonrpc":"2.0","method":"a"}]', 'batch', undefined],
    ['[]', 'invalid', undefined],
    ['{"jsonrpc":"2.0","id":{},"method":"a"}', 'invalid', undefined],
    ['{"jsonrpc":"2.0","id":1,"method":5}', 'invalid', undefined],
    ['{"jsonrpc":"1.0","id":1,"method":"a"}', 'invalid', undefined],
    ['{"id":1,"method":"a"}', 'invalid', undefined],
    ['{"jsonrpc":"2.0","id":1}', 'invalid', undefined],
    ['"text"', 'invalid', undefined],
    ['5', 'invalid', undefined],
    ['{"jsonrpc":"2.0","id":1,"method":"a"} ,', 'invalid', undefined],
  ])('of %s is %s', (text, type, id) => {
    const { scanner } = scanned(text)
    const envelope = envelopeOf(scanner, false)
    expect(envelope.type).toBe(type)
    expect(envelope.id && text.slice(envelope.id.start, envelope.id.end)).toBe(id)
  })
})

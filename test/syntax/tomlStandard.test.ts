import fc from 'fast-check'
import { parse as parseStandard, TomlDate } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'

/** What the other reader gives, with dates as the text of ours; undefined when it refuses the file. */
function standard(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: comparable(parseStandard(text, { integersAsBigInt: 'asNeeded' })) }
  } catch {
    return undefined
  }
}

function comparable(value: unknown): unknown {
  if (value instanceof TomlDate) return 'a date'
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, comparable(inner)]))
  // Both write it, and they mean the same.
  return value === 0 ? 0 : value
}

const DATE = /^(?:\d{4}-\d\d-\d\d|\d\d:\d\d)/

/** Text that starts like a date is not told apart: that dates are dates is tested elsewhere. */
function ours(value: unknown): unknown {
  if (typeof value === 'string') return DATE.test(value) ? 'a date' : value
  if (Array.isArray(value)) return value.map(ours)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ours(inner)]))
  return value === 0 ? 0 : value
}

const TOKENS = [
  ...[
    'a',
    'b',
    '"a"',
    "'b'",
    '"',
    "'",
    '"""',
    "'''",
    '[',
    ']',
    '[[',
    ']]',
    '{',
    '}',
    '.',
    ',',
    '=',
    ' = ',
    ' ',
    '\t',
    '\n',
    '\r\n',
  ],
  ...[
    '#',
    '# x',
    '1',
    '-1',
    '1.5',
    '0x1f',
    '1_0',
    '1e3',
    'inf',
    'nan',
    'true',
    'false',
    '2020-02-29',
    'T07:32:00Z',
    ' 07:32',
    '07:32:00',
  ],
  ...[
    '\\n',
    '\\u00e9',
    '\\U0001F600',
    '\\"',
    '\\',
    '\\\n ',
    '\u0000',
    'é',
    '\u007f',
    '\r',
    '+',
    '_',
    'x\n',
    '[a]\n',
    '[a.b]\n',
    '[[a]]\n',
    '[[a.b]]\n',
  ],
  ...['a = 1\n', 'a.b = 1\n', 'b = [\n1,\n]\n', 'a = { b = 1 }\n', 'a.b.c = { a = 2, b.c = 3 }\n'],
]
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 14 }).map((tokens) => tokens.join(''))

const keyOf = fc.constantFrom('a', 'b', 'c', 'd', '"a b"')
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('1', '"x"', "'y'", 'true', '-0.5', '"""\nz"""', '2020-02-29', '[]', '{}', '"\\t"'),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .uniqueArray(fc.tuple(keyOf, tie('value')), { maxLength: 3, selector: ([key]) => key })
      .map((members) => `{ ${members.map(([key, inner]) => `${key} = ${inner}`).join(', ')} }`),
  ),
})).value
const path = (maxLength: number) => fc.array(keyOf, { minLength: 1, maxLength }).map((keys) => keys.join('.'))
const tables = (inHeaders: number, inKeys: number): fc.Arbitrary<string> => {
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(path(inKeys), value).map(([key, inner]) => `${key} = ${inner}`) },
    { weight: 2, arbitrary: path(inHeaders).map((key) => `[${key}]`) },
    { weight: 1, arbitrary: path(inHeaders).map((key) => `[[${key}]]`) },
    { weight: 1, arbitrary: fc.constantFrom('', '# comment', '  ') },
  )
  return fc.array(line, { maxLength: 8 }).map((all) => all.join('\n'))
}

describe('TOML, compared with another reader', () => {
  it.each([
    ['any signs', soup, 10_000],
    ['tables below tables', tables(3, 1), 5_000],
    ['keys with dots', tables(1, 3), 5_000],
  ] as const)('has the same value and a problem exactly where that refuses the file: %s', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, (text) => {
        const expected = standard(text)
        const { root, problems } = parse(text, 'toml')
        if (expected) {
          expect(problems).toEqual([])
          expect(root && ours(toJson(root))).toEqual(ours(expected.value))
        } else expect(problems).not.toEqual([])
      }),
      { numRuns },
    )
  })

  // "[a.b.c]" and then "b.x" in "[a]": that reader refuses it, those of Rust and Python do not, and neither do we.
  it('has the same value wherever that accepts the file, with dots everywhere', () => {
    fc.assert(
      fc.property(tables(3, 3), (text) => {
        const expected = standard(text)
        const { root, problems } = parse(text, 'toml')
        if (!expected) return
        expect(problems).toEqual([])
        expect(root && ours(toJson(root))).toEqual(ours(expected.value))
      }),
      { numRuns: 5_000 },
    )
  })
})

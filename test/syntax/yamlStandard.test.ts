import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Composer, Parser, stringify } from 'yaml'
import { toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'

/** Another parser of YAML 1.2 reads the same text: its value, and whether it refuses it. */
function readByOther(text: string): { readonly value: unknown; readonly isRefused: boolean } | undefined {
  const tokens = [...new Parser().parse(text)]
  const [document] = new Composer({ uniqueKeys: false, logLevel: 'silent', merge: true }).compose(tokens, true, text.length)
  if (!document) return undefined
  const isRefused = document.errors.length > 0 || tokens.filter(({ type }) => type === 'document').length > 1
  try {
    return { value: document.toJS({ maxAliasCount: -1 }), isRefused }
  } catch {
    // An alias without an anchor is no error to it before somebody asks for the value.
    return { value: undefined, isRefused: true }
  }
}

/** Without what JSON cannot say, and with members in one order: a merge gives them in another. */
function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not finite'
  if (typeof value === 'string' && /^[-+]?\.(?:inf|nan)$/i.test(value)) return 'not finite'
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, plain(member)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function readByUs(text: string): { readonly value: unknown; readonly isRefused: boolean } {
  const { root, problems } = parse(text, 'yaml')
  return { value: root ? toJson(root) : null, isRefused: problems.some(({ kind }) => kind !== 'duplicate-key') }
}

const texts = [
  'x',
  'a b',
  'yes',
  'a: b',
  '# c',
  'x #y',
  '"',
  "'",
  '\n',
  'a\nb',
  'a\n\n b\n',
  '  lead',
  'trail ',
  '@x',
  '*a',
  '&b',
]
const more = ['!c', '- d', '', 'null', '1.0', '{', '[x]', 'é𝄞', '\t', 'a\\b', '\x07', 'x\ny\n\n', '?', ': ', '...', '---', '0o7']
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, 1, -1.5, ...texts, ...more),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b c', '1', 'null', 'k:', '#', '- x', '', '"q"', 'é', '?'), tie('value'), { maxKeys: 4 }),
  ),
})).value
const options = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 8, 80),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  collectionStyle: fc.constantFrom('any', 'flow', 'block'),
})

// With a seed of its own: it is the other parser that may be wrong. No `?`: the other one takes anything behind a key with it, and writes a map that is a key in its own way.
const token = fc.constantFrom(
  ...['a', 'b', 'c: ', 'd:', '- ', '-', '\n', '\n', '\n  ', '\n    ', '\n ', ' ', ': ', '"', "'", 'x y', '[', ']', '{', '}'],
  ...[', ', '#', ' # c', '|', '>', '|-', '>-', '&x ', '*x', '!!str ', '1', 'null', '<<: ', '\\n', '\\', '"q"', 'é', 'true', '~'],
  ...['@', '%', '\n---\n'],
)

describe('YAML as another parser reads it', () => {
  it('has the same value and no problem, whatever the style', () => {
    fc.assert(
      fc.property(json, options, fc.boolean(), (value, style, crlf) => {
        const written = stringify(value, style)
        const text = crlf ? written.replaceAll('\n', '\r\n') : written
        const other = readByOther(text)
        if (!other || other.isRefused) return
        expect(readByUs(text)).toEqual({ value: plainOf(other.value), isRefused: false })
      }),
      { numRuns: 2000 },
    )
  })

  it('has the same value and no problem wherever that accepts it', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), (tokens) => {
        const text = tokens.join('')
        const other = readByOther(text)
        if (!other || other.isRefused || isDisputed(text)) return
        accepted++
        const own = readByUs(text)
        expect(own.isRefused).toBe(false)
        expect(plain(own.value)).toEqual(plain(other.value))
      }),
      { numRuns: 8000, seed: 20261124 },
    )
    expect(accepted).toBeGreaterThan(1000)
  })

  it('has a problem nearly wherever that refuses it', () => {
    let refused = 0
    let missed = 0
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), (tokens) => {
        const text = tokens.join('')
        if (!readByOther(text)?.isRefused) return
        refused++
        if (!readByUs(text).isRefused) missed++
      }),
      { numRuns: 8000, seed: 20261124 },
    )
    // Empty lines deeper than the first of a text behind a bar, and the like: they change no value.
    expect(refused).toBeGreaterThan(1000)
    expect(missed / refused).toBeLessThan(0.03)
  })
})

/** The order of members counts where nothing is merged. */
function plainOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}

/**
 * Where the other one is not right, or nobody can tell: `'x''` is not closed to any other parser, spaces at the very end of
 * a text behind a bar, `{a}:` as a key behind a colon, and a key without a name in a wrong column.
 */
function isDisputed(text: string): boolean {
  return /'[\s\S]*''|[|>][\s\S]*\n +$|[}\]][^\n]*:|\n *:/.test(text)
}

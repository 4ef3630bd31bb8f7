import { describe, expect, it } from 'vitest'
import { toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { read, sourceAt } from './yamlText.ts'

describe('a whole YAML file', () => {
  it('gives every kind of value with its place', () => {
    const text = 'a: [1, -2.5e3, true, ~, x, "y"]\nb:\n  - c: \'d\'\n  -\n'
    expect(read(text)).toEqual({ value: { a: [1, -2500, true, null, 'x', 'y'], b: [{ c: 'd' }, null] }, problems: [] })
    expect([0, 1, 2, 3, 4, 5].map((index) => sourceAt(text, 'a', index))).toEqual(['1', '-2.5e3', 'true', '~', 'x', '"y"'])
    expect(sourceAt(text, 'b', 0, 'c')).toBe("'d'")
    expect(sourceAt(text, 'b')).toBe("- c: 'd'\n  -")
    expect(sourceAt(text, 'b', 1)).toBe('')
  })

  it('gives the places of keys with their quotes, of members, and of a value that is not written right behind its colon', () => {
    const text = '"k" : v # x\nempty:  \n'
    const { root } = parse(text, 'yaml')
    const [first, second] = root?.kind === 'object' ? root.members : []
    expect(first && text.slice(first.keySpan.start, first.keySpan.end)).toBe('"k"')
    expect(first && text.slice(first.span.start, first.span.end)).toBe('"k" : v')
    expect(second?.value).toEqual({ kind: 'null', span: { start: 18, end: 18 }, value: null })
  })

  // YAML 1.2.2, section 10.3.2.
  it.each([
    ['null', null],
    ['Null', null],
    ['~', null],
    ['True', true],
    ['FALSE', false],
    ['0o17', 15],
    ['0x1F', 31],
    ['+12', 12],
    ['.5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['yes', 'yes'],
    ['off', 'off'],
    ['0b1', '0b1'],
    ['1_000', '1_000'],
    ['.nan', '.nan'],
    ['-.inf', '-.inf'],
    ['12:30', '12:30'],
    ['2026-01-01', '2026-01-01'],
    ['1.2.3', '1.2.3'],
    ['http://x:80/#y', 'http://x:80/#y'],
    ['${env:X}', '${env:X}'],
    ['-y', '-y'],
    ['!!str 1', '1'],
    ['!custom x', 'x'],
    ["'it''s'", "it's"],
    ['"\\x41\\u00e9\\U0001D11E\\t\\/\\e\\_"', 'Aé𝄞\t/\x1b\u00a0'],
    ['one\n  two\n\n  three', 'one two\nthree'],
    ['"one\n  two\\\n  three\n\n  four"', 'one twothree\nfour'],
    ['|\n  one\n   two\n\n  three\n\n', 'one\n two\n\nthree\n'],
    ['|-\n  one\n', 'one'],
    ['|+\n  one\n\n', 'one\n\n'],
    ['>\n  one\n  two\n\n  three\n   four\n', 'one two\nthree\n four\n'],
    ['|2-\n    one', '  one'],
  ])('reads %j', (source, value) => {
    expect(read(`k: ${source}`)).toEqual({ value: { k: value }, problems: [] })
  })

  it('has no problem with comments, tags, a mark before the document and a byte order mark', () => {
    expect(read('\ufeff%YAML 1.2\n--- # x\n# y\na: !t {b: 1} # z\n...\n# end\n')).toEqual({
      value: { a: { b: 1 } },
      problems: [],
    })
  })

  it('gives offsets in the file with CRLF', () => {
    const text = 'a:\r\n  b: |\r\n    one\r\n    two\r\n  c: x\r\n'
    expect(read(text)).toEqual({ value: { a: { b: 'one\ntwo\n', c: 'x' } }, problems: [] })
    expect(sourceAt(text, 'a', 'c')).toBe('x')
  })

  it('takes keys that are no texts as texts, and keys with a question mark', () => {
    expect(read('1: a\ntrue: b\n~: c\n? d\n: e\n? [f]\n').value).toEqual({ 1: 'a', true: 'b', '': 'c', d: 'e', '[f]': null })
    expect(read('__proto__: {x: 1}\n').value).toEqual(JSON.parse('{"__proto__": {"x": 1}}'))
  })

  it('keeps both members of one key and marks the second', () => {
    expect(read('a: 1\na: 2\n')).toEqual({ value: { a: 2 }, problems: ['duplicate-key: a'] })
    expect(read('b: {a: 1, "a": 2}\n')).toEqual({ value: { b: { a: 2 } }, problems: ['duplicate-key: "a"'] })
  })

  it('is empty without a problem when there is nothing but comments', () => {
    for (const text of ['', ' \n', '# x\n', '---\n']) expect(read(text)).toEqual({ value: undefined, problems: [] })
  })
})

describe('aliases', () => {
  it('share the value of their anchor and have the place of the alias', () => {
    const text = 'a: &x {b: 1}\nc: *x\nd: &y text\ne: *y\n'
    expect(read(text)).toEqual({ value: { a: { b: 1 }, c: { b: 1 }, d: 'text', e: 'text' }, problems: [] })
    expect(sourceAt(text, 'c')).toBe('*x')
    expect(sourceAt(text, 'c', 'b')).toBe('1')
    expect(sourceAt(text, 'e')).toBe('*y')
  })

  it('of a merge key give the members a map does not have itself', () => {
    const text = 'a: &x {b: 1, c: 2}\nd: &y {c: 3, e: 4}\nf:\n  <<: [*x, *y]\n  b: 5\ng: {<<: *x}\nh: {"<<": *x}\n'
    expect(read(text)).toEqual({
      value: {
        a: { b: 1, c: 2 },
        d: { c: 3, e: 4 },
        f: { b: 5, c: 2, e: 4 },
        g: { b: 1, c: 2 },
        h: { '<<': { b: 1, c: 2 } },
      },
      problems: [],
    })
  })

  it('have a problem and no value where they name nothing, or themselves', () => {
    expect(read('a: *x\nb: &x 1\n')).toEqual({ value: { a: null, b: 1 }, problems: ['invalid: *x'] })
    expect(read('a: &x [*x]\n')).toEqual({ value: { a: [null] }, problems: ['invalid: *x'] })
  })

  it('are not followed beyond ten thousand values', () => {
    const levels = 'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`)}]\n`)
    const { root, problems } = parse(`a: &a [${Array(9).fill('x')}]\n${levels.join('')}`, 'yaml')
    expect(problems.map(({ kind }) => kind)).toContain('invalid')
    expect(JSON.stringify(root && toJson(root)).length).toBeLessThan(200_000)
  })

  it('never nest a file deeper than its limit', () => {
    const inner = `${'['.repeat(200)}${']'.repeat(200)}`
    const { problems } = parse(`a: &a ${inner}\nb: &b ${inner.replace('[]', '[*a]')}\n`, 'yaml')
    expect(problems.map(({ kind }) => kind)).toEqual(['invalid'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSpan, locate, nodeAt, spanInString, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { SyntaxNode } from '../../server/syntax/tree.ts'

/** Value, and each problem as `kind: the marked text`. */
function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parse(text, 'yaml')
  return {
    value: root && toJson(root),
    problems: problems.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`),
  }
}

/** The source of the node at a path. */
function sourceAt(text: string, ...path: (string | number)[]): string | undefined {
  const node = nodeAt(parse(text, 'yaml'), path)
  return node && text.slice(node.span.start, node.span.end)
}

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

describe('a half-typed YAML file', () => {
  // One slip is one problem, and what stands around it is kept.
  it.each([
    ['a key among others', 'a:\n  b: 1\n  fo\n  c: 2\n', { a: { b: 1, c: 2 } }, ['invalid: fo']],
    ['a key above others', 'a:\n  fo\n  b: 1\n', { a: { b: 1 } }, ['invalid: fo']],
    ['a key above all', 'fo\nb: 2\n', { b: 2 }, ['invalid: fo']],
    ['a key at the end', 'a: 1\nfo', { a: 1 }, ['invalid: fo']],
    ['an opening quote', 'a:\n  b: "x\n  c: 1\nd: 2\n', { a: { b: 'x', c: 1 }, d: 2 }, ['invalid: "x']],
    ['an opening quote at the end', "a: 'x", { a: 'x' }, ["invalid: 'x"]],
    ['an opening bracket', 'a:\n  b: [x, y\n  c: 1\nd: 2\n', { a: { b: ['x', 'y'], c: 1 }, d: 2 }, ['invalid: [']],
    ['an opening brace', 'a: {b: 1\nc: 2\n', { a: { b: 1 }, c: 2 }, ['invalid: {']],
    ['a bracket too many', 'a: [1]]\nb: 2\n', { a: [1], b: 2 }, ['invalid: ]']],
    ['a wrong bracket', 'a: [1}\nb: 2\n', { a: [1], b: 2 }, ['invalid: }']],
    ['two commas', 'a: [x,, y]\n', { a: ['x', 'y'] }, ['invalid: ,']],
    ['a missing comma', 'a: ["x" "y"]\n', { a: ['x', 'y'] }, ['invalid: "']],
    ['a line too deep', 'a:\n  b: npx\n   c: d\n', { a: { b: 'npx', c: 'd' } }, ['invalid: c: d']],
    ['lines too deep', 'a: 1\n  b: 2\n  c: 3\nd: 4\n', { a: 1, b: 2, c: 3, d: 4 }, ['invalid: b: 2']],
    ['a line not deep enough', 'a:\n    b: 1\n  c: 2\nd: 3\n', { a: { b: 1, c: 2 }, d: 3 }, ['invalid: c: 2']],
    ['a first line too deep', '  a: 1\nb: 2\n', { a: 1, b: 2 }, ['invalid: b: 2']],
    ['tabs', 'a:\n\tb: 1\n\tc:\n\t\td: 2\ne: 3\n', { a: { b: 1, c: { d: 2 } }, e: 3 }, ['invalid: \t']],
    ['two colons', 'a: b: c\nd: 1\n', { a: 'b: c', d: 1 }, ['invalid: :']],
    ['a list behind a colon', 'a: - b\nc: 1\n', { a: ['b'], c: 1 }, ['invalid: -']],
    ['a list item among keys', 'a: 1\n- b\nc: 2\n', { a: 1, c: 2 }, ['invalid: -']],
    ['a dash without blank', '- a\n-b\n- c\n', ['a', 'c'], ['invalid: -b']],
    ['a colon without blank', '"a":1\nb: 2\n', { a: 1, b: 2 }, ['invalid: :']],
    ['something behind quotes', 'a: "x" y\nb: 1\n', { a: 'x', b: 1 }, ['invalid: y']],
    ['a reserved character', 'a: @x\nb: 1\n', { a: '@x', b: 1 }, ['invalid: @']],
    ['an unknown escape', 'a: "C:\\query"\nb: 1\n', { a: 'C:\\query', b: 1 }, ['invalid: \\q']],
    ['a text behind a bar', 'a: |x\n  y\nb: 1\n', { a: 'y\n', b: 1 }, ['invalid: x']],
    ['a second document', 'a: 1\n---\nb: 2\n', { a: 1 }, ['invalid: ---']],
  ] as const)('with %s', (_, text, value, problems) => {
    const result = read(text)
    expect(result.value).toEqual(value)
    expect(result.problems).toEqual(problems)
  })

  it('says nothing of a value that is not typed yet: it is null to the host', () => {
    expect(read('a:\n  b: \n  c: 1\n')).toEqual({ value: { a: { b: null, c: 1 } }, problems: [] })
  })

  it('keeps a key without colon as a member without value', () => {
    const { root } = parse('a: 1\nfo\n', 'yaml')
    const member = root?.kind === 'object' ? root.members[1] : undefined
    expect(member).toEqual({ key: 'fo', keySpan: { start: 5, end: 7 }, span: { start: 5, end: 7 }, value: undefined })
  })

  it('never repeats a value in a message', () => {
    const secret = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
    for (const text of [
      `a: "${secret}`,
      `a: "x" ${secret}`,
      `a: *${secret}`,
      `a: |${secret}`,
      `- ${secret}\nb`,
      `a: @${secret}`,
      `a: b: ${secret}`,
    ])
      for (const { message } of parse(text, 'yaml').problems) {
        if (!text.includes('*')) expect(message).not.toContain(secret)
        expect(message).toMatch(/^[A-Z].*\.$/)
      }
  })
})

describe('a hostile YAML file', () => {
  it('nested to the limit is read, and one level deeper is not', () => {
    for (const nest of [
      (n: number) => '['.repeat(n) + ']'.repeat(n),
      (n: number) => '- '.repeat(n),
      (n: number) => '? '.repeat(n),
    ]) {
      expect(parse(nest(256), 'yaml').root).toBeDefined()
      const { root, problems } = parse(nest(257), 'yaml')
      expect(root).toBeUndefined()
      expect(problems.map(({ kind }) => kind)).toEqual(['too-deep'])
    }
  })

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['brackets in lines', '[\n'.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['keys in lines', Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
  ])('nested deeply in %s is refused', (_, text) => {
    expect(parse(text, 'yaml').problems.map(({ kind }) => kind)).toEqual(['too-deep'])
  })

  // A quadratic reading of these would take hours.
  it.each([
    ['anchors', '&a '.repeat(300_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['open quotes', '- "a\n'.repeat(200_000)],
    ['open brackets', 'a: [x\n'.repeat(150_000)],
    ['colons', 'a: '.repeat(300_000)],
    ['blanks', `a: "${' '.repeat(1_000_000)}"`],
    ['empty lines', `a: x\n${'\n'.repeat(1_000_000)}`],
    ['comments', '# x\n'.repeat(250_000)],
    ['equal keys', 'a: b\n'.repeat(200_000)],
    ['merge keys', `a: &a {x: 1}\nb:\n${'  <<: *a\n'.repeat(100_000)}`],
    ['documents', 'a: 1\n---\n'.repeat(100_000)],
    ['words', 'a\n'.repeat(400_000)],
    ['half-typed keys', `a: 1\n${'b\n'.repeat(200_000)}`],
    ['a block scalar', `a: |\n${'  x\n'.repeat(300_000)}`],
  ])('of many %s is read', (_, text) => {
    const { problems } = parse(text, 'yaml')
    expect(problems.length).toBeLessThan(500)
  })
})

/** Children lie in their parent and one behind the other, but for what an alias or a merge key takes from elsewhere. */
function expectNested(text: string, node: SyntaxNode): void {
  if (text[node.span.start] === '*' || (node.kind !== 'object' && node.kind !== 'array')) return
  let at = node.span.start
  for (const child of node.kind === 'array' ? node.items : node.members) {
    if (child.span.start < node.span.start) continue
    expect(child.span.start).toBeGreaterThanOrEqual(at)
    expect(child.span.end).toBeLessThanOrEqual(node.span.end)
    at = child.span.end
    const value = 'keySpan' in child ? child.value : child
    if ('keySpan' in child) expect(child.keySpan.end).toBeLessThanOrEqual(value?.span.start ?? child.span.end)
    if (value) expectNested(text, value)
  }
}

const token = fc.constantFrom(
  ...['a', 'b', 'c: ', 'd:', '- ', '-', '\n', '\n', '\n  ', '\n    ', '\n\t', ' ', ': ', '"', "'", 'x y', '[', ']', '{', '}'],
  ...[', ', '#', ' # c', '|', '>', '|-\n', '>+', '&x ', '*x', '!!str ', '1', 'null', '? ', '<<: ', '\\', '\\u', '\r\n', '\r'],
  ...['é', '𝄞', '\ud800', '\u2028', '\ufeff', '@', '%', '\n---\n', '\n...\n', '---'],
)

describe('any YAML text', () => {
  it('is read without a throw, with nested spans in order, and every offset can be located', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
        const text = tokens.join('')
        const tree = parse(text, 'yaml')
        if (tree.root) expectNested(text, tree.root)
        let at = 0
        for (const { span } of tree.problems) {
          expect(span.start).toBeGreaterThanOrEqual(at)
          expect(span.end).toBeLessThanOrEqual(text.length)
          at = span.start
        }
        for (let offset = 0; offset <= text.length; offset++) locate(tree, offset)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a part of a YAML string', () => {
  it.each([
    ['plain', 'k: Bearer ghp_x # c'],
    ['plain over lines', 'k: Bearer\n  or\n  ghp_x'],
    ['in single quotes', "k: 'it''s ghp_x'"],
    ['in double quotes', 'k: "\\u0041\\t\\"é𝄞\\\n  b ghp_x"'],
    ['literal', 'k: |\n  one\n   two ghp_x three\n'],
    ['folded', 'k: >-\n  one\n  two ghp_x\n\n  three\n'],
    ['in brackets', 'k: {l: Bearer ghp_x}'],
  ])('%s is marked in the source', (_, text) => {
    const tree = parse(text, 'yaml')
    const node = nodeAt(tree, text.includes('{l') ? ['k', 'l'] : ['k'])
    if (node?.kind !== 'string') throw new Error('no string')
    const at = node.value.indexOf('ghp_x')
    const span = spanInString(tree, node, at, at + 5)
    expect(text.slice(span.start, span.end)).toBe('ghp_x')
  })

  it('of an alias is the alias', () => {
    const text = 'a: &x abcdef\nb: *x\n'
    const tree = parse(text, 'yaml')
    const node = nodeAt(tree, ['b'])
    if (node?.kind !== 'string') throw new Error('no string')
    const { start, end } = spanInString(tree, node, 1, 3)
    expect(text.slice(start, end)).toBe('*x')
  })

  it.each([
    ['"x\\""', 'x\\"'],
    ['"x\\"', 'x\\"'],
    ["'x'''", "x''"],
    ["'x", 'x'],
    ['x', 'x'],
    ['|-\n  x', 'x'],
  ])('%j has its content within the quotes', (source, content) => {
    const text = `k: ${source}`
    const tree = parse(text, 'yaml')
    const node = nodeAt(tree, ['k'])
    const { start, end } = node ? contentSpan(tree, node.span) : { start: 0, end: 0 }
    expect(text.slice(start, end)).toBe(content)
  })

  it('is found for every word of every style', () => {
    const words = fc.array(fc.stringMatching(/^[a-z'"\\:#é]{1,5}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(words, fc.constantFrom("'", '"', '|', '>'), fc.nat(), (list, style, pick) => {
        const quotedList = list.map((word) =>
          style === "'" ? word.replaceAll("'", "''") : style === '"' ? JSON.stringify(word).slice(1, -1) : word,
        )
        const body =
          style === '|' || style === '>'
            ? `${style}-\n  ${quotedList.join('\n  ')}`
            : `${style}${quotedList.join('\n  ')}${style}`
        const text = `k: ${body}\n`
        const tree = parse(text, 'yaml')
        const node = nodeAt(tree, ['k'])
        if (node?.kind !== 'string') throw new Error('no string')
        expect(node.value).toBe(list.join(style === '|' ? '\n' : ' '))
        const index = pick % list.length
        const start = list.slice(0, index).reduce((length, word) => length + word.length + 1, 0)
        const span = spanInString(tree, node, start, start + (list[index]?.length ?? 0))
        expect(text.slice(span.start, span.end).trimEnd()).toBe(quotedList[index])
      }),
      { numRuns: 500 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSpan, locate, nodeAt, spanInString } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { SyntaxNode } from '../../server/syntax/tree.ts'
import { read } from './yamlText.ts'

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

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSpan, locate, memberAt, memberOf, nodeAt, spanInString } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'

const text = '{"servers": {"a": {"args": ["x", "y"], "args2": }}, "a": 1, "a": 2}'
const tree = parse(text, 'json')
const sourceAt = (path: readonly (string | number)[]): string | undefined => {
  const node = nodeAt(tree, path)
  return node && text.slice(node.span.start, node.span.end)
}

describe('nodes by path', () => {
  it('are found through objects and arrays', () => {
    expect(sourceAt(['servers', 'a', 'args', 1])).toBe('"y"')
    expect(sourceAt([])).toBe(text)
  })

  it('are the last of several with one key', () => {
    expect(sourceAt(['a'])).toBe('2')
    expect(memberAt(tree, ['a'])?.span.start).toBe(text.lastIndexOf('"a"'))
  })

  it('are missing where nothing stands, without a throw', () => {
    for (const path of [['nowhere'], ['servers', 0], ['servers', 'a', 'args', 9], ['servers', 'a', 'args', 'x'], ['a', 'b']])
      expect(nodeAt(tree, path)).toBeUndefined()
    expect(memberAt(tree, ['servers', 'a', 'args2'])?.value).toBeUndefined()
    expect(memberAt(tree, [])).toBeUndefined()
  })

  it('are found in a wide object', () => {
    const wide = parse(`{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":${index}`).join()}}`, 'json')
    let found = 0
    for (let index = 0; index < 50_000; index++) if (nodeAt(wide, [`k${index}`])) found++
    expect(found).toBe(50_000)
  })

  it('do not come from the prototype', () => {
    const { root } = parse('{}', 'json')
    expect(root?.kind === 'object' && memberOf(root, 'constructor')).toBeUndefined()
  })
})

describe('what stands at an offset', () => {
  it.each([
    ['"servers"', ['servers'], 'key'],
    ['"x"', ['servers', 'a', 'args', 0], 'string'],
    ['["x"', ['servers', 'a', 'args'], 'array'],
    ['1,', ['a'], 'number'],
  ])('is found from %s', (needle, path, what) => {
    const located = locate(tree, text.indexOf(needle))
    expect(located?.path).toEqual(path)
    expect(located?.key ? 'key' : located?.node?.kind).toBe(what)
  })

  it('is nothing behind a colon without value', () => {
    const located = locate(tree, text.indexOf('"args2":') + 8)
    expect(located).toEqual({ node: undefined, path: ['servers', 'a', 'args2'], key: undefined })
  })

  it('is nothing outside', () => {
    expect(locate(parse('  {}', 'json'), 0)).toBeUndefined()
    expect(locate(parse('', 'json'), 0)).toBeUndefined()
  })

  it('is the node whose span holds it, for every offset', () => {
    for (let offset = 0; offset <= text.length; offset++) {
      const node = locate(tree, offset)?.node
      if (!node || locate(tree, offset)?.key) continue
      expect(node.span.start).toBeLessThanOrEqual(offset)
      expect(node.span.end).toBeGreaterThanOrEqual(offset)
    }
  })
})

describe('a part of a string', () => {
  it('is marked in the source behind escapes', () => {
    const source = String.raw`["é𝄞\t\"\u0041\\: ghp_x"]`
    const parsed = parse(source, 'json')
    const node = nodeAt(parsed, [0])
    if (node?.kind !== 'string') throw new Error('no string')
    const at = node.value.indexOf('ghp_x')
    const { start, end } = spanInString(parsed, node, at, at + 5)
    expect(source.slice(start, end)).toBe('ghp_x')
    const letter = spanInString(parsed, node, node.value.indexOf('A'), node.value.indexOf('A') + 1)
    expect(source.slice(letter.start, letter.end)).toBe(String.raw`\u0041`)
  })

  it('is found for any string and any part, closed or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), fc.nat(), fc.nat(), (value, isClosed, a, b) => {
        const source = `[${JSON.stringify(value).slice(0, isClosed ? undefined : -1)}`
        const parsed = parse(source, 'json')
        const node = nodeAt(parsed, [0])
        if (node?.kind !== 'string') throw new Error('no string')
        expect(node.value).toBe(value)
        const [start = 0, end = 0] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y)
        const span = spanInString(parsed, node, start, end)
        expect(JSON.parse(`"${source.slice(span.start, span.end)}"`)).toBe(value.slice(start, end))
        const content = contentSpan(parsed, node.span)
        expect(JSON.parse(`"${source.slice(content.start, content.end)}"`)).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })
})

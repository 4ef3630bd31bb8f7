import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'

/** Value, and each problem as `kind: the marked text`. */
function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parse(text, 'jsonc')
  return {
    value: root && toJson(root),
    problems: problems.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`),
  }
}

describe('a whole file', () => {
  it('gives every kind of value with its place', () => {
    const text = '{"a": [1, -2.5e3, true, null, "x"]}'
    const { root, problems } = parse(text, 'json')
    expect(problems).toEqual([])
    expect(root && toJson(root)).toEqual({ a: [1, -2500, true, null, 'x'] })
    const list = root?.kind === 'object' ? root.members[0]?.value : undefined
    const places = list?.kind === 'array' ? list.items.map(({ span }) => text.slice(span.start, span.end)) : []
    expect(places).toEqual(['1', '-2.5e3', 'true', 'null', '"x"'])
  })

  it('gives the places of keys with their quotes and of members without their comma', () => {
    const text = '{ "key" : 1 , "b": 2 }'
    const { root } = parse(text, 'json')
    const member = root?.kind === 'object' ? root.members[0] : undefined
    expect(member && text.slice(member.keySpan.start, member.keySpan.end)).toBe('"key"')
    expect(member && text.slice(member.span.start, member.span.end)).toBe('"key" : 1')
  })

  it('counts a byte order mark as one unit of the text and as nothing else', () => {
    const { root, problems } = parse('\ufeff{"a": 1}', 'json')
    expect(problems).toEqual([])
    expect(root?.span).toEqual({ start: 1, end: 9 })
  })

  it('says where comments and trailing commas stand, in both formats', () => {
    const text = '{ // one\n  "a": [1,], /* two */\n}'
    for (const format of ['json', 'jsonc'] as const)
      expect(parse(text, format).problems.map(({ kind, span }) => [kind, text.slice(span.start, span.end)])).toEqual([
        ['comment', '// one'],
        ['trailing-comma', ','],
        ['trailing-comma', ','],
        ['comment', '/* two */'],
      ])
  })

  it('keeps both members of one key and marks the second', () => {
    const { root, problems } = parse('{"a": 1, "a": 2}', 'json')
    expect(root?.kind === 'object' && root.members).toHaveLength(2)
    expect(root && toJson(root)).toEqual({ a: 2 })
    expect(problems).toEqual([
      {
        kind: 'duplicate-key',
        span: { start: 9, end: 12 },
        message: 'The key "a" stands here a second time, and only the last one counts.',
      },
    ])
  })

  it('takes names of the prototype, surrogates and line separators as any text', () => {
    expect(read('{"__proto__": {"x": 1}, "constructor": 2}').value).toEqual(
      JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'),
    )
    expect(({} as { x?: unknown }).x).toBeUndefined()
    expect(read('["\ud800", "\\ud800", "\u2028", "𝄞"]')).toEqual({ value: ['\ud800', '\ud800', '\u2028', '𝄞'], problems: [] })
  })

  it('is empty without a problem when there is nothing', () => {
    expect(read('')).toEqual({ value: undefined, problems: [] })
    expect(read(' \n')).toEqual({ value: undefined, problems: [] })
  })
})

describe('a half-typed file', () => {
  // One slip is one problem, and what can be told is kept.
  it.each([
    ['a key', '{"a"', {}, ['invalid: "a"']],
    ['a key and a colon', '{"a":', {}, ['invalid: "a":']],
    ['the beginning of a word', '{"a": tru', {}, ['invalid: tru']],
    ['an opening quote', '{"a": "', { a: '' }, ['invalid: "']],
    ['a string that goes to the end of its line', '{"a": "x,\n"b": 1}', { a: 'x,', b: 1 }, ['invalid: "x,']],
    ['a file that ends early', '{"a": {"b": 1', { a: { b: 1 } }, ['invalid: 1']],
    ['a file that ends behind a bracket', '{"a": {"b": 1}\n', { a: { b: 1 } }, ['invalid: }']],
    ['a member before another', '{"a" "b": 1}', { b: 1 }, ['invalid: "a"']],
    ['a member without value before another', '{"a": , "b": 1}', { b: 1 }, ['invalid: "a":']],
    ['a missing comma', '{"a": 1 "b": 2}', { a: 1, b: 2 }, ['invalid: "b"']],
    ['a missing bracket', '{"a": [1, 2, "b": 3}', undefined, undefined],
    ['a wrong bracket', '{"a": [1, 2}', { a: [1, 2] }, ['invalid: }']],
    ['a bracket too many', '{"a": 1}}', { a: 1 }, ['invalid: }']],
    ['a comma too many', '[1,, 2]', [1, 2], ['invalid: ,']],
    ['only a comma', '{,}', {}, ['invalid: ,']],
    ['single quotes', "{'a': 1}", undefined, ["invalid: 'a'"]],
    ['a key without quotes', '{a: 1}', { a: 1 }, ['invalid: a']],
    ['a Windows path', '{"a": "C:\\Users\\me"}', undefined, ['invalid: \\U']],
    ['an unfinished escape', '{"a": "\\u12"}', { a: '' }, ['invalid: \\u12']],
    ['a number that ends early', '{"a": 1.}', { a: 1 }, ['invalid: 1.']],
    ['a comment that is not closed', '{"a": 1 /* x', { a: 1 }, ['comment: /* x', 'invalid: /*']],
    ['a tab inside text', '["a\tb"]', ['a\tb'], ['invalid: \t']],
    ['a non-breaking space', '{"a":\u00a01}', { a: 1 }, ['invalid: \u00a0']],
    ['two documents', '{"a": 1} {"b": 2}', { a: 1 }, ['invalid: {']],
    ['no document', 'hello world', undefined, ['invalid: hello']],
  ] as const)('with %s', (_, text, value, problems) => {
    const result = read(text)
    if (value !== undefined) expect(result.value).toEqual(value)
    if (problems !== undefined) expect(result.problems).toEqual(problems)
  })

  it('says two things about two places', () => {
    expect(read('{\n "a": tru,\n "b": 1\n "c": 2\n}').problems).toEqual(['invalid: tru', 'invalid: "c"'])
  })

  it('speaks in sentences and never repeats a value', () => {
    const secret = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
    for (const text of [
      `{"a": "${secret}`,
      `{"a": '${secret}'}`,
      `{"a": ${secret}}`,
      `["${secret}" "${secret}"]`,
      `{"a": "${secret}" 1}`,
      `{"${secret}", "${secret}"}`,
      `{"${secret}"`,
    ]) {
      const { problems } = parse(text, 'json')
      expect(problems.length).toBeGreaterThan(0)
      for (const { message } of problems) {
        expect(message).toMatch(/^[A-Z"].*\.$/)
        expect(message).not.toContain(secret)
      }
    }
  })
})

describe('hostile files', () => {
  it('are told at most 200 errors one by one, and how many follow from where', () => {
    const text = `[${'1 '.repeat(1_001)}]`
    const { problems } = parse(text, 'json')
    expect(problems).toHaveLength(201)
    expect(problems.at(-1)).toEqual({
      kind: 'invalid',
      message: '800 more errors follow from here on.',
      // The 201st missing comma stands before the 202nd number; the last one before the last number.
      span: { start: 1 + 2 * 201, end: 1 + 2 * 1_000 + 1 },
    })
  })

  it('are told of one more error in the singular', () => {
    expect(parse(`[${'1 '.repeat(202)}]`, 'json').problems.at(-1)?.message).toBe('1 more error follows from here on.')
    expect(parse(`[${'1 '.repeat(201)}]`, 'json').problems).toHaveLength(200)
  })

  it('are read up to 256 levels and refused below', () => {
    expect(read('['.repeat(256) + ']'.repeat(256)).problems).toEqual([])
    for (const levels of [257, 100_000]) {
      const { root, problems } = parse('[{"a":'.repeat(levels / 2 + 1), 'json')
      expect(root).toBeUndefined()
      expect(problems.map(({ kind }) => kind)).toEqual(['too-deep'])
    }
  })

  it.each([
    ['unknown words', 'x '],
    ['quotes', '"a" '],
    ['commas', ','],
    ['wrong brackets', '[}'],
    ['comments', '/* */ // \n'],
    ['escapes', '"\\q",'],
    ['invisible characters', '\u00a0 '],
    ['equal keys', '"a":1,'],
  ])('of many %s do not hang', (_, unit) => {
    expect(parse(`{"x": [${unit.repeat(200_000)}`, 'json').problems).not.toEqual([])
  })

  it('never throw, whatever the characters', () => {
    const soup = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        '/',
        '*',
        '\n',
        'a',
        '1',
        '-',
        '.',
        'true',
        '\u2028',
        '\ufeff',
        "'",
        '"k":',
      ),
    )
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('')
        const { root, problems } = parse(text, 'json')
        if (root) toJson(root)
        for (const { span } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeLessThanOrEqual(text.length)
          expect(span.end).toBeGreaterThan(span.start)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('against the parser of the language', () => {
  it('every valid text has the same value and no problem', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (compact, indent) => {
        const value: unknown = JSON.parse(compact)
        const { root, problems } = parse(JSON.stringify(value, null, indent), 'json')
        expect(problems).toEqual([])
        expect(root && toJson(root)).toEqual(value)
      }),
      { numRuns: 1000 },
    )
  })

  it('a text it refuses has a problem, and a text it takes has none', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ':', ',', '"a"', '"b"', '1', 'true', ' ', '\n', '"\\u00e9"', '0.5', '-', '01', '//x\n'),
      { maxLength: 9 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const { root, problems } = parse(text, 'json')
        const isClean = root !== undefined && problems.every(({ kind }) => kind === 'duplicate-key')
        expect(isClean).toBe(isValid(text))
      }),
      { numRuns: 10_000 },
    )
  })
})

function isValid(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // The answer is that it is not.
    return false
  }
}

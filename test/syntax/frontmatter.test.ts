import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeAt, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Patch } from '../../server/syntax/patch.ts'
import { remove, set } from './patches.ts'

function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parse(text, 'frontmatter')
  return {
    value: root && toJson(root),
    problems: problems.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`),
  }
}

function patched(text: string, ...patches: readonly Patch[]): string {
  return applyEdits(text, applyPatches(parse(text, 'frontmatter'), patches))
}

describe('frontmatter', () => {
  it('is the YAML between two marks at the top, with offsets in the file', () => {
    const text = '---\nname: x\ntools: [a, "b"]\n---\n# Title\nkey: "unclosed\n---\nmore: [\n'
    expect(read(text)).toEqual({ value: { name: 'x', tools: ['a', 'b'] }, problems: [] })
    const node = nodeAt(parse(text, 'frontmatter'), ['tools', 1])
    expect(node && text.slice(node.span.start, node.span.end)).toBe('"b"')
  })

  it.each([
    ['no marks', '# Title\nname: x\n'],
    ['text before the first mark', '\n---\nname: x\n---\n'],
    ['a rule of four dashes', '----\nname: x\n----\n'],
    ['a mark with something behind it', '--- name: x\n---\n'],
    ['nothing', ''],
    ['nothing between the marks', '---\n---\ntext\n'],
  ])('is not there without a problem: %s', (_, text) => {
    expect(read(text)).toEqual({ value: undefined, problems: [] })
  })

  it('ends only at a mark on a line of its own', () => {
    expect(read('---\na: |\n  ---\nb: --- x\n---  \nc: 1\n')).toEqual({ value: { a: '---\n', b: '--- x' }, problems: [] })
  })

  it('is read with CRLF and a byte order mark', () => {
    expect(read('\ufeff---\r\na: 1\r\nb:\r\n  - c\r\n---\r\ntext\r\n')).toEqual({ value: { a: 1, b: ['c'] }, problems: [] })
  })

  it('without its second mark has one problem, and holds what stands above the first empty line', () => {
    expect(read('---\nname: x\ntools: [a\n\n# Title: "y\n')).toEqual({
      value: { name: 'x', tools: ['a'] },
      problems: ['invalid: ---'],
    })
    expect(read('---')).toEqual({ value: undefined, problems: ['invalid: ---'] })
  })

  it('has the problems of its YAML at their place', () => {
    expect(read('---\na: "x\nb: 1\n---\n')).toEqual({ value: { a: 'x', b: 1 }, problems: ['invalid: "x'] })
    expect(read('---\na: 1\na: 2\n---\n').problems).toEqual(['duplicate-key: a'])
    expect(read(`---\na: ${'['.repeat(100_000)}\n---\n`).problems).toHaveLength(1)
  })

  it('is read without a throw from any beginning of a file', () => {
    const whole = '---\r\nname: x\r\nmcp-servers:\r\n  fs: { command: npx }\r\n---\r\ntext: "\r\n'
    for (let end = 0; end <= whole.length; end++) parse(whole.slice(0, end), 'frontmatter')
    fc.assert(
      fc.property(fc.array(fc.constantFrom('---', '\n', '\r\n', 'a: ', 'x', ' ', '...', '- ', '"', '\ufeff')), (parts) => {
        const text = parts.join('')
        for (const { span } of parse(text, 'frontmatter').problems) expect(span.end).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('patches of frontmatter', () => {
  it('stay between the marks', () => {
    const text = '---\nname: x\n---\n# Title\n'
    expect(patched(text, set(['tools'], ['a']))).toBe('---\nname: x\ntools:\n  - a\n---\n# Title\n')
    expect(patched(text, remove('name'))).toBe('---\n{}\n---\n# Title\n')
    expect(patched(text, set(['name'], 'z'))).toBe('---\nname: z\n---\n# Title\n')
  })

  it('write the first key between marks that hold nothing, and both marks where there are none', () => {
    expect(patched('---\n---\ntext\n', set(['name'], 'x'))).toBe('---\nname: x\n---\ntext\n')
    expect(patched('---\n# one\n---\n', set(['name'], 'x'))).toBe('---\n# one\nname: x\n---\n')
    expect(patched('# Title\r\n', set(['name'], 'x'))).toBe('---\r\nname: x\r\n---\r\n# Title\r\n')
    expect(patched('\ufefftext', set(['a'], 1))).toBe('\ufeff---\na: 1\n---\ntext')
  })

  it('change a part of a text', () => {
    const text = '---\nmodel: x@latest\n---\nx@latest\n'
    expect(patched(text, { op: 'text', span: { start: 13, end: 19 }, text: '1.0' })).toBe('---\nmodel: x@1.0\n---\nx@latest\n')
  })
})

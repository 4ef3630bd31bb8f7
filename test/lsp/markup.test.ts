import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARKDOWN, PLAIN } from '../../server/language/markup.ts'

describe('code of the file in Markdown', () => {
  it('is a code span, which makes nothing of links, images, HTML and commands', () => {
    expect(MARKDOWN.code('[click](command:evil)')).toBe('` [click](command:evil) `')
    expect(MARKDOWN.code('<img src=x onerror=alert(1)>')).toBe('` <img src=x onerror=alert(1)> `')
  })

  it('has a longer fence than any run of backticks inside', () => {
    expect(MARKDOWN.code('a`b``c')).toBe('``` a`b``c ```')
    expect(MARKDOWN.code('`')).toBe('`` ` ``')
  })

  it('stays in one paragraph, so that a heading or a list cannot follow', () => {
    expect(MARKDOWN.code('a\n\n# heading\r\n- item')).toBe('` a # heading - item `')
  })

  it('shows characters that hide or reorder others', () => {
    expect(MARKDOWN.code('a\u202Eb\u200Bc\u0007\uFEFF')).toBe('` aU+202EbU+200BcU+0007U+FEFF `')
  })

  it('cuts what is long, never inside a character', () => {
    expect(MARKDOWN.code('x'.repeat(500))).toBe(`\` ${'x'.repeat(200)}… \``)
    expect(MARKDOWN.code(`${'x'.repeat(199)}𝄞${'x'.repeat(99)}`)).toBe(`\` ${'x'.repeat(199)}… \``)
  })

  it('keeps é and 𝄞', () => {
    expect(MARKDOWN.code('café 𝄞')).toBe('` café 𝄞 `')
  })

  it('names an empty text', () => {
    expect(MARKDOWN.code(' \n ')).toBe('(empty)')
  })

  it('opens and closes with one fence that occurs nowhere between, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n', ' ', '\\', '[', '<') }), (text) => {
        const shown = MARKDOWN.code(text)
        if (shown === '(empty)') return
        const fence = /^`+/.exec(shown)?.[0] ?? ''
        const runs = shown.match(/`+/g)?.filter((run) => run === fence)
        expect(runs).toHaveLength(2)
        expect(shown).not.toContain('\n')
      }),
    )
  })
})

describe('words in Markdown', () => {
  it('mean nothing to Markdown, and stay readable', () => {
    expect(MARKDOWN.text('a_b *c* [d](e) <f> `g` (h, i-j) k.')).toBe('a\\_b \\*c\\* \\[d\\](e) \\<f\\> \\`g\\` (h, i-j) k.')
  })
})

describe('plain text', () => {
  it('has no marks, and one line for each thing', () => {
    expect(PLAIN.strong('a_b')).toBe('a_b')
    expect(PLAIN.code('x\ny')).toBe('x y')
    expect(PLAIN.link('rule', 'https://example.com/rule')).toBe('rule: https://example.com/rule')
    expect(PLAIN.list(['a', 'b'])).toBe('- a\n- b')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilter, withoutToken } from '../../server/trace/filter.ts'

const words = (source: string) => parseFilter(source).tokens.map(({ negated, text }) => (negated ? `not ${text}` : text))

describe('the filter', () => {
  it('is words with "and" between them', () => {
    expect(words('GitHub  -delete\t"two words"')).toEqual(['github', 'not delete', 'two words'])
    expect(words('a"b c"d')).toEqual(['ab cd'])
    expect(words(String.raw`"say \"hi\" \\"`)).toEqual([String.raw`say "hi" \ `.trim()])
    expect(words('"not closed')).toEqual(['not closed'])
    expect(words('issues:write')).toEqual(['issues:write'])
    expect(words('- "" -""')).toEqual([])
    expect(words('"-x"')).toEqual(['-x'])
  })

  it('has limits that are said', () => {
    expect(parseFilter('x'.repeat(2_001)).error).toBe('The filter is longer than 2,000 characters.')
    expect(parseFilter('x '.repeat(65)).error).toBe('The filter has more than 64 words.')
    expect(parseFilter('x '.repeat(64)).error).toBeUndefined()
  })

  it('loses exactly the word that is taken out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '-b', '"c d"', '-"e f"', 'g:h'), { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        (parts, which) => {
          const source = parts.join('  ')
          const { tokens } = parseFilter(source)
          const token = tokens[which % tokens.length]
          if (token === undefined) return
          expect(words(withoutToken(source, token))).toEqual(
            words(parts.filter((_, index) => index !== which % tokens.length).join(' ')),
          )
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { slowness } from '../../server/rules/slowRegex.ts'

describe('slowness', () => {
  it.each(['(a+)+', '(a*)*b', '(?:a+)*$', '((a+))+', '(a|b+)+', '(\\w+)+@', '([a-z]+){2,}', '(a+b?)*', '(?<word>x+)+'])(
    'knows that /%s/ repeats what already repeats',
    (source) => {
      expect(slowness(source)).toBe('nested')
    },
  )

  it.each(['(a|ab)*', '(a|a)+', '(.|x)*', '(?:foo|foo.bar)+$'])('knows that the alternatives of /%s/ begin alike', (source) => {
    expect(slowness(source)).toBe('overlapping')
  })

  it.each([
    '',
    'a+b*c',
    '(a|b)*',
    '(a+,)+',
    '(?:[a-z]+\\.)+com',
    '(a+)?b',
    '(a+){1,3}',
    '[(a+)+]',
    '\\(a+\\)+',
    'a{1,64}b',
    '^git (status|log)( --[a-z-]+)?$',
    '((((',
    '))))',
    'a|b|',
  ])('lets /%s/ be', (source) => {
    expect(slowness(source)).toBeUndefined()
  })

  it('reads a pattern of any length and depth', () => {
    expect(slowness('('.repeat(100_000))).toBeUndefined()
    expect(slowness(`${'('.repeat(3000)}a${')'.repeat(3000)}`)).toBeUndefined()
    expect(slowness('a|'.repeat(4000))).toBeUndefined()
  })
})

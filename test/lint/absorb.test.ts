import { describe, expect, it } from 'vitest'
import { type Anchored, absorb } from '../../server/lint/absorb.ts'
import { RULES } from '../../server/rules/index.ts'
import type { Finding, Rule } from '../../server/rules/rule.ts'
import type { Span } from '../../server/syntax/tree.ts'

const rule = (id: string, absorbs: readonly string[]): Rule => ({ meta: { ...(RULES[0] as Rule).meta, id, absorbs } })
const RULE_LIST = [rule('outer', ['inner']), rule('inner', ['innermost']), rule('innermost', [])]
const FIRST = { start: 10, end: 20 }
const SECOND = { start: 30, end: 40 }

/** A finding about these values of an entry; without one it is about the file. */
function about(id: string, [first, ...others]: readonly Span[], entry?: string): Anchored {
  const finding: Finding = {
    rule: id,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    message: id,
    span: first ?? FIRST,
    path: [],
    server: entry,
    related: others.map((span) => ({ span, message: 'too' })),
    fixes: [],
  }
  return { finding, entry, value: first }
}

const left = (...findings: readonly Anchored[]) => absorb(findings, RULE_LIST).kept.map((one) => one.rule)

describe('a finding about secrets', () => {
  it('is taken in by one about all of them', () => {
    expect(left(about('outer', [FIRST, SECOND], 'it'), about('inner', [SECOND, FIRST], 'it'))).toEqual(['outer'])
  })

  it('stays when one of them is another', () => {
    expect(left(about('outer', [FIRST], 'it'), about('inner', [FIRST, SECOND], 'it'))).toEqual(['outer', 'inner'])
    expect(left(about('outer', [SECOND], 'it'), about('inner', [FIRST, SECOND], 'it'))).toEqual(['outer', 'inner'])
  })

  it('is taken in through another that is taken in as well', () => {
    expect(left(about('outer', [FIRST], 'it'), about('innermost', [FIRST], 'it'))).toEqual(['outer'])
  })

  it('stays in another entry, and where no entry is', () => {
    expect(left(about('outer', [], 'a'), about('inner', [], 'b'))).toEqual(['outer', 'inner'])
    expect(left(about('outer', []), about('inner', []))).toEqual(['outer', 'inner'])
  })

  it('is taken in within the file where both are about the same one', () => {
    expect(left(about('outer', [FIRST]), about('inner', [FIRST]))).toEqual(['outer'])
  })
})

it('still answers for thousands of findings of one file', () => {
  const many = (id: string) => Array.from({ length: 4_000 }, (_, at) => about(id, [{ start: at * 10, end: at * 10 + 5 }]))
  expect(left(...many('outer'), ...many('innermost'))).toHaveLength(4_000)
})

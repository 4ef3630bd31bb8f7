import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Advisory, advisoriesAbout, affects, firstFixed } from '../../server/knowledge/advisories.ts'
import { CONDITIONS } from '../../server/rules/knownAdvisories.ts'

const all: readonly Advisory[] = JSON.parse(readFileSync('server/knowledge/advisories.json', 'utf8'))

const advisory = (ranges: Advisory['ranges'], ecosystem: Advisory['ecosystem'] = 'npm'): Advisory => ({
  id: 'GHSA-0000',
  aliases: [],
  ecosystem,
  package: 'acme',
  ranges,
  severity: 'high',
  class: 'rce',
  summary: '',
  onlyWhen: null,
  defeatsRestriction: [],
  verified: true,
})

describe('the table of advisories', () => {
  it('holds only conditions that an entry can be asked for', () => {
    for (const { id, onlyWhen } of all) if (onlyWhen !== null) expect(Object.keys(CONDITIONS), id).toContain(onlyWhen)
  })

  it('holds only ranges with versions of their ecosystem', () => {
    for (const { id, ecosystem, ranges } of all)
      for (const { introduced = '0', fixed } of ranges) {
        expect(affects(advisory([{ introduced }], ecosystem), introduced), `${id} ${introduced}`).toBe(true)
        if (fixed) expect(affects(advisory([{ introduced, fixed }], ecosystem), fixed), `${id} ${fixed}`).toBe(false)
      }
  })
})

describe('advisoriesAbout', () => {
  it('knows a name only in its own ecosystem', () => {
    expect(advisoriesAbout('PyPI', 'mcp-server-git').map(({ class: kind }) => kind)).not.toContain('malicious')
    expect(advisoriesAbout('npm', 'mcp-server-git').map(({ class: kind }) => kind)).toEqual(['malicious'])
  })

  it('compares names of PyPI as PyPI does, and names of npm letter by letter', () => {
    expect(advisoriesAbout('PyPI', 'MCP_Atlassian')).toEqual(advisoriesAbout('PyPI', 'mcp-atlassian'))
    expect(advisoriesAbout('npm', 'MCP-Remote')).toEqual([])
  })
})

describe('affects', () => {
  it('is true from the first version to the one before the repair', () => {
    const one = advisory([{ introduced: '1.2.0', fixed: '1.4.0' }])
    expect(['1.1.9', '1.2.0', '1.3.9', '1.4.0-rc.1', '1.4.0', '2.0.0'].map((version) => affects(one, version))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('has no end without a repair', () => {
    expect(affects(advisory([{ introduced: '1.0.0', fixed: null }]), '99.0.0')).toBe(true)
  })

  it('says no where the version cannot be read', () => {
    expect(affects(advisory([{ introduced: '0', fixed: null }]), 'latest')).toBe(false)
  })
})

describe('firstFixed', () => {
  it('goes on until no advisory is left', () => {
    const about = [advisory([{ introduced: '0', fixed: '1.1.0' }]), advisory([{ introduced: '1.0.0', fixed: '1.3.0' }])]
    expect(firstFixed(about, '0.9.0')).toBe('1.3.0')
  })

  it('stays in the line of the version where that has its own repair', () => {
    const about = [
      advisory([
        { introduced: '0', fixed: '0.6.3' },
        { introduced: '2025.1.14', fixed: '2025.7.1' },
      ]),
    ]
    expect(firstFixed(about, '0.6.2')).toBe('0.6.3')
    expect(firstFixed(about, '2025.3.28')).toBe('2025.7.1')
  })

  it('knows none where something stays weak for good', () => {
    expect(
      firstFixed([advisory([{ introduced: '0', fixed: '1.1.0' }]), advisory([{ introduced: '1.0.0' }])], '1.0.0'),
    ).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { type CompareVersions, comparePep440, compareSemver } from '../../server/knowledge/versions.ts'

/** Each comes before the next. */
function expectOrder(compare: CompareVersions, versions: readonly string[]): void {
  for (const [at, version] of versions.entries())
    for (const [other, later] of versions.entries())
      expect(Math.sign(compare(version, later) ?? Number.NaN), `${version} ${later}`).toBe(Math.sign(at - other))
}

describe('compareSemver', () => {
  it('orders as the specification says', () => {
    expectOrder(compareSemver, ['1.0.0', '2.0.0', '2.1.0', '2.1.1'])
    expectOrder(compareSemver, [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
    ])
  })

  it('compares numbers as numbers, of any length', () => {
    expectOrder(compareSemver, [
      '0.0.9',
      '0.0.40',
      '0.16.6',
      '2025.7.1',
      '2025.12.18',
      '99999999999999999999.0.0',
      '100000000000000000000.0.0',
    ])
  })

  it('does not look at build metadata, nor at the v in front', () => {
    expect(compareSemver('1.0.0+build.1', '1.0.0')).toBe(0)
    expect(compareSemver('v1.1.0', '1.1.0')).toBe(0)
    expect(compareSemver('0', '0.0.0')).toBe(0)
  })

  it.each(['latest', '', '1.x', '1.2.3.4', `1.${'0'.repeat(300)}`])('says nothing about "%s"', (text) => {
    expect(compareSemver(text, '1.0.0')).toBeUndefined()
  })
})

describe('comparePep440', () => {
  it('orders as the specification says', () => {
    expectOrder(comparePep440, [
      '1.dev0',
      '1.0.dev456',
      '1.0a1',
      '1.0a2.dev456',
      '1.0a12.dev456',
      '1.0a12',
      '1.0b1.dev456',
      '1.0b2',
      '1.0b2.post345.dev456',
      '1.0b2.post345',
      '1.0rc1.dev456',
      '1.0rc1',
      '1.0',
      '1.0+abc.5',
      '1.0+abc.7',
      '1.0+5',
      '1.0.post456.dev34',
      '1.0.post456',
      '1.0.15',
      '1.1.dev1',
    ])
    expectOrder(comparePep440, ['2013.10', '2014.04', '1!1.0', '1!1.1', '1!2.0'])
  })

  it.each([
    ['1.1', '1.1.0'],
    ['1.1RC1', '1.1rc1'],
    ['1.1.a1', '1.1a1'],
    ['1.1alpha1', '1.1a1'],
    ['1.1c3', '1.1rc3'],
    ['1.1-preview-2', '1.1rc2'],
    ['1.2a', '1.2a0'],
    ['1.2-post2', '1.2.post2'],
    ['1.0-1', '1.0.post1'],
    ['1.2.dev', '1.2.dev0'],
    ['v1.0', '1.0'],
    ['1.0+ubuntu-1', '1.0+ubuntu.1'],
    ['00.01', '0.1'],
  ])('takes "%s" for "%s"', (one, other) => {
    expect(comparePep440(one, other)).toBe(0)
  })

  it.each(['latest', '', '1.*', '1.0 or later', `1${'.0'.repeat(300)}`])('says nothing about "%s"', (text) => {
    expect(comparePep440(text, '1.0')).toBeUndefined()
  })

  it('answers quickly for what only looks like a version', () => {
    expect(comparePep440(`${'1.'.repeat(95)}x`, '1.0')).toBeUndefined()
    expect(compareSemver(`1.0.0-${'a.'.repeat(95)}!`, '1.0.0')).toBeUndefined()
  })
})

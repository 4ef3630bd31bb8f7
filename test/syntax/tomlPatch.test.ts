import { describe, expect, it } from 'vitest'
import { ImpossiblePatch } from '../../server/syntax/impossiblePatch.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Patch } from '../../server/syntax/patch.ts'
import { TOML_CASES } from './patchCases/toml.ts'
import { set } from './patches.ts'

function patched(text: string, ...patches: readonly Patch[]): string {
  return applyEdits(text, applyPatches(parse(text, 'toml'), patches))
}

describe('patches of TOML', () => {
  it.each(TOML_CASES)('$name', ({ before, patches, after }) => {
    expect(patched(before, ...patches)).toBe(after)
  })

  it('refuse to go through a value that is no table', () => {
    expect(() => patched('a = "text"', set(['a', 'b'], 1))).toThrow('is no object')
  })

  it('refuse null, which TOML does not have', () => {
    expect(() => patched('a = 1', set(['a'], null))).toThrow(ImpossiblePatch)
  })
})

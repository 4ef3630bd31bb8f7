import { describe, expect, it } from 'vitest'
import { ImpossiblePatch } from '../../server/syntax/impossiblePatch.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Patch } from '../../server/syntax/patch.ts'
import { ALLOWED_YAML, REFUSED_YAML, YAML_CASES } from './patchCases/yaml.ts'
import { set } from './patches.ts'

function patched(text: string, ...patches: readonly Patch[]): string {
  return applyEdits(text, applyPatches(parse(text, 'yaml'), patches))
}

describe('patches of YAML', () => {
  it.each(YAML_CASES)('$name', ({ before, patches, after }) => {
    expect(patched(before, ...patches)).toBe(after)
  })

  it.each(ALLOWED_YAML)('$name', ({ before, patches, after }) => {
    expect(patched(before, ...patches)).toBe(after)
  })

  it.each(REFUSED_YAML)('refuse to change $name', ({ before, patch }) => {
    expect(() => patched(before, patch)).toThrow(ImpossiblePatch)
  })

  it('refuse to go through a value that is no map', () => {
    expect(() => patched('a: text', set(['a', 'b'], 1))).toThrow('is no object')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeAt, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Json, type Patch } from '../../server/syntax/patch.ts'
import { remove, rename, set } from './patches.ts'
import { meaning, pathsOf } from './randomPatch.ts'

// A document in a random layout: line ends, indentation, comments, trailing commas.
interface Style {
  readonly eol: string
  readonly unit: string
  readonly comments: boolean
  readonly trailing: boolean
  readonly break: boolean
}

const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  unit: fc.constantFrom('  ', '\t', '    '),
  comments: fc.boolean(),
  trailing: fc.boolean(),
  break: fc.boolean(),
})

const key = fc.constantFrom('a', 'b', 'é', '𝄞', '"', '__proto__', 'c d', '\\', '//', ',')
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, -1.5, 'x', '/* y */', '// z', '},{', 'é𝄞\u2028', '\ud800'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as Json),
  ),
})).value

function write(value: Json, look: Style, indent = ''): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const isArray = Array.isArray(value)
  const parts = isArray
    ? value.map((item: Json) => write(item, look, indent + look.unit))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${write(member, look, indent + look.unit)}`)
  const [open, close] = isArray ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  const comment = look.comments ? (look.break ? ' // , } ]' : ' /* , } ] */') : ''
  const between = look.break ? look.eol + indent + look.unit : ' '
  const end = look.break ? look.eol + indent : ' '
  return (
    open +
    between +
    parts.map((part, index) => `${part}${index < parts.length - 1 || look.trailing ? ',' : ''}${comment}`).join(between) +
    end +
    close
  )
}

describe('patches of random documents', () => {
  const given = fc.record({
    value: json,
    look: style,
    op: fc.constantFrom('set', 'add', 'remove', 'rename'),
    pick: fc.nat(),
    other: json,
  })

  it('give the patched value, no new problem, and leave the rest byte-identical', () => {
    fc.assert(
      fc.property(given, ({ value, look, op, pick, other }) => {
        const text = write(value, look)
        const tree = parse(text, 'jsonc')
        expect(tree.root && toJson(tree.root)).toEqual(value)
        const paths = pathsOf(value)
        const path = paths[pick % paths.length] ?? []
        const node = nodeAt(tree, path)
        const patch = toPatch(op, path, node?.kind === 'array' ? node.items.length : undefined, node?.kind === 'object', other)
        if (!patch || (patch.op !== 'set' && path.length === 0)) return

        const edits = applyPatches(tree, [patch])
        const result = parse(applyEdits(text, edits), 'jsonc')

        expect(result.problems.filter(({ kind }) => kind === 'invalid' || kind === 'duplicate-key')).toEqual([])
        expect(result.root && toJson(result.root)).toEqual(meaning(value, patch))
        if (!look.trailing) expect(result.problems.filter(({ kind }) => kind === 'trailing-comma')).toEqual([])
        // Nothing outside the container of the patched node is touched.
        const container = nodeAt(tree, patch.op === 'set' && op === 'set' ? path : path.slice(0, op === 'add' ? path.length : -1))
        if (container)
          for (const { span } of edits) {
            expect(span.start).toBeGreaterThanOrEqual(container.span.start)
            expect(span.end).toBeLessThanOrEqual(container.span.end)
          }
      }),
      { numRuns: 2000 },
    )
  })

  it('give the value of all patches together', () => {
    fc.assert(
      fc.property(
        fc.record({
          entries: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), json), {
            selector: ([name]) => name,
            minLength: 1,
          }),
          look: style,
          removed: fc.subarray(['a', 'b', 'c', 'd', 'e']),
          added: fc.subarray(['x', 'y', 'a', 'c']),
        }),
        ({ entries, look, removed, added }) => {
          const value = Object.fromEntries(entries) as Json
          const text = write({ doc: value, end: true }, look)
          const patches: Patch[] = [
            ...removed.map((name) => remove('doc', name)),
            ...added.map((name) => set(['doc', name], [name])),
          ]
          const after = applyEdits(text, applyPatches(parse(text, 'jsonc'), patches))
          const tree = parse(after, 'jsonc')
          const kept = entries.filter(([name]) => !removed.includes(name) && !added.includes(name))
          expect(tree.problems.filter(({ kind }) => kind === 'invalid' || kind === 'duplicate-key')).toEqual([])
          expect(tree.root && toJson(tree.root)).toEqual({
            doc: { ...Object.fromEntries(kept), ...Object.fromEntries(added.map((name) => [name, [name]])) },
            end: true,
          })
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('do not overlap and do not throw on half-typed documents', () => {
    fc.assert(
      fc.property(json, style, fc.nat(), (value, look, cut) => {
        const whole = write(value, look)
        const text = whole.slice(0, cut % (whole.length + 1))
        const tree = parse(text, 'jsonc')
        for (const path of pathsOf(tree.root ? toJson(tree.root) : {})) {
          let end = 0
          for (const { span } of applyPatches(tree, [remove(...path), ...(path.length > 0 ? [rename(path, 'new')] : [])])) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            end = span.end
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

function toPatch(
  op: string,
  path: readonly (string | number)[],
  length: number | undefined,
  isObject: boolean,
  value: Json,
): Patch | undefined {
  if (op === 'set') return set(path, value)
  if (op === 'remove') return remove(...path)
  if (op === 'rename') return typeof path.at(-1) === 'string' ? rename(path, 'renamed') : undefined
  if (length !== undefined) return set([...path, length], value)
  return isObject ? set([...path, 'added'], value) : undefined
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeAt, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Json, type Patch } from '../../server/syntax/patch.ts'
import { remove, rename, set } from './patches.ts'
import { meaning, pathsOf } from './randomPatch.ts'

// A document in a random layout: each table with a header, with dots or in braces; line ends, comments, broken lists.
interface Style {
  readonly eol: string
  readonly indent: string
  readonly comments: boolean
  readonly broken: boolean
  readonly final: boolean
  /** Decides, table by table, how it is written. */
  readonly dice: readonly number[]
}

const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('', '  ', '\t'),
  comments: fc.boolean(),
  broken: fc.boolean(),
  final: fc.boolean(),
  dice: fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }),
})

const key = fc.constantFrom('a', 'b', 'c', 'é', '𝄞', '"', '__proto__', 'c d', '\\', '#', '=', '')
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.constantFrom<Json>(true, 0, -1.5, 1e300, 'x', '# y', '"""', "'z'", '},{', 'é𝄞\u2028\r\n\u0000'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.dictionary(key, tie('value'), { maxKeys: 3 }), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Json>,
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as Json),
  ),
})).value
const document = fc
  .array(fc.tuple(key, json), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as { readonly [name: string]: Json })

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const name = (one: string) => (/^[a-z]+$/.test(one) ? one : JSON.stringify(one))

function write(value: { readonly [name: string]: Json }, look: Style): string {
  let roll = 0
  const dice = () => look.dice[roll++ % look.dice.length] ?? 0
  const scalar = (one: Json, isBroken: boolean): string => {
    if (Array.isArray(one)) {
      if (one.length === 0) return '[]'
      const items = one.map((item: Json) => scalar(item, isBroken))
      if (!isBroken) return `[${items.join(', ')}]`
      const comment = look.comments ? ' # , ] }' : ''
      return `[${look.eol}${items.map((item) => `  ${item},${comment}${look.eol}`).join('')}]`
    }
    if (isObject(one))
      return `{ ${Object.entries(one)
        .map(([k, v]) => `${name(k)} = ${scalar(v, false)}`)
        .join(', ')} }`
    return JSON.stringify(one)
  }
  const own: string[] = []
  const table = (prefix: readonly string[], members: { readonly [name: string]: Json }, onlyTables = false): void => {
    const later: (() => void)[] = []
    const flat = (dots: readonly string[], inner: { readonly [name: string]: Json }): void => {
      for (const [k, v] of Object.entries(inner)) {
        const way = onlyTables ? 0 : dice()
        const path = [...dots, name(k)]
        if (isObject(v) && way === 0 && dots.length === 0)
          later.push(() => {
            // A table of tables needs no header of its own.
            const isImplied = dice() === 0 && Object.keys(v).length > 0 && Object.values(v).every(isObject)
            const comment = look.comments ? ' # header' : ''
            if (!isImplied) own.push('', ...(look.comments ? ['# above'] : []), `[${[...prefix, ...path].join('.')}]${comment}`)
            table([...prefix, ...path], v, isImplied)
          })
        else if (Array.isArray(v) && v.length > 0 && v.every(isObject) && way === 1 && dots.length === 0)
          later.push(() => {
            for (const item of v as readonly { readonly [name: string]: Json }[]) {
              own.push('', `[[${[...prefix, ...path].join('.')}]]`)
              table([...prefix, ...path], item)
            }
          })
        else if (isObject(v) && Object.keys(v).length > 0 && way === 2) flat(path, v)
        else own.push(`${look.indent}${path.join('.')} = ${scalar(v, look.broken)}${look.comments ? ' # "x" ] }' : ''}`)
      }
    }
    flat([], members)
    for (const one of later) one()
  }
  table([], value)
  return own.join(look.eol) + (look.final ? look.eol : '')
}

function toPatch(op: string, path: readonly (string | number)[], value: Json, at: Json | undefined): Patch | undefined {
  if (op === 'set') return path.length > 0 ? set(path, value) : undefined
  if (path.length === 0 && op !== 'add') return undefined
  if (op === 'remove') return remove(...path)
  if (op === 'rename') return typeof path.at(-1) === 'string' ? rename(path, 'renamed') : undefined
  if (Array.isArray(at)) return set([...path, at.length], value)
  return at !== undefined && isObject(at) ? set([...path, 'added'], value) : undefined
}

describe('patches of random TOML documents', () => {
  const given = fc.record({
    value: document,
    look: style,
    op: fc.constantFrom('set', 'add', 'remove', 'rename'),
    pick: fc.nat(),
    other: json,
  })

  it('give the patched value and no problem', () => {
    fc.assert(
      fc.property(given, ({ value, look, op, pick, other }) => {
        const text = write(value, look)
        const tree = parse(text, 'toml')
        expect(tree.problems).toEqual([])
        expect(tree.root && toJson(tree.root)).toEqual(value)
        const paths = pathsOf(value)
        const path = paths[pick % paths.length] ?? []
        const node = nodeAt(tree, path)
        const patch = toPatch(op, path, other, node && toJson(node))
        if (!patch) return

        const after = applyEdits(text, applyPatches(tree, [patch]))
        const result = parse(after, 'toml')

        expect(result.problems).toEqual([])
        expect(result.root && toJson(result.root)).toEqual(meaning(value, patch))
      }),
      { numRuns: 3000 },
    )
  })

  it('leave the comments of a file when nothing is removed', () => {
    fc.assert(
      fc.property(document, style, json, (value, look, other) => {
        const text = write(value, look)
        const after = applyEdits(text, applyPatches(parse(text, 'toml'), [set(['added'], other)]))
        let rest = after
        for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
          expect(rest).toContain(line.trimEnd())
          rest = rest.slice(rest.indexOf(line.trimEnd()) + line.trimEnd().length)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('give the value of all patches together', () => {
    fc.assert(
      fc.property(
        document,
        style,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'remove'), json), { maxLength: 4 }),
        (value, look, picks) => {
          const text = write(value, look)
          const tree = parse(text, 'toml')
          // Of different members of the root, so that no patch is in what another removes.
          const keys = Object.keys(value)
          const taken = new Set<string>()
          const patches = picks.flatMap(([pick, op, other]): readonly Patch[] => {
            const first = keys[pick % keys.length]
            if (first === undefined || taken.has(first)) return []
            taken.add(first)
            const paths = pathsOf(value[first] ?? null)
            const path = [first, ...(paths[pick % paths.length] ?? [])]
            return [op === 'set' ? set(path, other) : remove(...path)]
          })
          const result = parse(applyEdits(text, applyPatches(tree, patches)), 'toml')
          expect(result.problems).toEqual([])
          expect(result.root && toJson(result.root)).toEqual(patches.reduce<Json>(meaning, value))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('do not overlap and do not throw on half-typed documents', () => {
    fc.assert(
      fc.property(document, style, fc.nat(), (value, look, cut) => {
        const whole = write(value, look)
        const text = whole.slice(0, cut % (whole.length + 1))
        const tree = parse(text, 'toml')
        for (const path of pathsOf(tree.root ? toJson(tree.root) : {})) {
          if (path.length === 0) continue
          let end = 0
          for (const { span } of applyPatches(tree, [remove(...path), set(['new'], 1), rename(path, 'other')])) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            end = span.end
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeAt, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Json, type Patch } from '../../server/syntax/patch.ts'
import { remove, rename, set } from './patches.ts'
import { meaning, pathsOf } from './randomPatch.ts'

// A document in a random layout: in lines or in brackets, indentation, quotes, comments, line ends.
interface Style {
  readonly eol: string
  readonly unit: number
  readonly listUnit: number
  readonly comments: boolean
  readonly final: boolean
  /** Decides, value by value, how it is written. */
  readonly dice: readonly number[]
}

const style: fc.Arbitrary<Style> = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  unit: fc.constantFrom(1, 2, 4),
  listUnit: fc.constantFrom(0, 2, 3),
  comments: fc.boolean(),
  final: fc.boolean(),
  dice: fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
})

const key = fc.constantFrom('a', 'b', 'c', 'é', '𝄞', '"', '__proto__', 'c d', '\\', '#', 'k:', '', '<<', 'yes', '- x')
const strings = [
  'x',
  'a b',
  '# y',
  'a: b',
  "'z'",
  '},{',
  'é𝄞\u2028\r\n\u0000',
  'yes',
  '1.0',
  'null',
  '',
  ' ',
  '@x',
  '*a',
  '&b',
  '!c',
]
const more = ['- d', '?', 'a\nb\n', '\n', 'a\n\n', '${env:X}', '-y', 'a #b', 'a:', '---', '...', '\ud800', '\ufeff', '%a', '0o17']
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    fc.constantFrom<Json>(null, true, 0, -1.5, 1e300, ...strings, ...more),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as Json),
  ),
})).value

function write(value: Json, look: Style): string {
  let roll = 0
  const dice = (): number => look.dice[roll++ % look.dice.length] ?? 0
  const comment = (): string => (look.comments && dice() < 3 ? ' # "x" ]: }' : '')
  const flow = (one: Json): string => {
    if (one === null || typeof one !== 'object') return JSON.stringify(one)
    if (Array.isArray(one)) return `[${one.map(flow).join(', ')}]`
    return `{${Object.entries(one)
      .map(([name, member]) => `${JSON.stringify(name)}: ${flow(member as Json)}`)
      .join(', ')}}`
  }
  const scalar = (one: Json, indent: string): string => {
    if (typeof one !== 'string') return one === null && dice() === 0 ? '' : flow(one)
    const way = dice()
    if (way === 0 && /^[a-z]+( [a-z]+)?$/.test(one) && one !== 'yes' && one !== 'null') return one
    if (way === 1 && !/[^ -~é]/.test(one)) return `'${one.replaceAll("'", "''")}'`
    if (way === 2 && /^[a-z][a-z\n]*$/.test(one)) {
      const breaks = /\n*$/.exec(one)?.[0].length ?? 0
      const body = one.replace(/\n+$/, '').replaceAll('\n', `${look.eol}${indent}`)
      return `|${breaks === 0 ? '-' : breaks === 1 ? '' : '+'}${look.eol}${indent}${body}${look.eol.repeat(Math.max(breaks - 1, 0))}`
    }
    return JSON.stringify(one)
  }
  const isFilled = (one: Json): boolean => one !== null && typeof one === 'object' && Object.keys(one).length > 0
  const lines = (one: Json, indent: string): readonly string[] => {
    const above = look.comments && dice() === 0 ? [`${indent}# above`] : []
    if (Array.isArray(one))
      return one.flatMap((item: Json) => {
        if (!isFilled(item) || dice() === 1)
          return [...above, `${indent}- ${isFilled(item) ? flow(item) : scalar(item, `${indent}  `)}`.trimEnd()]
        const inner = lines(item, `${indent}  `)
        if (dice() === 1) return [...above, `${indent}-${comment()}`, ...inner]
        const first = inner.findIndex((line) => !line.trimStart().startsWith('#'))
        return [...above, `${indent}- ${(inner[first] ?? '').slice(indent.length + 2)}`, ...inner.slice(first + 1)]
      })
    return Object.entries(one as { readonly [name: string]: Json }).flatMap(([name, member]) => {
      const written = /^[a-z]+$/.test(name) && name !== 'yes' ? name : JSON.stringify(name)
      const inline = !isFilled(member) || dice() === 1
      if (inline) {
        const text = isFilled(member) ? flow(member) : scalar(member, indent + ' '.repeat(look.unit))
        return [...above, `${indent}${written}:${text === '' ? '' : ` ${text}`}${text.startsWith('|') ? '' : comment()}`]
      }
      const deeper = indent + ' '.repeat(Array.isArray(member) ? look.listUnit : look.unit)
      return [...above, `${indent}${written}:${comment()}`, ...lines(member, deeper)]
    })
  }
  return isFilled(value) ? lines(value, '').join(look.eol) + (look.final ? look.eol : '') : flow(value)
}

function toPatch(op: string, path: readonly (string | number)[], value: Json, at: Json | undefined): Patch | undefined {
  if (op === 'set') return set(path, value)
  if (path.length === 0 && op !== 'add') return undefined
  if (op === 'remove') return remove(...path)
  if (op === 'rename') return typeof path.at(-1) === 'string' ? rename(path, 'renamed') : undefined
  if (Array.isArray(at)) return set([...path, at.length], value)
  return at !== null && typeof at === 'object' ? set([...path, 'added'], value) : undefined
}

/** A text behind `|+` that ends with the file has as many line breaks as the file. */
const isWhole = (text: string, value: Json): boolean => {
  const { root } = parse(text, 'yaml')
  return JSON.stringify(root === undefined ? null : toJson(root)) === JSON.stringify(value)
}

describe('patches of random YAML documents', () => {
  it('give the patched value and no problem', () => {
    fc.assert(
      fc.property(
        json,
        style,
        fc.constantFrom('set', 'add', 'remove', 'rename'),
        fc.nat(),
        json,
        (value, look, op, pick, other) => {
          const text = write(value, look)
          const tree = parse(text, 'yaml')
          fc.pre(isWhole(text, value))
          expect(tree.problems).toEqual([])
          const paths = pathsOf(value)
          const path = paths[pick % paths.length] ?? []
          const node = nodeAt(tree, path)
          const patch = toPatch(op, path, other, node && toJson(node))
          // Only what is compared counts as a run.
          fc.pre(patch !== undefined)

          const after = applyEdits(text, applyPatches(tree, [patch]))
          const result = parse(after, 'yaml')

          expect(result.problems).toEqual([])
          expect(result.root ? toJson(result.root) : null).toEqual(meaning(value, patch))
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('leave the comments of a file when nothing is removed', () => {
    fc.assert(
      fc.property(json, style, json, (value, look, other) => {
        const text = write(value, look)
        if (value === null || typeof value !== 'object' || Array.isArray(value) || !isWhole(text, value)) return
        const after = applyEdits(text, applyPatches(parse(text, 'yaml'), [set(['added'], other)]))
        let rest = after
        for (const line of text.split('\n').filter((one) => one.trim() !== '' && !/^\{.*\}$/.test(one))) {
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
        json,
        style,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'remove', 'add'), json), { maxLength: 4 }),
        (value, look, picks) => {
          const text = write(value, look)
          if (value === null || typeof value !== 'object' || Array.isArray(value) || !isWhole(text, value)) return
          const tree = parse(text, 'yaml')
          // Of different members of the root, so that no patch is in what another removes.
          const keys = Object.keys(value)
          const taken = new Set<string>()
          const patches = picks.flatMap(([pick, op, other], index): readonly Patch[] => {
            const first = keys[pick % keys.length]
            if (op === 'add') return [set([`new${index}`], other)]
            if (first === undefined || taken.has(first)) return []
            taken.add(first)
            const paths = pathsOf((value as { readonly [name: string]: Json })[first] ?? null)
            const path = [first, ...(paths[pick % paths.length] ?? [])]
            return [op === 'set' ? set(path, other) : remove(...path)]
          })
          const result = parse(applyEdits(text, applyPatches(tree, patches)), 'yaml')
          expect(result.problems).toEqual([])
          expect(result.root ? toJson(result.root) : null).toEqual(patches.reduce<Json>(meaning, value))
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
        const tree = parse(text, 'yaml')
        for (const path of pathsOf(tree.root ? toJson(tree.root) : {})) {
          if (path.length === 0) continue
          let end = 0
          for (const { span } of applyPatches(tree, [remove(...path), rename(path, 'other')])) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            end = span.end
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

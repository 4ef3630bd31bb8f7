import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf } from '../../server/syntax/movedNode.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { SyntaxNode, SyntaxTree } from '../../server/syntax/tree.ts'

const CONFIG = `{
  // servers of the team
  "mcpServers": {
    "docs": { "command": "npx", "args": ["-y", "docs@1.0.0", "--root", "/srv/docs"], "env": { "LEVEL": "info", } },
    "wiki": { "url": "https://wiki.example.com/mcp", "headers": { "X-Team": "a\\"b" } },
    "half": { "command": "uvx" "args": ["x" },
    "docs": { "command": "node", "args": [[1, 2, { "deep": [true, null] }]] }
  }, /* the rest */
  "inputs": [{ "id": "token", "password": true }, 7 ]
}
`

/** What opens, closes, breaks or hides something. */
const FRAGMENTS = [
  ...['{', '}', '[', ']', '"', ',', ':', '\n', ' ', '/*', '*/', '//', '\\', 'a', '1', 'true', 'word', '\u00a0', '\ufeff', '.'],
  ...['"k": 1,', '"k": {', '}, "x": {', '[1, 2],', '"a": [', '\n"half', '{"a": {"b": [1', '/* c */', 'null}'],
]

/** Where, how much goes, and what comes, the place as a share of the text. */
const edit = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 })),
  come: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.constant('')),
})

function edited(text: string, { place, gone, come }: { place: number; gone: number; come: string }): string {
  const at = Math.floor(place * text.length)
  return text.slice(0, at) + come + text.slice(at + gone)
}

/** Without what makes a moved node another kind of object. */
function plain(node: SyntaxNode | undefined): unknown {
  if (node?.kind === 'array') return { kind: node.kind, span: node.span, items: node.items.map(plain) }
  if (node?.kind !== 'object') return node
  const { kind, span, members } = node
  return {
    kind,
    span,
    members: members.map((member) => ({
      key: member.key,
      keySpan: member.keySpan,
      span: member.span,
      value: plain(member.value),
    })),
  }
}

function entries(tree: SyntaxTree): readonly SyntaxNode[] {
  const servers = tree.root?.kind === 'object' ? tree.root.members[0]?.value : undefined
  return servers?.kind === 'object' ? servers.members.flatMap(({ value }) => value ?? []) : []
}

/** The tree and problems are those of the text, whatever was there before. */
function expectSame(tree: SyntaxTree): void {
  const fresh = parse(tree.text, tree.format)
  expect(plain(tree.root)).toEqual(plain(fresh.root))
  expect(tree.problems).toEqual(fresh.problems)
}

describe('a text that is read with the tree of an earlier one', () => {
  it('gives what it gives alone, whatever was typed, edit after edit', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let tree = parse(CONFIG, 'jsonc')
        for (const one of edits) {
          tree = parse(edited(tree.text, one), 'jsonc', tree)
          expectSame(tree)
        }
      }),
      { numRuns: 600 },
    )
  })

  it('gives what it gives alone for every character that is taken out or doubled', () => {
    const tree = parse(CONFIG, 'jsonc')
    for (let at = 0; at < CONFIG.length; at++) {
      expectSame(parse(CONFIG.slice(0, at) + CONFIG.slice(at + 1), 'jsonc', tree))
      expectSame(parse(CONFIG.slice(0, at + 1) + CONFIG.slice(at), 'jsonc', tree))
    }
  })

  it('keeps the nodes of what was not touched, also while what was is half-typed', () => {
    const tree = parse(CONFIG, 'jsonc')
    for (const come of ['x', '"', '"k', '"key": ', '"key": "', '"key": 1,']) {
      const now = parse(CONFIG.replace('"/srv/docs"],', `"/srv/docs"],\n${come}\n`), 'jsonc', tree)
      const [, ...others] = entries(now).map(originOf)
      for (const [index, origin] of others.entries()) expect(origin, come).toBe(entries(tree)[index + 1])
      expect(others.length, come).toBe(3)
    }
  })

  it('reads all of a text in which another bracket seemed to close what was typed into', () => {
    const before = `{"first": "${'x'.repeat(40)}", "second": {"a": {}`
    const tree = parse(before, 'json')
    expectSame(parse(`${before.slice(0, -1)}x} }`, 'json', tree))
  })

  it('reads all of a text in which a comment hides the bracket that closed what was typed into', () => {
    const before = `{"first": "${'x'.repeat(60)}", "second": {"a": 1 }, "third": 3\n}`
    const tree = parse(before, 'json')
    expectSame(parse(before.replace('1 }', '2} // }'), 'json', tree))
  })

  it('reads all of a text whose errors were too many to tell', () => {
    const wrong = `{"a": {${'x '.repeat(3)}}, "b": [${'1 2, '.repeat(250)}], "c": {"d": 1}}`
    const tree = parse(wrong, 'json')
    expectSame(parse(wrong.replace('"d": 1', '"d": 12'), 'json', tree))
    expectSame(parse(wrong.replace('x x x', ''), 'json', tree))
  })
})

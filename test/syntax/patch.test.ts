import { describe, expect, it } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Patch } from '../../server/syntax/patch.ts'
import { remove, rename, set } from './patches.ts'

function patched(text: string, ...patches: readonly Patch[]): string {
  return applyEdits(text, applyPatches(parse(text, 'jsonc'), patches))
}

const lines = (...all: readonly string[]): string => all.join('\n')

interface Case {
  readonly name: string
  readonly before: string
  readonly patches: readonly Patch[]
  readonly after: string
}

const CASES: readonly Case[] = [
  { name: 'adds to a one-line object', before: '{ "a": 1 }', patches: [set(['b'], 2)], after: '{ "a": 1, "b": 2 }' },
  { name: 'adds to a compact object', before: '{"a":1}', patches: [set(['b'], { c: [2] })], after: '{"a":1,"b":{"c":[2]}}' },
  {
    name: 'adds to a multi-line object',
    before: '{\n  "a": 1\n}\n',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1,\n  "b": 2\n}\n',
  },
  {
    name: 'adds where the file has no final newline',
    before: '{\n  "a": 1\n}',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1,\n  "b": 2\n}',
  },
  {
    name: 'adds with tabs',
    before: '{\n\t"a": {\n\t\t"b": 1\n\t}\n}',
    patches: [set(['a', 'c'], 2)],
    after: '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": 2\n\t}\n}',
  },
  {
    name: 'adds with CRLF',
    before: '{\r\n  "a": 1\r\n}\r\n',
    patches: [set(['b'], 2)],
    after: '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
  },
  {
    name: 'adds with four spaces',
    before: '{\n    "a": {}\n}',
    patches: [set(['a', 'b'], 1)],
    after: '{\n    "a": {\n        "b": 1\n    }\n}',
  },
  {
    name: 'adds behind a line comment',
    before: '{\n  "a": 1 // one\n}',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1, // one\n  "b": 2\n}',
  },
  {
    name: 'adds behind a comma and a comment',
    before: '{\n  "a": 1, // one\n}',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1, // one\n  "b": 2,\n}',
  },
  {
    name: 'adds before a comment on its own line',
    before: '{\n  "a": 1\n  // end\n}',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1,\n  "b": 2\n  // end\n}',
  },
  {
    name: 'adds before a block comment on the line',
    before: '{ "a": 1 /* x */ }',
    patches: [set(['b'], 2)],
    after: '{ "a": 1, "b": 2 /* x */ }',
  },
  {
    name: 'adds to a one-line object that a comment ends',
    before: '{ "a": 1 // x\n}',
    patches: [set(['b'], 2)],
    after: '{ "a": 1, // x\n  "b": 2\n}',
  },
  {
    name: 'adds and keeps the style of a trailing comma',
    before: '{\n  "a": 1,\n}',
    patches: [set(['b'], 2)],
    after: '{\n  "a": 1,\n  "b": 2,\n}',
  },
  {
    name: 'adds to a one-line object with a trailing comma',
    before: '{ "a": 1, }',
    patches: [set(['b'], 2)],
    after: '{ "a": 1, "b": 2, }',
  },
  { name: 'fills an empty document object', before: '{}', patches: [set(['a'], 1)], after: '{\n  "a": 1\n}' },
  {
    name: 'fills an empty object in a one-line file',
    before: '{ "a": {} }',
    patches: [set(['a', 'b'], 1)],
    after: '{ "a": { "b": 1 } }',
  },
  {
    name: 'fills an object that holds only a comment',
    before: '{\n  // nothing\n}',
    patches: [set(['a'], 1)],
    after: '{\n  // nothing\n  "a": 1\n}',
  },
  {
    name: 'fills an object with a block comment',
    before: '{ /* x */ }',
    patches: [set(['a'], 1)],
    after: '{ /* x */\n  "a": 1 }',
  },
  {
    name: 'makes nested new objects',
    before: '{\n  "x": 1\n}',
    patches: [set(['a', 'b', 'c'], true)],
    after: '{\n  "x": 1,\n  "a": {\n    "b": {\n      "c": true\n    }\n  }\n}',
  },
  {
    name: 'adds several members in one place',
    before: '{ "a": 1 }',
    patches: [set(['b'], 2), set(['c'], 3)],
    after: '{ "a": 1, "b": 2, "c": 3 }',
  },
  {
    name: 'joins patches into one new object',
    before: '{ "a": 1 }',
    patches: [set(['b', 'x'], 2), set(['b', 'y'], 3)],
    after: '{ "a": 1, "b": { "x": 2, "y": 3 } }',
  },
  { name: 'adds to an array', before: '["a"]', patches: [set([1], 'b')], after: '["a", "b"]' },
  {
    name: 'adds to a multi-line array',
    before: '[\n  "a"\n]',
    patches: [set([1], 'b'), set([2], 'c')],
    after: '[\n  "a",\n  "b",\n  "c"\n]',
  },
  { name: 'makes an array', before: '{ "a": 1 }', patches: [set(['b'], ['x', 'y'])], after: '{ "a": 1, "b": ["x", "y"] }' },
  {
    name: 'replaces a value and nothing else',
    before: '{ "a" : 1 , "b": 2 } // x',
    patches: [set(['a'], 'é')],
    after: '{ "a" : "é" , "b": 2 } // x',
  },
  { name: 'replaces an item', before: '["-y", "x@latest"]', patches: [set([1], 'x@1.0.0')], after: '["-y", "x@1.0.0"]' },
  {
    name: 'replaces a one-line object by one line',
    before: '{\n  "a": { "b": 1 }\n}',
    patches: [set(['a'], { c: 2 })],
    after: '{\n  "a": { "c": 2 }\n}',
  },
  {
    name: 'replaces null by a new object',
    before: '{ "env": null }',
    patches: [set(['env', 'A'], 'x')],
    after: '{ "env": { "A": "x" } }',
  },
  {
    name: 'leaves a value that is right already',
    before: '{ "a": [ 1,2 ] }',
    patches: [set(['a'], [1, 2])],
    after: '{ "a": [ 1,2 ] }',
  },
  { name: 'gives a half-typed member its value', before: '{ "a": }', patches: [set(['a'], 1)], after: '{ "a": 1 }' },
  { name: 'gives a key without colon its value', before: '{ "a" }', patches: [set(['a'], 1)], after: '{ "a": 1 }' },
  { name: 'writes the document of an empty file', before: '', patches: [set(['a'], 1)], after: '{\n  "a": 1\n}' },
  {
    name: 'renames a key',
    before: '{ "servers": { "x": 1 } }',
    patches: [rename(['servers'], 'mcpServers')],
    after: '{ "mcpServers": { "x": 1 } }',
  },
  {
    name: 'renames and changes what is inside',
    before: '{ "servers": { "x": 1 } }',
    patches: [rename(['servers'], 'mcpServers'), set(['servers', 'x'], 2)],
    after: '{ "mcpServers": { "x": 2 } }',
  },
  { name: 'removes the first of a line', before: '{ "a": 1, "b": 2 }', patches: [remove('a')], after: '{ "b": 2 }' },
  { name: 'removes the middle of a line', before: '[1, 2, 3]', patches: [remove(1)], after: '[1, 3]' },
  { name: 'removes the last of a line', before: '{ "a": 1, "b": 2 }', patches: [remove('b')], after: '{ "a": 1 }' },
  {
    name: 'removes several last of a line',
    before: '{ "a": 1, "b": 2, "c": 3 }',
    patches: [remove('b'), remove('c')],
    after: '{ "a": 1 }',
  },
  { name: 'removes the only one', before: '{ "a": 1 }', patches: [remove('a')], after: '{}' },
  {
    name: 'removes the only one of several lines',
    before: '{\n  "x": {\n    "a": 1,\n  }\n}',
    patches: [remove('x', 'a')],
    after: '{\n  "x": {}\n}',
  },
  { name: 'removes a first line', before: '{\n  "a": 1,\n  "b": 2\n}', patches: [remove('a')], after: '{\n  "b": 2\n}' },
  {
    name: 'removes a middle line with its comment',
    before: '{\n  "a": 1,\n  "b": 2, // two\n  "c": 3\n}',
    patches: [remove('b')],
    after: '{\n  "a": 1,\n  "c": 3\n}',
  },
  {
    name: 'removes a last line and the comma before',
    before: '{\n  "a": 1, // one\n  "b": 2 // two\n}',
    patches: [remove('b')],
    after: '{\n  "a": 1 // one\n}',
  },
  {
    name: 'removes a last line and keeps the trailing comma',
    before: '{\n  "a": 1,\n  "b": 2,\n}',
    patches: [remove('b')],
    after: '{\n  "a": 1,\n}',
  },
  {
    name: 'removes lines with CRLF',
    before: '{\r\n  "a": 1,\r\n  "b": 2\r\n}',
    patches: [remove('a')],
    after: '{\r\n  "b": 2\r\n}',
  },
  {
    name: 'keeps comments of other lines',
    before: '{\n  // about a\n  "a": 1,\n  // about b\n  "b": 2\n}',
    patches: [remove('a')],
    after: '{\n  // about a\n  // about b\n  "b": 2\n}',
  },
  {
    name: 'keeps a line comment from swallowing the brace',
    before: '{\n  "a": 1, // one\n  "b": 2 }',
    patches: [remove('b')],
    after: '{\n  "a": 1 // one\n   }',
  },
  {
    name: 'keeps the comments when all members go',
    before: '{\n  // one\n  "a": 1,\n  "b": 2\n}',
    patches: [remove('a'), remove('b')],
    after: '{\n  // one\n}',
  },
  {
    name: 'removes and adds in one place',
    before: '{ "a": 1, "b": 2 }',
    patches: [remove('b'), set(['c'], 3)],
    after: '{ "a": 1, "c": 3 }',
  },
  { name: 'removes all and adds', before: '{\n  "a": 1\n}', patches: [remove('a'), set(['c'], 3)], after: '{\n  "c": 3\n}' },
  {
    name: 'removes the first and adds',
    before: '{\n  "a": 1,\n  "b": 2\n}',
    patches: [remove('a'), set(['c'], 3)],
    after: '{\n  "b": 2,\n  "c": 3\n}',
  },
  {
    name: 'sets again what it removed',
    before: '{ "a": 1, "b": 2 }',
    patches: [remove('a'), set(['a'], 3)],
    after: '{ "a": 3, "b": 2 }',
  },
  {
    name: 'removes each of several equal keys',
    before: '{ "a": 1, "b": 2, "a": 3 }',
    patches: [remove('a')],
    after: '{ "b": 2 }',
  },
  {
    name: 'does nothing where there is nothing to remove',
    before: '{ "a": 1 }',
    patches: [remove('x', 'y')],
    after: '{ "a": 1 }',
  },
  {
    name: 'replaces a stretch of text',
    before: '{ "a": 1, }',
    patches: [{ op: 'text', span: { start: 8, end: 9 }, text: '' }],
    after: '{ "a": 1 }',
  },
  {
    name: 'changes text beside a path',
    before: '{ "a": "x@latest", "b": 1 }',
    patches: [{ op: 'text', span: { start: 10, end: 16 }, text: '1.0.0' }, remove('b')],
    after: '{ "a": "x@1.0.0" }',
  },
  { name: 'keeps a byte order mark', before: '\ufeff{ "a": 1 }', patches: [set(['b'], 2)], after: '\ufeff{ "a": 1, "b": 2 }' },
  {
    name: 'takes "__proto__" as an ordinary key',
    before: '{ "a": 1 }',
    patches: [set(['__proto__', 'x'], 2)],
    after: '{ "a": 1, "__proto__": { "x": 2 } }',
  },
]

describe('patches', () => {
  it.each(CASES)('$name', ({ before, patches, after }) => {
    expect(patched(before, ...patches)).toBe(after)
  })

  it('shows the whole in a real file', () => {
    const before = lines(
      '{',
      '  "mcpServers": {',
      '    "fs": {',
      '      "command": "npx",',
      '      "args": ["-y", "x"] // run',
      '    }',
      '  }',
      '}',
      '',
    )
    const after = lines(
      '{',
      '  "mcpServers": {',
      '    "fs": {',
      '      "command": "npx",',
      '      "args": ["-y", "x", "/srv"], // run',
      '      "env": {',
      '        "A": "b"',
      '      }',
      '    }',
      '  }',
      '}',
      '',
    )
    expect(patched(before, set(['mcpServers', 'fs', 'args', 2], '/srv'), set(['mcpServers', 'fs', 'env', 'A'], 'b'))).toBe(after)
  })

  it('refuses to go through a value that is no object', () => {
    expect(() => patched('{ "a": "text" }', set(['a', 'b'], 1))).toThrow('is no object')
  })

  it('refuses patches that contradict each other', () => {
    expect(() => patched('{ "a": 1 }', set(['a'], 2), { op: 'text', span: { start: 6, end: 8 }, text: 'x' })).toThrow('same text')
  })
})

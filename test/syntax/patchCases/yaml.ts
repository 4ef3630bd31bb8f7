import type { Patch } from '../../../server/syntax/patch.ts'
import { remove, rename, set } from '../patches.ts'

interface Case {
  readonly name: string
  readonly before: string
  readonly patches: readonly Patch[]
  readonly after: string
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const text = (before: string, part: string, instead: string): Patch => {
  const start = before.indexOf(part)
  return { op: 'text', span: { start, end: start + part.length }, text: instead }
}
const textCase = (name: string, before: string, part: string, instead: string, after: string): Case => ({
  name,
  before,
  patches: [text(before, part, instead)],
  after,
})

const ADDITIONS: readonly Case[] = [
  { name: 'adds behind the last key', before: 'a: 1\n', patches: [set(['b'], 2)], after: 'a: 1\nb: 2\n' },
  { name: 'adds where the file has no final newline', before: 'a: 1', patches: [set(['b'], 2)], after: 'a: 1\nb: 2' },
  { name: 'adds with CRLF', before: 'a:\r\n  b: 1\r\n', patches: [set(['a', 'c'], 2)], after: 'a:\r\n  b: 1\r\n  c: 2\r\n' },
  {
    name: 'adds to an inner map before what follows it',
    before: lines('a:', '  x: 1 # one', '', '# about b', 'b: 2'),
    patches: [set(['a', 'z'], 'two')],
    after: lines('a:', '  x: 1 # one', '  z: two', '', '# about b', 'b: 2'),
  },
  {
    name: 'adds a map in lines with the indentation of the file',
    before: lines('servers:', '    fs:', '        cmd: npx'),
    patches: [set(['servers', 'fs', 'env', 'A'], 'b')],
    after: lines('servers:', '    fs:', '        cmd: npx', '        env:', '            A: b'),
  },
  {
    name: 'adds a list as others are indented, in the column of their key',
    before: lines('a:', '  args:', '  - x', '  cmd: y'),
    patches: [set(['a', 'tools'], ['p', 'q'])],
    after: lines('a:', '  args:', '  - x', '  cmd: y', '  tools:', '  - p', '  - q'),
  },
  {
    name: 'adds a list as others are indented, deeper than their key',
    before: lines('a:', '  args:', '    - x', '  cmd: y'),
    patches: [set(['a', 'tools'], ['p'])],
    after: lines('a:', '  args:', '    - x', '  cmd: y', '  tools:', '    - p'),
  },
  {
    name: 'adds a list in brackets where the file has such',
    before: lines('args: [-y, x]', 'env:', '  A: b'),
    patches: [set(['tools'], ['p', 'q'])],
    after: lines('args: [-y, x]', 'env:', '  A: b', 'tools: [p, q]'),
  },
  {
    name: 'adds with the quotes of its neighbours',
    before: lines('env:', "  A: 'x'"),
    patches: [set(['env', 'B'], 'y')],
    after: lines('env:', "  A: 'x'", "  B: 'y'"),
  },
  {
    name: 'adds an item with the quotes of its neighbours',
    before: lines('args:', '  - "-y"', '  - "x"'),
    patches: [set(['args', 2], '/srv')],
    after: lines('args:', '  - "-y"', '  - "x"', '  - "/srv"'),
  },
  {
    name: 'adds a map as an item',
    before: lines('mcpServers:', '  - name: a', '    command: x'),
    patches: [set(['mcpServers', 1], { name: 'b', env: { A: '1' } })],
    after: lines('mcpServers:', '  - name: a', '    command: x', '  - name: b', '    env:', '      A: "1"'),
  },
  {
    name: 'adds to a map that stands behind a dash',
    before: lines('- name: a', '- name: b'),
    patches: [set([0, 'cwd'], '/srv')],
    after: lines('- name: a', '  cwd: /srv', '- name: b'),
  },
  {
    name: 'adds to a map in braces',
    before: 'env: { A: x } # one\n',
    patches: [set(['env', 'B'], 'z')],
    after: 'env: { A: x, B: z } # one\n',
  },
  {
    name: 'adds to a map in braces what braces would end',
    before: 'env: {A: x}\n',
    patches: [set(['env', 'B'], '${B}')],
    after: 'env: {A: x, B: "${B}"}\n',
  },
  {
    name: 'adds to a list of several lines in brackets',
    before: lines('args: [', '  "x", # one', '  "y" # two', ']'),
    patches: [set(['args', 2], 'z')],
    after: lines('args: [', '  "x", # one', '  "y", # two', '  "z"', ']'),
  },
  {
    name: 'adds to what is written as JSON as JSON',
    before: '{"a": {"b": "c"}}\n',
    patches: [set(['a', 'd'], 'e')],
    after: '{"a": {"b": "c", "d": "e"}}\n',
  },
  {
    name: 'fills empty braces in lines',
    before: 'env: {} # one\n',
    patches: [set(['env', 'A'], 'x')],
    after: 'env: # one\n  A: x\n',
  },
  { name: 'fills empty brackets in lines', before: 'args: []\n', patches: [set(['args', 0], 'x')], after: 'args:\n  - x\n' },
  {
    name: 'fills a key without value',
    before: 'a:\n  env:\n',
    patches: [set(['a', 'env', 'A'], 'x')],
    after: 'a:\n  env:\n    A: x\n',
  },
  {
    name: 'fills a key without value but with a comment',
    before: 'env: # none\nb: 1\n',
    patches: [set(['env', 'A'], 'x')],
    after: 'env: # none\n  A: x\nb: 1\n',
  },
  { name: 'gives a key without value a scalar', before: 'cmd: # one\n', patches: [set(['cmd'], 'x')], after: 'cmd: x # one\n' },
  { name: 'gives a key without colon its value', before: 'a: 1\nb\n', patches: [set(['b'], 2)], after: 'a: 1\nb: 2\n' },
  { name: 'gives an empty item its value', before: '-\n- b\n', patches: [set([0], 'a')], after: '- a\n- b\n' },
  { name: 'writes the first key of an empty file', before: '', patches: [set(['a', 'b'], 1)], after: 'a:\n  b: 1\n' },
  { name: 'writes the first key behind comments', before: '# one\n', patches: [set(['a'], 1)], after: '# one\na: 1\n' },
  { name: 'writes the first key behind a mark', before: '---\n', patches: [set(['a'], 1)], after: '---\na: 1\n' },
  { name: 'fills an empty document', before: '{}\n', patches: [set(['a', 'b'], 1)], after: '{\n  a: {\n    b: 1\n  }\n}\n' },
  {
    name: 'adds behind a block scalar',
    before: lines('a:', '  text: |', '    one', '', '    two', '', 'b: 1'),
    patches: [set(['a', 'x'], 1)],
    after: lines('a:', '  text: |', '    one', '', '    two', '  x: 1', '', 'b: 1'),
  },
  {
    name: 'adds behind the empty lines that belong to a text',
    before: lines('a:', '  text: |+', '    one', '', 'b: 1'),
    patches: [set(['a', 'x'], 1)],
    after: lines('a:', '  text: |+', '    one', '', '  x: 1', 'b: 1'),
  },
  {
    name: 'adds in two collections that end in one place',
    before: lines('a:', '  b:', '    x: 1'),
    patches: [set(['a', 'c'], 3), set(['a', 'b', 'z'], 2)],
    after: lines('a:', '  b:', '    x: 1', '    z: 2', '  c: 3'),
  },
  { name: 'keeps a byte order mark', before: '\ufeffa: 1\n', patches: [set(['b'], 2)], after: '\ufeffa: 1\nb: 2\n' },
]

const QUOTED: readonly Case[] = [
  'yes',
  'null',
  '1.0',
  '12:30',
  '',
  ' x',
  'a: b',
  'a #b',
  'a:',
  '@x',
  '*x',
  '&x',
  '!x',
  '- x',
  '%x',
  '{x}',
  "'x",
  '~',
  '<<',
].map((value) => ({
  name: `puts ${JSON.stringify(value)} in quotes`,
  before: 'a: x\n',
  patches: [set(['a'], value)],
  after: `a: ${JSON.stringify(value)}\n`,
}))

const REPLACEMENTS: readonly Case[] = [
  ...QUOTED,
  { name: 'writes plain what may be plain', before: 'a: 1\n', patches: [set(['a'], '${env:X}')], after: 'a: ${env:X}\n' },
  { name: 'escapes several lines', before: 'a: x\n', patches: [set(['a'], 'b\nc')], after: 'a: "b\\nc"\n' },
  { name: 'replaces a value and nothing else', before: 'a :  1 # x\n', patches: [set(['a'], 'é')], after: 'a :  é # x\n' },
  { name: 'keeps single quotes', before: "a: 'C:\\x'\n", patches: [set(['a'], "it's")], after: "a: 'it''s'\n" },
  { name: 'keeps double quotes', before: 'a: "x"\n', patches: [set(['a'], 'C:\\y')], after: 'a: "C:\\\\y"\n' },
  { name: 'leaves a value that is right already', before: 'a: [ 1,2 ]\n', patches: [set(['a'], [1, 2])], after: 'a: [ 1,2 ]\n' },
  {
    name: 'replaces a block scalar',
    before: lines('a: |', '  one', '  two', 'b: 1'),
    patches: [set(['a'], 'x')],
    after: lines('a: x', 'b: 1'),
  },
  {
    name: 'replaces a map in lines by a value',
    before: lines('a: # one', '  b: 1', '  c: 2', '# two', 'd: 3'),
    patches: [set(['a'], 'x')],
    after: lines('a: x # one', '# two', 'd: 3'),
  },
  {
    name: 'replaces a value by a map in lines',
    before: lines('a: x # one', 'd: 3'),
    patches: [set(['a'], { b: 1, c: [] })],
    after: lines('a: # one', '  b: 1', '  c: []', 'd: 3'),
  },
  {
    name: 'replaces an item by a map',
    before: lines('- x # one', '- y'),
    patches: [set([0], { b: 1, c: 2 })],
    after: lines('- b: 1', '  c: 2 # one', '- y'),
  },
  {
    name: 'replaces braces by braces',
    before: 'a: { b: 1 } # one\n',
    patches: [set(['a'], { c: 2 })],
    after: 'a: { c: 2 } # one\n',
  },
  { name: 'renames a key', before: 'a:\n  "b": 1\n', patches: [rename(['a', 'b'], 'c')], after: 'a:\n  "c": 1\n' },
  {
    name: 'renames a key to one that needs quotes, and changes what is inside',
    before: 'a:\n  b: 1\n',
    patches: [rename(['a'], 'no'), set(['a', 'b'], 2)],
    after: '"no":\n  b: 2\n',
  },
]

const REMOVALS: readonly Case[] = [
  { name: 'removes the first line', before: 'a: 1\nb: 2\n', patches: [remove('a')], after: 'b: 2\n' },
  {
    name: 'removes the last line of a file without final newline',
    before: 'a: 1\nb: 2',
    patches: [remove('b')],
    after: 'a: 1\n',
  },
  {
    name: 'removes a line with its comment and keeps those of others',
    before: lines('# about a', 'a: 1', '# about b', 'b: 2 # two', 'c: 3'),
    patches: [remove('b')],
    after: lines('# about a', 'a: 1', '# about b', 'c: 3'),
  },
  {
    name: 'removes all that a key holds',
    before: lines('a:', '  b: 1', '  c:', '    - x', '    - y', 'd: 2'),
    patches: [remove('a', 'c')],
    after: lines('a:', '  b: 1', 'd: 2'),
  },
  {
    name: 'removes an item',
    before: lines('args:', '  - -y', '  - x', '  - z'),
    patches: [remove('args', 1)],
    after: lines('args:', '  - -y', '  - z'),
  },
  {
    name: 'moves the second key up to the dash of the first',
    before: lines('- name: a', '  cmd: x', '  cwd: y'),
    patches: [remove(0, 'name')],
    after: lines('- cmd: x', '  cwd: y'),
  },
  {
    name: 'moves up no comment',
    before: lines('- name: a # one', '  # about x', '  cmd: x'),
    patches: [remove(0, 'name')],
    after: lines('-', '  # about x', '  cmd: x'),
  },
  {
    name: 'leaves braces where all goes',
    before: lines('a:', '  env: # of a', '    # about A', '    A: x', '    B: y', '  c: 1'),
    patches: [remove('a', 'env', 'A'), remove('a', 'env', 'B')],
    after: lines('a:', '  env: {} # of a', '    # about A', '  c: 1'),
  },
  { name: 'leaves brackets where the only item goes', before: 'a:\n- x\n', patches: [remove('a', 0)], after: 'a: []\n' },
  { name: 'leaves braces behind a dash', before: '- a: 1\n- b\n', patches: [remove(0, 'a')], after: '- {}\n- b\n' },
  { name: 'leaves braces for the whole file', before: 'a: 1\nb: 2\n', patches: [remove('a'), remove('b')], after: '{}\n' },
  { name: 'removes from braces', before: 'a: {b: 1, c: 2}\n', patches: [remove('a', 'b')], after: 'a: {c: 2}\n' },
  {
    name: 'removes each of several equal keys',
    before: 'a: 1\nb: 2\na: 3\n',
    patches: [remove('a')],
    after: 'b: 2\n',
  },
  {
    name: 'removes all and adds',
    before: 'a:\n  b: 1\n  c: 2\nd: 3\n',
    patches: [remove('a', 'b'), remove('a', 'c'), set(['a', 'e'], 4)],
    after: 'a:\n  e: 4\nd: 3\n',
  },
  {
    name: 'removes a text with the empty lines that belong to it',
    before: lines('a: |+', '  one', '', 'b: |+', '  two', '', 'c: 1'),
    patches: [remove('b')],
    after: lines('a: |+', '  one', '', 'c: 1'),
  },
  {
    name: 'removes with a key the empty lines that would become a part of the text before it',
    before: lines('a: |+', '  one', 'b: 1', '', 'c: 2'),
    patches: [remove('b')],
    after: lines('a: |+', '  one', 'c: 2'),
  },
  { name: 'takes a `?` key with its value', before: '? a\n: 1\nb: 2\n', patches: [remove('a')], after: 'b: 2\n' },
]

const TEXTS: readonly Case[] = [
  textCase('changes a part of a plain text', 'a: x@latest # one\n', 'latest', '1.0', 'a: x@1.0 # one\n'),
  textCase('puts a plain text in quotes when a part needs them', 'a: npx x\n', 'x\n'.trim(), 'y: z', 'a: "npy: z x"\n'),
  textCase('puts a plain text in quotes when brackets would end it', 'a: [Bearer x]\n', 'x', '${T}', 'a: ["Bearer ${T}"]\n'),
  textCase('leaves a plain text in lines plain', 'a: Bearer x\n', 'x', '${T}', 'a: Bearer ${T}\n'),
  textCase('doubles a single quote', "a: 'b c'\n", 'c', "it's", "a: 'b it''s'\n"),
  textCase('escapes in double quotes', 'a: "b\\tc"\n', 'c', 'd"e', 'a: "b\\td\\"e"\n'),
  textCase('changes a text of several lines', 'a: |\n  one\n  two\n', 'two', 'three', 'a: |\n  one\n  three\n'),
  textCase('changes a folded text', 'a: one\n  two\n', 'two', 'three', 'a: one three\n'),
  textCase('keeps a number a text', 'a: b1\n', 'b', '', 'a: "1"\n'),
  textCase('changes a comment', 'a: 1 # one\n', '# one', '# two', 'a: 1 # two\n'),
  textCase('changes a number as it is written', 'a: 8080\n', '8080', '9090', 'a: 9090\n'),
]

export const YAML_CASES: readonly Case[] = [...ADDITIONS, ...REPLACEMENTS, ...REMOVALS, ...TEXTS]

/** Each would change more than it says. */
export const REFUSED_YAML: readonly { readonly name: string; readonly before: string; readonly patch: Patch }[] = [
  { name: 'a value inside an alias', before: 'a: &x\n  b: 1\nc: *x\n', patch: set(['c', 'b'], 2) },
  { name: 'a value inside what an alias shares', before: 'a: &x\n  b: 1\nc: *x\n', patch: set(['a', 'b'], 2) },
  { name: 'the value an alias shares', before: 'a: &x 1\nc: *x\n', patch: set(['a'], 2) },
  { name: 'a key that holds what an alias shares', before: 'a:\n  b: &x 1\nc: *x\n', patch: remove('a') },
  { name: 'a merged member', before: 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n', patch: set(['c', 'b'], 2) },
  { name: 'a member that may hide a merged one', before: 'a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n', patch: remove('c', 'b') },
  { name: 'a pair without braces', before: 'a: [b: 1]\n', patch: set(['a', 0, 'c'], 2) },
  { name: 'a part of an alias', before: 'a: &x abc\nb: *x\n', patch: { op: 'text', span: { start: 13, end: 14 }, text: 'y' } },
  {
    name: 'a part of a text an alias shares',
    before: 'a: &x abc\nb: *x\n',
    patch: { op: 'text', span: { start: 6, end: 7 }, text: 'y' },
  },
]

/** An alias may go, and so may what no alias names. */
export const ALLOWED_YAML: readonly Case[] = [
  { name: 'replaces an alias', before: 'a: &x 1\nb: *x\n', patches: [set(['b'], 2)], after: 'a: &x 1\nb: 2\n' },
  { name: 'removes an alias', before: 'a: &x 1\nb: *x\n', patches: [remove('b')], after: 'a: &x 1\n' },
  {
    name: 'changes what has an anchor nobody uses',
    before: 'a: &x\n  b: 1\n',
    patches: [set(['a', 'b'], 2)],
    after: 'a: &x\n  b: 2\n',
  },
  { name: 'replaces a tag with its value', before: 'a: !!str 1\n', patches: [set(['a'], 2)], after: 'a: 2\n' },
  {
    name: 'adds beside a merge key',
    before: 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n',
    patches: [set(['c', 'e'], 2)],
    after: 'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 1\n  e: 2\n',
  },
]

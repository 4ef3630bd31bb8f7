import type { Patch } from '../../../server/syntax/patch.ts'
import { remove, rename, set } from '../patches.ts'

interface Case {
  readonly name: string
  readonly before: string
  readonly patches: readonly Patch[]
  readonly after: string
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

export const TOML_CASES: readonly Case[] = [
  { name: 'adds behind the last key of the root', before: 'a = 1\n', patches: [set(['b'], 2)], after: 'a = 1\nb = 2\n' },
  {
    name: 'adds behind the last key of a table, before what belongs to the next',
    before: lines('[a]', 'x = 1 # one', '', '# about b', '[b]', 'y = 2'),
    patches: [set(['a', 'z'], [1, 'two'])],
    after: lines('[a]', 'x = 1 # one', 'z = [1, "two"]', '', '# about b', '[b]', 'y = 2'),
  },
  {
    name: 'adds to a table without keys',
    before: '[a]\n\n[b]\n',
    patches: [set(['a', 'x'], true)],
    after: '[a]\nx = true\n\n[b]\n',
  },
  {
    name: 'adds where the file has no final newline',
    before: '[a]\nx = 1',
    patches: [set(['a', 'y'], 2)],
    after: '[a]\nx = 1\ny = 2',
  },
  { name: 'adds with CRLF', before: '[a]\r\nx = 1\r\n', patches: [set(['a', 'y'], 2)], after: '[a]\r\nx = 1\r\ny = 2\r\n' },
  {
    name: 'adds with the indentation of the key above',
    before: '[a]\n\tx = 1\n',
    patches: [set(['a', 'y'], 2)],
    after: '[a]\n\tx = 1\n\ty = 2\n',
  },
  {
    name: 'adds to the root before the first table and its comment',
    before: lines('# the file', '', '# about a', '[a]', 'x = 1'),
    patches: [set(['top'], 'v')],
    after: lines('# the file', '', 'top = "v"', '', '# about a', '[a]', 'x = 1'),
  },
  { name: 'writes the first key of an empty file', before: '', patches: [set(['a'], 1)], after: 'a = 1\n' },
  { name: 'writes the first table of an empty file', before: '', patches: [set(['a', 'b'], 1)], after: '[a]\nb = 1\n' },
  {
    name: 'writes the first table behind comments',
    before: '# only this\n',
    patches: [set(['a', 'b'], 1)],
    after: '# only this\n\n[a]\nb = 1\n',
  },
  {
    name: 'adds a table as its neighbours are written, with headers',
    before: lines('[servers.a]', 'command = "x"', '', '[servers.a.env]', 'A = "1"', '', '[other]', 'n = 1'),
    patches: [set(['servers', 'b'], { command: 'y', env: { B: '2' } })],
    after: lines(
      ...['[servers.a]', 'command = "x"', '', '[servers.a.env]', 'A = "1"', ''],
      ...['[servers.b]', 'command = "y"', '', '[servers.b.env]', 'B = "2"', ''],
      ...['[other]', 'n = 1'],
    ),
  },
  {
    name: 'adds a table as its neighbours are written, in braces',
    before: lines('[servers]', 'a = { command = "x" }'),
    patches: [set(['servers', 'b'], { command: 'y' })],
    after: lines('[servers]', 'a = { command = "x" }', 'b = { command = "y" }'),
  },
  {
    name: 'adds a table in braces to one that holds values',
    before: lines('[servers.a]', 'command = "x"'),
    patches: [set(['servers', 'a', 'env', 'A'], 'b')],
    after: lines('[servers.a]', 'command = "x"', 'env = { A = "b" }'),
  },
  {
    name: 'adds a table with a header where others of its name have one',
    before: lines('[s.a]', 'command = "x"', '', '[s.b]', 'command = "y"', '', '[s.b.env]', 'B = "1"'),
    patches: [set(['s', 'a', 'env', 'A'], 'b')],
    after: lines('[s.a]', 'command = "x"', '', '[s.a.env]', 'A = "b"', '', '[s.b]', 'command = "y"', '', '[s.b.env]', 'B = "1"'),
  },
  {
    name: 'adds a value to a table without a header of its own',
    before: lines('x = 1', '', '# about a', '[servers.a]', 'command = "x"'),
    patches: [set(['servers', 'n'], 1)],
    after: lines('x = 1', '', '[servers]', 'n = 1', '', '# about a', '[servers.a]', 'command = "x"'),
  },
  {
    name: 'adds behind keys with dots',
    before: lines('[s]', 'a.command = "x"', 'a.args = []', 'b.command = "y"'),
    patches: [set(['s', 'a', 'cwd'], '/srv')],
    after: lines('[s]', 'a.command = "x"', 'a.args = []', 'a.cwd = "/srv"', 'b.command = "y"'),
  },
  {
    name: 'adds a table to a list of them',
    before: lines('[[a]]', 'x = 1', '', '[b]', 'y = 1'),
    patches: [set(['a', 1], { x: 2 })],
    after: lines('[[a]]', 'x = 1', '', '[[a]]', 'x = 2', '', '[b]', 'y = 1'),
  },
  { name: 'adds to an inline table', before: 'a = { b = 1 }\n', patches: [set(['a', 'c'], 2)], after: 'a = { b = 1, c = 2 }\n' },
  { name: 'fills an empty inline table', before: 'a = {}\n', patches: [set(['a', 'b'], 1)], after: 'a = { b = 1 }\n' },
  { name: 'adds to a list', before: 'a = ["x"] # y\n', patches: [set(['a', 1], 'z')], after: 'a = ["x", "z"] # y\n' },
  { name: 'fills an empty list', before: 'a = []\n', patches: [set(['a', 0], 'z')], after: 'a = ["z"]\n' },
  {
    name: 'adds to a list of several lines',
    before: 'a = [\n  "x", # one\n  "y" # two\n]\n',
    patches: [set(['a', 2], 'z')],
    after: 'a = [\n  "x", # one\n  "y", # two\n  "z"\n]\n',
  },
  {
    name: 'adds to a list of several lines that ends with a comma',
    before: 'a = [\n  "x",\n]\n',
    patches: [set(['a', 1], 'z')],
    after: 'a = [\n  "x",\n  "z",\n]\n',
  },
  { name: 'replaces a value and nothing else', before: 'a  =  1 # x\n', patches: [set(['a'], 'é')], after: 'a  =  "é" # x\n' },
  {
    name: 'replaces an item',
    before: 'a = ["-y", "x@latest"]\n',
    patches: [set(['a', 1], 'x@1.0')],
    after: 'a = ["-y", "x@1.0"]\n',
  },
  { name: 'keeps single quotes', before: "a = 'C:\\x'\n", patches: [set(['a'], 'C:\\y')], after: "a = 'C:\\y'\n" },
  {
    name: 'leaves a value that is right already',
    before: 'a = [ 1,2 ]\n',
    patches: [set(['a'], [1, 2])],
    after: 'a = [ 1,2 ]\n',
  },
  {
    name: 'replaces a list of several lines by one of several lines',
    before: 'a = [\n  "x",\n  "y",\n]\n',
    patches: [set(['a'], ['z', 'w'])],
    after: 'a = [\n  "z",\n  "w",\n]\n',
  },
  {
    name: 'replaces a table member by member',
    before: lines('[a]', '# about x', 'x = 1', 'y = 2', 'z = 3'),
    patches: [set(['a'], { x: 1, z: 4, w: 5 })],
    after: lines('[a]', '# about x', 'x = 1', 'z = 4', 'w = 5'),
  },
  {
    name: 'replaces a table by a value',
    before: lines('[a]', 'x = 1', '', '[a.b]', 'y = 2', '', '[c]', 'z = 3'),
    patches: [set(['a', 'b'], 'v')],
    after: lines('[a]', 'x = 1', 'b = "v"', '', '[c]', 'z = 3'),
  },
  { name: 'gives a half-typed key its value', before: 'a =\nb = 1\n', patches: [set(['a'], 1)], after: 'a = 1\nb = 1\n' },
  { name: 'gives a key alone its value', before: 'a\nb = 1\n', patches: [set(['a'], 1)], after: 'a = 1\nb = 1\n' },
  {
    name: 'renames a table in each header and key',
    before: lines('[s.old]', 'x = 1', '', '[s.old.env]', 'A = "1"', '', '[s]', 'n = 1', '', '[[s.old.list]]'),
    patches: [rename(['s', 'old'], 'new name')],
    after: lines('[s."new name"]', 'x = 1', '', '[s."new name".env]', 'A = "1"', '', '[s]', 'n = 1', '', '[[s."new name".list]]'),
  },
  {
    name: 'renames keys with dots',
    before: lines('old.x = 1', 'old."y z" = 2'),
    patches: [rename(['old'], 'new')],
    after: lines('new.x = 1', 'new."y z" = 2'),
  },
  {
    name: 'renames and changes what is inside',
    before: lines('[servers.a]', 'x = 1'),
    patches: [rename(['servers'], 'mcp_servers'), set(['servers', 'a', 'x'], 2), rename(['servers', 'a', 'x'], 'y')],
    after: lines('[mcp_servers.a]', 'y = 2'),
  },
  {
    name: 'renames in an inline table',
    before: 'a = { b.c = 1, b.d = 2 }\n',
    patches: [rename(['a', 'b'], 'e')],
    after: 'a = { e.c = 1, e.d = 2 }\n',
  },
  {
    name: 'removes a line with its comment',
    before: lines('[a]', '# about x', 'x = 1', 'y = [', '  2,', '] # two', 'z = 3'),
    patches: [remove('a', 'y')],
    after: lines('[a]', '# about x', 'x = 1', 'z = 3'),
  },
  { name: 'removes a last line without newline', before: 'a = 1\nb = 2', patches: [remove('b')], after: 'a = 1' },
  { name: 'removes with CRLF', before: 'a = 1\r\nb = 2\r\nc = 3\r\n', patches: [remove('b')], after: 'a = 1\r\nc = 3\r\n' },
  {
    name: 'removes a table with all that is below it, wherever that stands',
    before: lines('[s.a]', 'x = 1', '', '[s.b]', 'y = 2', '', '[s.a.env]', 'A = "1"', '', '[c]', 'z = 3'),
    patches: [remove('s', 'a')],
    after: lines('[s.b]', 'y = 2', '', '[c]', 'z = 3'),
  },
  {
    name: 'removes the last table of a file',
    before: lines('[a]', 'x = 1', '', '[b]', 'y = 2'),
    patches: [remove('b')],
    after: lines('[a]', 'x = 1'),
  },
  {
    name: 'keeps the table that held the only one',
    before: '[s.a]\nx = 1 # one\n\n[b]\n',
    patches: [remove('s', 'a')],
    after: '[s]\n\n[b]\n',
  },
  {
    name: 'keeps the table that held the only key with dots',
    before: 'a.b = 1\n',
    patches: [remove('a', 'b')],
    after: 'a = {}\n',
  },
  {
    name: 'removes a table of a list',
    before: lines('[[a]]', 'x = 1', '', '[[a]]', 'x = 2', '', '[a.b]', 'y = 3', '', '[[a]]', 'x = 4'),
    patches: [remove('a', 1)],
    after: lines('[[a]]', 'x = 1', '', '[[a]]', 'x = 4'),
  },
  {
    name: 'keeps a list whose tables are gone',
    before: 'n = 1\n\n[[a]]\nx = 1\n',
    patches: [remove('a', 0)],
    after: 'n = 1\na = []\n',
  },
  { name: 'removes the first item', before: 'a = [1, 2, 3]\n', patches: [remove('a', 0)], after: 'a = [2, 3]\n' },
  { name: 'removes the last item', before: 'a = [1, 2, 3]\n', patches: [remove('a', 2)], after: 'a = [1, 2]\n' },
  { name: 'removes several items', before: 'a = [1, 2, 3]\n', patches: [remove('a', 0), remove('a', 2)], after: 'a = [2]\n' },
  { name: 'removes the only item', before: 'a = [ 1, ]\n', patches: [remove('a', 0)], after: 'a = []\n' },
  {
    name: 'removes from an inline table',
    before: 'a = { b = 1, c = 2 }\n',
    patches: [remove('a', 'c')],
    after: 'a = { b = 1 }\n',
  },
  {
    name: 'removes the line of an item, and the comma the list did not end with',
    before: 'a = [\n  "x", # one\n  "y" # two\n]\n',
    patches: [remove('a', 1)],
    after: 'a = [\n  "x" # one\n]\n',
  },
  {
    name: 'removes and adds in one place',
    before: 'a = 1\nb = 2\n',
    patches: [remove('b'), set(['c'], 3)],
    after: 'a = 1\nc = 3\n',
  },
  { name: 'removes each of several equal keys', before: 'a = 1\nb = 2\na = 3\n', patches: [remove('a')], after: 'b = 2\n' },
  { name: 'does nothing where there is nothing to remove', before: 'a = 1\n', patches: [remove('x', 'y')], after: 'a = 1\n' },
  {
    name: 'changes text beside a path',
    before: lines('a = "x@latest"', 'b = 1'),
    patches: [{ op: 'text', span: { start: 6, end: 13 }, text: '@1.0.0' }, set(['c'], 2), remove('b')],
    after: lines('a = "x@1.0.0"', 'c = 2'),
  },
  {
    name: 'keeps a byte order mark',
    before: '\ufeff[a]\nx = 1\n',
    patches: [set(['n'], 1)],
    after: '\ufeffn = 1\n\n[a]\nx = 1\n',
  },
  {
    name: 'takes "__proto__" as an ordinary key',
    before: 'a = 1\n',
    patches: [set(['__proto__', 'x'], 2)],
    after: 'a = 1\n\n[__proto__]\nx = 2\n',
  },
  {
    name: 'writes any text as TOML text',
    before: 'a = 1\n',
    patches: [set(['a'], '"\\\n\u0000\u007f\u2028')],
    after: 'a = "\\"\\\\\\n\\u0000\\u007F\u2028"\n',
  },
]

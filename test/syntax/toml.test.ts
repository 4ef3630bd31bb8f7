import { describe, expect, it } from 'vitest'
import { contentSpan, locate, memberAt, nodeAt, spanInString, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { SyntaxNode } from '../../server/syntax/tree.ts'

/** Value, and each problem as `kind: the marked text`. */
function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parse(text, 'toml')
  return {
    value: root && toJson(root),
    problems: problems.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`),
  }
}

const lines = (...all: readonly string[]): string => all.join('\n')

describe('a whole TOML file', () => {
  it('gives every kind of value', () => {
    const text = lines(
      'int = +1_000',
      'hex = 0xdead_beef',
      'oct = 0o755',
      'bin = 0b1101',
      'big = 9007199254740993',
      'float = -2.5e-3',
      'infinite = -inf',
      'yes = true # not "yes"',
      'day = 1979-05-27',
      'moment = 1979-05-27T07:32:00.999-07:00',
      'apart = 1979-05-27 07:32:00Z',
      'hour = 07:32:00',
      'list = [ 1, [ "a", ], { b = 2 }, # three',
      ']',
    )
    expect(read(text)).toEqual({
      value: {
        int: 1000,
        hex: 0xdeadbeef,
        oct: 0o755,
        bin: 0b1101,
        big: Number('9007199254740993'),
        float: -0.0025,
        infinite: Number.NEGATIVE_INFINITY,
        yes: true,
        day: '1979-05-27',
        moment: '1979-05-27T07:32:00.999-07:00',
        apart: '1979-05-27 07:32:00Z',
        hour: '07:32:00',
        list: [1, ['a'], { b: 2 }],
      },
      problems: [],
    })
  })

  it.each([
    ['"a\\tb\\u00e9\\U0001F600\\"\\\\"', 'a\tbé😀"\\'],
    ["'C:\\new'", 'C:\\new'],
    ['"""\na\n  b"""', 'a\n  b'],
    ['"""\r\na\r\nb"""', 'a\r\nb'],
    ['"""a \\\n   b"""', 'a b'],
    ['"""a\\\\"""', 'a\\'],
    ['""""a"""""', '"a""'],
    ["'''\nit's \\n'''", "it's \\n"],
    ['""', ''],
    ['""""""', ''],
    ['"\\e[0m\\x41"', '\u001b[0mA'],
  ])('reads the text %s', (source, value) => {
    expect(read(`a = ${source}\nb = 1`)).toEqual({ value: { a: value, b: 1 }, problems: [] })
  })

  it('joins tables, lists of tables, keys with dots and inline tables into one tree', () => {
    const text = lines(
      'title = "x"',
      'a.b.c = 1',
      'a."d e" = { f.g = 2, f.h = 3 }',
      '[servers.one]',
      'command = "npx"',
      'env.A = "1"',
      '[servers.one.tools.list]',
      'mode = "auto"',
      '[servers]',
      'two.command = "uvx"',
      '[[list]]',
      'n = 1',
      '[list.sub]',
      'm = 2',
      '[[list]]',
      '[[list.inner]]',
      '[[list.inner]]',
      'k = 3',
    )
    expect(read(text)).toEqual({
      value: {
        title: 'x',
        a: { b: { c: 1 }, 'd e': { f: { g: 2, h: 3 } } },
        servers: {
          one: { command: 'npx', env: { A: '1' }, tools: { list: { mode: 'auto' } } },
          two: { command: 'uvx' },
        },
        list: [{ n: 1, sub: { m: 2 } }, { inner: [{}, { k: 3 }] }],
      },
      problems: [],
    })
  })

  it('is an empty object when there is nothing', () => {
    for (const text of ['', '\ufeff', ' \n', '# only this']) expect(read(text)).toEqual({ value: {}, problems: [] })
  })

  it('reads CRLF, tabs and a byte order mark', () => {
    const text = '\ufeff[a]\r\n\tb = [\r\n\t\t1,\r\n\t]\r\n'
    expect(read(text)).toEqual({ value: { a: { b: [1] } }, problems: [] })
    expect(parse(text, 'toml').root?.span).toEqual({ start: 1, end: text.length })
  })

  it('takes names of the prototype as any name', () => {
    const { value, problems } = read('[__proto__]\nx = 1\n[constructor]\ntoString.y = 2\n')
    expect(problems).toEqual([])
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe('what TOML refuses', () => {
  it.each([
    ['a = 1\na = 2', ['duplicate-key: a'], { a: 2 }],
    ['[a]\nb = 1\n[a]\nc = 2', ['duplicate-key: a'], { a: { c: 2 } }],
    ['a = { b = 1, b = 2 }', ['duplicate-key: b'], { a: { b: 2 } }],
    ['a = { b = 1 }\n[a.c]\nd = 1', ['duplicate-key: a'], { a: { c: { d: 1 } } }],
    ['a.b = 1\n[a]\nc = 2', ['duplicate-key: a'], { a: { c: 2 } }],
    ['a = [1]\n[[a]]\nb = 1', ['duplicate-key: a'], { a: [{ b: 1 }] }],
    ['[[a]]\n[a]\nb = 1', ['duplicate-key: a'], { a: { b: 1 } }],
    ['[a]\n[[a]]', ['duplicate-key: a'], { a: [{}] }],
    ['a = 1\na.b = 2', ['duplicate-key: a'], { a: { b: 2 } }],
    ['[a.b]\n[a]\nb.c = 1', ['duplicate-key: b'], { a: { b: { c: 1 } } }],
  ])('is a problem at the second place: %j', (text, problems, value) => {
    expect(read(text)).toEqual({ value, problems })
  })

  it.each(['01', '1__0', '0x', '1.', '.5', '+0x1', '1e', 'True', 'yes', '1979-13-01', '1979-02-30', '25:00:00', 'null'])(
    'has no value %s',
    (word) => {
      expect(read(`a = ${word}\nb = 1`)).toEqual({ value: { b: 1 }, problems: [`invalid: ${word}`] })
    },
  )

  it('says what to do about a Windows path in double quotes', () => {
    const [problem] = parse('a = "C:\\Users\\me"', 'toml').problems
    expect(problem?.message).toContain('single quotes')
  })
})

describe('a half-typed TOML file', () => {
  // One slip is one problem, and what can be told is kept.
  it.each([
    ['[servers.a]\ncommand = \nargs = ["x"]', ['invalid: command ='], { servers: { a: { args: ['x'] } } }],
    ['[servers.a]\ncomm\nargs = ["x"]', ['invalid: comm'], { servers: { a: { args: ['x'] } } }],
    ['a = "x\nb = 1', ['invalid: "x'], { a: 'x', b: 1 }],
    ['a = """x\nb = 1', ['invalid: """x'], { a: 'x', b: 1 }],
    ['a = npx -y\nb = 1', ['invalid: npx'], { b: 1 }],
    ['a = ["x", \nb = 1', ['invalid: ['], { a: ['x'], b: 1 }],
    ['a = ["x"\n[b]\nc = 1', ['invalid: ['], { a: ['x'], b: { c: 1 } }],
    ['a = [\n  "x"\n  "y"\n]\nb = 1', ['invalid: "'], { a: ['x', 'y'], b: 1 }],
    ['a = ["x",, "y"]', ['invalid: ,'], { a: ['x', 'y'] }],
    ['a = { b = 1\nc = 2', ['invalid: {'], { a: { b: 1 }, c: 2 }],
    ['a = { b = 1, c\n[d]', ['invalid: c'], { a: { b: 1 }, d: {} }],
    ['a = { b = }\nc = 1', ['invalid: b ='], { a: {}, c: 1 }],
    ['[a\nb = 1', ['invalid: [a'], { a: { b: 1 } }],
    ['[[a]\nb = 1', ['invalid: [[a]'], { a: [{ b: 1 }] }],
    ['x = 1\n[a.]\nb = 1\n[c]', ['invalid: [a.]'], { x: 1, c: {} }],
    ['[]\nb = 1', ['invalid: []'], {}],
    ['a: 1\nb = 2', ['invalid: :'], { a: 1, b: 2 }],
    ['a. = 1\nb = 2', ['invalid: a. '], { b: 2 }],
    ['= 1\nb = 2', ['invalid: ='], { b: 2 }],
    ['a = 1 b = 2\nc = 3', ['invalid: b = 2'], { a: 1, c: 3 }],
    ['{ "mcpServers": 1 }\nc = 3', ['invalid: {'], { c: 3 }],
    ['ä = 1', ['invalid: ä'], { ä: 1 }],
  ])('is read on: %j', (text, problems, value) => {
    expect(read(text)).toEqual({ value, problems })
  })

  it('keeps a key whose value is missing', () => {
    const tree = parse('[a]\nb =\nc', 'toml')
    expect(memberAt(tree, ['a', 'b'])).toMatchObject({ key: 'b', value: undefined })
    expect(memberAt(tree, ['a', 'c'])).toMatchObject({ key: 'c', value: undefined })
  })

  it('counts the errors past two hundred in one problem', () => {
    const { problems } = parse('a\n'.repeat(10_000), 'toml')
    expect(problems).toHaveLength(201)
    expect(problems.at(-1)?.message).toBe('9800 more errors follow from here on.')
  })
})

describe('places in a TOML file', () => {
  const text = lines(
    '[servers.fs]',
    'command = "npx" # run',
    'env.A = "1"',
    '',
    '[other]',
    'x = 1',
    '',
    '[servers.fs.tools]',
    'read = ["a", { b = 2 }]',
    '',
    '# the end',
  )
  const tree = parse(text, 'toml')
  const textOf = (node: SyntaxNode | undefined) => node && text.slice(node.span.start, node.span.end)

  it('are, of a table, from its first header to its last statement, wherever that stands', () => {
    const whole = text.slice(0, text.indexOf('\n\n# the end'))
    expect(textOf(nodeAt(tree, ['servers']))).toBe(whole)
    expect(textOf(nodeAt(tree, ['servers', 'fs']))).toBe(whole)
    expect(textOf(nodeAt(tree, ['other']))).toBe('[other]\nx = 1')
    expect(textOf(nodeAt(tree, ['servers', 'fs', 'env']))).toBe('A = "1"')
    expect(memberAt(tree, ['servers', 'fs'])?.keySpan).toEqual({ start: 9, end: 11 })
  })

  it.each([
    ['servers', ['servers'], 'key'],
    ['fs.tools', ['servers', 'fs'], 'key'],
    ['tools]', ['servers', 'fs', 'tools'], 'key'],
    ['"npx"', ['servers', 'fs', 'command'], 'string'],
    ['env', ['servers', 'fs', 'env'], 'key'],
    ['A =', ['servers', 'fs', 'env', 'A'], 'key'],
    ['x =', ['other', 'x'], 'key'],
    ['"a"', ['servers', 'fs', 'tools', 'read', 0], 'string'],
    ['b =', ['servers', 'fs', 'tools', 'read', 1, 'b'], 'key'],
    ['2 }', ['servers', 'fs', 'tools', 'read', 1, 'b'], 'number'],
    ['{ b', ['servers', 'fs', 'tools', 'read', 1], 'object'],
    ['# the', ['servers', 'fs', 'tools'], 'object'],
    ['\n[other]', ['servers', 'fs'], 'object'],
  ])('are found from %j', (needle, path, what) => {
    const located = locate(tree, text.indexOf(needle))
    expect(located?.path).toEqual(path)
    expect(located?.key ? 'key' : located?.node?.kind).toBe(what)
  })

  it('are found in tables of a list by index, and behind "=" as nothing', () => {
    const list = parse('[[a]]\n[[a]]\nb = [1]\nc =\n', 'toml')
    expect(locate(list, '[[a]]\n[[a]]\nb = ['.length)?.path).toEqual(['a', 1, 'b', 0])
    expect(locate(list, '[[a]]\n[[a'.length)).toMatchObject({ path: ['a'], key: { key: 'a' } })
    expect(locate(list, '[[a]]\n[[a]]\nb = [1]\nc ='.length)).toEqual({ node: undefined, path: ['a', 1, 'c'], key: undefined })
  })

  it.each([
    ['"x"', 'x'],
    ["'x'", 'x'],
    ['"""\nx"""', 'x'],
    ["'''x'''", 'x'],
    ['"x', 'x'],
    ['"x\\"', 'x\\"'],
    ['1979-05-27', '1979-05-27'],
  ])('are, of the content of %j, without the quotes', (source, content) => {
    const one = parse(`a = ${source}`, 'toml')
    const span = contentSpan(one, nodeAt(one, ['a'])?.span ?? { start: 0, end: 0 })
    expect(one.text.slice(span.start, span.end)).toBe(content)
  })

  it.each(['"é\\t\\U0001F600 ghp_x"', '"""\nab\\\n  \\"c\r\nghp_x"""', "'C:\\ ghp_x'", "'''\nx\nghp_x'''"])(
    'are, of a part of %j, those of its source',
    (source) => {
      const one = parse(`a = ${source}`, 'toml')
      const node = nodeAt(one, ['a'])
      if (node?.kind !== 'string') throw new Error('no string')
      const at = node.value.indexOf('ghp_x')
      const span = spanInString(one, node, at, at + 5)
      expect(one.text.slice(span.start, span.end)).toBe('ghp_x')
    },
  )
})

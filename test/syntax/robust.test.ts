import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_CHARS, parse } from '../../server/syntax/parse.ts'
import type { Format } from '../../server/syntax/tree.ts'
import { expectSound, readEveryPrefix, readInTime } from './everyPrefix.ts'
import { HOSTILE } from './hostileTexts.ts'

const SAMPLES: readonly (readonly [Format, string])[] = [
  ['json', '{\n  "mcpServers": { "fs": { "command": "npx", "args": ["-y", "x\\u0041"], "env": { "A": "b" } } }\n}\n'],
  ['jsonc', '\ufeff// one\n{ "servers": { "a": { "url": "http://x", /* two */ }, }, "inputs": [{ "id": "i" }] }\r\n'],
  [
    'toml',
    '\ufeff# one\r\nmodel = "x"\r\n[mcp_servers.fs]\r\ncommand = \'npx\'\nargs = [\n  "-y", # two\n  """\nx\\\n y""",\n]\nenv = { A.b = "1", "c d" = 2020-01-01 07:32:00Z }\n[[a.b]]\nc.d = 0x1f\n[[a.b]]\n[a.b.e]\n',
  ],
  [
    'yaml',
    '\ufeff# one\r\nextensions:\r\n  fs: &a\r\n    cmd: npx # two\n    args: ["-y", \'x\']\n    envs: { A: "b\\u0041" }\n  other:\n    <<: *a\n    text: |-\n      one\n\n      two\n    list:\n    - a\n    - b: c\n      d: >\n        e\n---\nx: 1\n',
  ],
  ['frontmatter', '---\nname: x\ntools: [a, "b"]\nmcp-servers:\n  fs:\n    command: npx\n---\n# text\n---\n'],
]

const TOKENS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '[[',
    ']]',
    ',',
    ':',
    '=',
    '.',
    '-',
    '"',
    "'",
    '"""',
    "'''",
    '#',
    '//',
    '/*',
    '*/',
    '&a',
    '*a',
    '|',
    '>',
    '!',
    '---',
    '?',
  ],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\\',
    '\\u',
    '\u0000',
    '\ufeff',
    '\u2028',
    '\ud800',
    'é',
    '𝄞',
    '__proto__',
    'a',
    'b: ',
    'c = ',
    '1',
    'null',
    'true',
  ],
]
const soup = fc.oneof(
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

describe.each(SAMPLES)('reading %s', (format, sample) => {
  it('gives a sound tree of every prefix', () => {
    readEveryPrefix(sample, format)
  })

  it('gives a sound tree of any text', () => {
    fc.assert(
      fc.property(soup, (text) => expectSound(parse(text, format))),
      { numRuns: 3000 },
    )
  })

  it('gives a sound tree after any edit', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), fc.nat(20), soup, (start, length, added) => {
        expectSound(parse(sample.slice(0, start) + added + sample.slice(start + length), format))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a hostile text', () => {
  it.each(HOSTILE)('of %s is read in time, as it would be: %s', (_, format, text) => {
    const tree = readInTime(text, format)
    // Only a limit leaves nothing of a file, and says so.
    if (tree.problems.some(({ kind }) => kind === 'too-deep')) expect(tree.root).toBeUndefined()
    else expectSound(tree)
  })

  it('of 100,000 levels is refused, with one problem', () => {
    for (const [format, text] of [
      ['json', '['.repeat(100_000)],
      ['toml', `a = ${'['.repeat(100_000)}`],
      ['toml', `[${'a.'.repeat(100_000)}b]`],
      ['toml', `${'a.'.repeat(100_000)}b = 1`],
      ['yaml', '['.repeat(100_000)],
      ['yaml', '- '.repeat(100_000)],
    ] as const)
      expect(parse(text, format)).toMatchObject({ root: undefined, problems: [{ kind: 'too-deep' }] })
  })
})

describe('a long text', () => {
  const FILES: readonly (readonly [format: Format, open: string, line: string, close: string])[] = [
    ['json', '{\n', '  "key": "some value of a common length",\n', '  "end": 1\n}\n'],
    ['toml', '', '[[servers]]\ncommand = "some value of a common length"\nargs = ["-y", "x"]\n', '[end]\n'],
    ['yaml', 'servers:\n', '  - command: some value of a common length\n    args: ["-y", x]\n', 'end: 1\n'],
    ['frontmatter', '---\nservers:\n', '  - command: some value of a common length\n', 'end: 1\n---\n'],
  ]
  const ofLength = (length: number, [, open, line, close]: (typeof FILES)[number]): string =>
    open + line.repeat(Math.floor((length - open.length - close.length) / line.length)) + close

  it.each(FILES)('of %s is read to its end in time', (...file) => {
    const text = ofLength(MAX_CHARS[file[0]], file)
    const { root } = readInTime(text, file[0])
    expect(root?.kind === 'object' && root.members.at(-1)?.key).toBe('end')
  })

  it.each(FILES)('of 10 MB of %s is refused at once, and says what to do', (...file) => {
    const tree = readInTime(ofLength(10_000_000, file), file[0])
    expect(tree.root).toBeUndefined()
    expect(tree.problems).toMatchObject([
      { kind: 'too-large', message: expect.stringMatching(/is not checked\. Remove from it/) },
    ])
    expectSound(tree)
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LintResult, lint } from '../../server/lint/lint.ts'
import { LintMemo } from '../../server/lint/memo.ts'
import { readersForFile } from '../../server/model/hostOf.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { RULES } from '../../server/rules/index.ts'
import type { Span } from '../../server/syntax/tree.ts'
import { host } from '../model/config.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Public configurations beside the repository; not a part of it. */
const CORPUS = path.resolve(ROOT, '../shared/corpus')

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:jsonc?|toml|ya?ml|md)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}

/** What is wrong with a place; asking `expect` about each of a million places takes minutes. */
function isSound({ start, end }: Span, text: string): boolean {
  return start >= 0 && end >= start && end <= text.length
}

function check(text: string, hostId: string, reader = host(hostId), memo?: LintMemo): LintResult {
  const result = lint({ file: '.mcp.json', text }, reader, RULES, { persona: 'auditor', severities: {} }, memo)
  expect(result.failures).toEqual([])
  const unsound = result.findings.filter(
    ({ span, related, message }) =>
      message === '' || [span, ...related.map((one) => one.span)].some((one) => !isSound(one, text)),
  )
  expect(unsound).toEqual([])
  return result
}

/** One host of each kind: strict and with comments, with references and without, with words of its own. */
const OTHER_READERS = ['claude-code', 'vscode', 'claude-desktop', 'opencode']

const fixtures = filesBelow(path.join(ROOT, 'test/fixtures/hosts'))

describe('every prefix', () => {
  it.each(fixtures.map((file) => path.relative(ROOT, file)))('of %s is linted', (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8')
    const own = readersForFile(file.split(path.sep).at(-2) ?? '', file)[0]
    // As in the editor: what was said about an entry that has not changed is remembered.
    const memo = new LintMemo()
    for (let end = 0; end <= text.length; end++) {
      check(text.slice(0, end), own?.id ?? '', own, memo)
      for (const id of end % 16 === 0 ? OTHER_READERS : []) check(text.slice(0, end), id)
    }
  })

  // A file of a few hundred lines has thousands of prefixes: a spread of them, other ones for each file.
  it.runIf(existsSync(CORPUS))(
    'of a real file is linted',
    () => {
      const files = filesBelow(CORPUS)
      expect(files.length).toBeGreaterThan(50)
      for (const [index, file] of files.entries()) {
        const text = readFileSync(file, 'utf8')
        const step = Math.max(1, Math.floor(text.length / 40))
        for (let end = index % step; end <= text.length + step; end += step)
          check(text.slice(0, end), HOSTS[index % HOSTS.length]?.id ?? '')
      }
    },
    120_000,
  )
})

describe('hostile files', () => {
  const entry = (value: object): string => JSON.stringify({ mcpServers: { a: value } })
  const long = (unit: string): string => unit.repeat(Math.ceil(300_000 / unit.length))

  it.each<[string, string]>([
    ['a long argument', entry({ command: 'npx', args: ['-y', long('a')] })],
    ['a long specification', entry({ command: 'npx', args: ['-y', long('#egg=')] })],
    ['a specification of spaces', entry({ command: 'uvx', args: [`a${long(' ')}b`] })],
    ['a reference without end', entry({ command: 'x', env: { A_TOKEN: long('${env:') } })],
    ['a word behind a reference', entry({ command: 'x', env: { A_TOKEN: `\${A} ${long('a')}!` } })],
    ['a long shell line with escapes', entry({ command: 'sh', args: ['-c', long('"a" ')] })],
    ['a long address', entry({ type: 'http', url: `https://a.example/?${long('k=v&')}` })],
    ['an address of references', entry({ type: 'http', url: `https://a.example:${long(':${')}` })],
    ['JSON in a variable', entry({ command: 'x', env: { A: `{${long('"token":"EXAMPLE0NOTREAL1",')}}` } })],
    ['many arguments', entry({ command: 'docker', args: ['run', ...Array.from({ length: 30_000 }, () => '-e')] })],
    ['many words', entry({ command: 'env', args: Array.from({ length: 30_000 }, () => 'env') })],
    [
      'many variables',
      entry({
        command: 'x',
        env: Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`A${index}_TOKEN`, `EXAMPLE0NOTREAL1${index}`])),
      }),
    ],
    ['many equal names', `{"mcpServers": {${long('"a": {"command": "x"},')}}}`],
    [
      'many entries',
      JSON.stringify({
        mcpServers: Object.fromEntries(
          Array.from({ length: 2_000 }, (_, index) => [
            `s${index}`,
            { command: 'npx', args: ['-y', 'acme-docs'], env: { A_TOKEN: 'EXAMPLE0NOTREAL1EXAMPLE2' } },
          ]),
        ),
      }),
    ],
    ['deep nesting', '['.repeat(100_000)],
    ['missing commas', `{"mcpServers": {${long('"a": {"command": "x"} ')}}}`],
    ['missing commas in a list', entry({ command: 'x', args: ['x'] }).replace('"x"]', `${long('"x" ')}]`)],
    ['missing colons', `{"mcpServers": {${long('"a": {"command" "x", "env": {"A_TOKEN": "EXAMPLE0NOTREAL1"}},')}}}`],
    [
      'many broken entries with secrets',
      `{"mcpServers": {${Array.from({ length: 2_000 }, (_, index) => `"s${index}": {"command" "x", "env": {"K": "ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}}`).join(',')}}}`,
    ],
    [
      'many options to remove',
      entry({ command: 'docker', args: ['run', ...Array.from({ length: 10_000 }, () => '--device=/dev/x')] }),
    ],
    [
      'secrets where no host looks',
      JSON.stringify({
        mcpServers: {},
        notes: Array.from({ length: 8_000 }, (_, index) =>
          index % 2 ? 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE' : 'redis://:EXAMPLE0NOTREAL1@cache.acme.example',
        ),
      }),
    ],
    ['a connection string that never ends', entry({ command: 'x', env: { A: `redis://:${long('a/')}` } })],
    ['connection strings in one value', entry({ command: 'x', env: { A: long('redis://:a@b/') } })],
    ['a default that never ends', entry({ command: 'x', env: { A_TOKEN: `\${A:-${long('a')}` } })],
    ['defaults in one value', entry({ command: 'x', args: [`--token=${long('${A:-b}')}`] })],
    ['a long key', entry({ command: 'x', env: { [long('A_')]: 'x' } })],
  ])('with %s do not hang', (name, text) => {
    check(text, 'claude-code')
    // The other host has other references, and comments.
    if (text.includes('${') || name.startsWith('missing')) check(text.replace('mcpServers', 'servers'), 'vscode')
  })

  it('of random members are linted', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'npx',
        'uvx',
        'docker',
        'run',
        '-e',
        '-v',
        '--',
        '-y',
        'sh',
        '-c',
        'cmd',
        '/c',
        'env',
        'A=b',
        'node',
        'proxy.cjs',
        'scopelight',
        'proxy',
        '${X}',
        '"',
        '@',
        '==',
        'https://a.example/?key=${Y}',
        'a:b:c',
        'é𝄞',
      ),
      fc.string(),
    )
    const value = fc.oneof(word, fc.array(word), fc.dictionary(word, word), fc.constantFrom(null, 1, true, {}, []))
    const server = fc.dictionary(fc.constantFrom('command', 'args', 'env', 'headers', 'url', 'type', 'disabled'), value)
    const command = fc.record({ command: word, args: fc.array(word), env: fc.dictionary(word, word) })
    fc.assert(
      fc.property(
        fc.dictionary(word, fc.oneof(server, command, value)),
        fc.constantFrom(...HOSTS),
        (servers, { id, serversPath }) => {
          check(JSON.stringify({ [String(serversPath[0])]: servers, inputs: [{ id: 'x', default: 'y' }, 3] }), id)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('characters', () => {
  // The same entry, written with other characters around it, has the same finding at the place of the same words.
  it.each([
    ['é before', '{"é": 1, "mcpServers": {'],
    ['a surrogate pair before', '{"𝄞": "𝄞𝄞", "mcpServers": {'],
    ['tabs', '{\t"mcpServers":\t{'],
    ['CRLF', '{\r\n  "mcpServers": {\r\n'],
    ['a byte order mark', '\ufeff{"mcpServers": {'],
  ])('%s keep the place right', (_, start) => {
    const text = `${start}"𝄞é": {"command": "npx", "args": ["-y", "acme-é-docs"], "env": {"A_TOKEN": "é\\u00e9 ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"}}}}`
    const { findings, config } = check(text, 'claude-code')
    expect(config.servers[0]?.name).toBe('𝄞é')
    const places = findings.map(({ span }) => text.slice(span.start, span.end))
    expect(places).toContain('ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE')
    expect(places).toContain('acme-é-docs')
  })
})

import type { Format } from '../../server/syntax/tree.ts'

const LEVELS = 100_000
const LINES = 20_000

/** Texts that a reader with a weak place takes for ever on, or all memory, or all of the stack. */
export const HOSTILE: readonly (readonly [name: string, format: Format, text: string])[] = [
  ['lists in lists', 'json', '['.repeat(LEVELS)],
  ['lists in lists, closed', 'json', '['.repeat(LEVELS) + ']'.repeat(LEVELS)],
  ['objects in objects', 'json', '{"a":'.repeat(LEVELS)],
  ['keys without values', 'json', `{${'"a" '.repeat(LINES)}`],
  ['equal keys', 'json', `{${'"a":1,'.repeat(LINES)}}`],
  ['quotes', 'json', `{${'"'.repeat(LEVELS)}`],
  ['comments', 'jsonc', `${'/**/'.repeat(LINES)}{}`],
  ['lists in lists', 'toml', `a = ${'['.repeat(LEVELS)}`],
  ['inline tables in inline tables', 'toml', `a = ${'{a='.repeat(LEVELS)}`],
  ['inline tables over lines', 'toml', 'a = {\n'.repeat(LEVELS)],
  ['keys with dots', 'toml', `${'a.'.repeat(LEVELS)}b = 1`],
  ['headers with dots', 'toml', `[${'a.'.repeat(LEVELS)}b]`],
  ['lists that are not closed', 'toml', 'a = [\n'.repeat(LINES)],
  ['texts that are not closed', 'toml', 'a = """\n'.repeat(LINES)],
  ['texts in quotes of both kinds', 'toml', `a = """\nb = '''\n`.repeat(LINES)],
  ['broken lines', 'toml', 'a\n'.repeat(LINES)],
  ['equal keys', 'toml', 'a=1\n'.repeat(LINES)],
  ['equal tables', 'toml', '[a]\n'.repeat(LINES)],
  ['tables of a list', 'toml', '[[a]]\n'.repeat(LINES)],
  ['keys 250 levels down', 'toml', `[${Array(250).fill('a').join('.')}]\n${'a.b=1\n'.repeat(LINES)}`],
  ['backslashes', 'toml', `a = """${'\\'.repeat(LEVELS)}`],
  ['escaped quotes', 'toml', `a = """${'\\"""'.repeat(LEVELS)}`],
  ['digits', 'toml', `a = ${'1_'.repeat(LEVELS)}`],
  ['line breaks in a list', 'toml', `a = [${'\n'.repeat(LEVELS)}`],
  ['lists in lists', 'yaml', '['.repeat(LEVELS)],
  ['maps in maps', 'yaml', '{a: '.repeat(LEVELS)],
  ['dashes in a line', 'yaml', '- '.repeat(LEVELS)],
  ['question marks in a line', 'yaml', '? '.repeat(LEVELS)],
  ['keys that go deeper line by line', 'yaml', Array.from({ length: 2_000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
  ['keys without values', 'yaml', 'a:\n'.repeat(LINES)],
  ['equal keys', 'yaml', 'a: 1\n'.repeat(LINES)],
  ['broken lines', 'yaml', 'a: b: c\n'.repeat(LINES)],
  ['colons', 'yaml', ':'.repeat(LEVELS)],
  ['quotes', 'yaml', '"'.repeat(LEVELS)],
  ['texts in quotes over lines', 'yaml', 'a: "\n'.repeat(LINES)],
  ['tabs', 'yaml', '\t'.repeat(LEVELS)],
  ['documents', 'yaml', '---\n'.repeat(LINES)],
  ['blocks of text', 'yaml', 'a: |\n  x\n'.repeat(LINES)],
  ['spaces between words', 'yaml', `a: x${' '.repeat(LEVELS)}y`],
  ['anchors', 'yaml', 'a: &a 1\n'.repeat(LINES)],
  ['aliases of aliases', 'yaml', aliasBomb(30)],
  ['aliases of itself', 'yaml', `a: &a [${'*a, '.repeat(LINES)}]\n`],
  ['merged aliases', 'yaml', mergeBomb(30)],
  ['lists in lists', 'frontmatter', `---\na: ${'['.repeat(LEVELS)}`],
  ['lines of dashes', 'frontmatter', '---\n'.repeat(LINES)],
  ['aliases of aliases', 'frontmatter', `---\n${aliasBomb(30)}---\n`],
]

/** Ten times as much with each line: the "billion laughs". */
function aliasBomb(depth: number): string {
  const line = (level: number) =>
    level === 0
      ? 'a0: &a0 lol\n'
      : `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]\n`
  return Array.from({ length: depth }, (_, level) => line(level)).join('')
}

function mergeBomb(depth: number): string {
  const line = (level: number) =>
    level === 0
      ? 'a0: &a0 { x: 1 }\n'
      : `a${level}: &a${level} { k${level}: *a${level - 1}, <<: [*a${level - 1}, *a${level - 1}] }\n`
  return Array.from({ length: depth }, (_, level) => line(level)).join('')
}

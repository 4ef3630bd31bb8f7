import { describe, expect, it } from 'vitest'
import { spawnCommand } from '../../server/proxy/windowsCommand.ts'

// The file system does not care for case.
const files = new Set(
  [
    'C:\\node\\node.exe',
    'C:\\node\\npx.cmd',
    'C:\\work\\tools\\run.bat',
    'C:\\Program Files\\x y\\a.cmd',
    'C:\\node\\two.exe',
    'C:\\node\\two.cmd',
  ].map((file) => file.toLowerCase()),
)
const env = { Path: '"C:\\quoted";C:\\node', PathExt: '.COM;.EXE;.BAT;.CMD', ComSpec: 'C:\\Windows\\system32\\cmd.exe' }
const command = (name: string, args: readonly string[] = [], platform = 'win32') =>
  spawnCommand(
    platform,
    name,
    args,
    env,
    () => 'C:\\work',
    (file) => files.has(file.toLowerCase()),
  )

/** What cmd.exe makes of a line: carets are taken away, outside of quotes. Everything we write is outside of its quotes. */
const readByCmd = (line: string) => line.replace(/\^([\s\S])/g, '$1')
/** What the C runtime of a program makes of its command line (learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). */
function readByProgram(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const backslashes = /^\\*/.exec(line.slice(i))?.[0].length ?? 0
    if (backslashes > 0) {
      const beforeQuote = line[i + backslashes] === '"'
      word = (word ?? '') + '\\'.repeat(beforeQuote ? Math.floor(backslashes / 2) : backslashes)
      i += backslashes - 1
      if (beforeQuote && backslashes % 2) {
        word += '"'
        i += 1
      }
    } else if (line[i] === '"') {
      quoted = !quoted
      word ??= ''
    } else if (line[i] === ' ' && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + line[i]
  }
  return word === undefined ? words : [...words, word]
}

describe('the command to start', () => {
  it('is left alone where it is no batch file', () => {
    expect(command('npx', ['a b'], 'linux')).toEqual({ file: 'npx', args: ['a b'] })
    expect(command('node', ['a b'])).toEqual({ file: 'C:\\node\\node.EXE', args: ['a b'] })
  })
})

describe('on Windows', () => {
  it('a batch file is found on the PATH by PATHEXT, and started through cmd.exe', () => {
    const { file, args, windowsVerbatimArguments } = command('npx', ['-y', 'pkg'])
    expect(file).toBe('C:\\Windows\\system32\\cmd.exe')
    expect(args.slice(0, 3)).toEqual(['/d', '/s', '/c'])
    expect(windowsVerbatimArguments).toBe(true)
    expect(readByCmd(args[3] ?? '')).toMatch(/^"C:\\node\\npx\.CMD /)
  })

  it('a relative path is looked up from the working folder, a full path where it is', () => {
    expect(readByCmd(command('tools\\run').args[3] ?? '')).toBe('"C:\\work\\tools\\run.BAT"')
    expect(readByCmd(command('C:\\Program Files\\x y\\a.cmd').args[3] ?? '')).toContain('C:\\Program Files\\x y\\a.cmd')
  })

  it('a program comes before a batch file of the same name', () => {
    expect(command('two').file).toBe('C:\\node\\two.EXE')
  })

  it('what is not found is left to the system to refuse', () => {
    expect(command('nothing', ['x'])).toEqual({ file: 'nothing', args: ['x'] })
  })

  it.each([
    'plain',
    '',
    'a b',
    '"quoted"',
    'ends with \\',
    'a\\\\"b',
    '& calc.exe',
    '%PATH%',
    '!x!',
    '^&|<>()',
    '" & calc & "',
    'é 😀',
    "it's",
  ])('an argument arrives as it was written, and starts nothing: %s', (arg) => {
    const line = command('npx', [arg, 'last']).args[3] ?? ''
    // cmd.exe reads the line when it starts the file, and again where the file says %*.
    const inner = line.slice(1, -1)
    const first = inner.slice(inner.indexOf(' ') + 1)
    expect(readByProgram(readByCmd(readByCmd(first)))).toEqual([arg, 'last'])
    // Nothing that has a meaning to cmd.exe stands without a caret, in either reading.
    for (const reading of [first, readByCmd(first)])
      expect(reading.replace(/\^[\s\S]/g, '').replaceAll(' ', '')).not.toMatch(/[&|<>()%!"]/)
  })

  it.each(['a\nb', 'a\r', 'a\0'])('an argument that no batch file can take is refused: %j', (arg) => {
    expect(() => command('npx', [arg])).toThrow('a batch file cannot take an argument with a line break')
  })
})

import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../server/proxy/options.ts'

const problem = (...argv: string[]) => {
  const parsed = parseOptions(argv)
  return parsed.ok ? undefined : parsed.message
}

describe('the command line', () => {
  it('is read up to the first "--"; what follows is the server\'s', () => {
    const argv = [
      '--server',
      'git hub',
      '--workload',
      'coder',
      '--workspace',
      'w',
      '--entry',
      '3f9c',
      '--trace-dir',
      't',
      '--',
      'npx',
      '-y',
      '--',
      '--server',
    ]
    expect(parseOptions(argv)).toEqual({
      ok: true,
      options: {
        server: 'git hub',
        workload: 'coder',
        workspace: 'w',
        entry: '3f9c',
        traceDir: 't',
        command: 'npx',
        args: ['-y', '--', '--server'],
      },
    })
    expect(parseOptions(['--', 'x'])).toEqual({ ok: true, options: { command: 'x', args: [] } })
  })

  it.each([
    [[], 'must follow after "--"'],
    [['--'], 'No command follows after "--"'],
    [['--', ''], 'No command follows after "--"'],
    [['npx', 'x'], 'Only options may stand before "--"'],
    [['npx', '--', 'x'], 'Only options may stand before "--"'],
    [['--help', '--', 'x'], '"--help" is not an option'],
    [['--upstream', 'u'], '"--upstream" is not an option'],
    [['-s', 'u', '--', 'x'], '"-s" is not an option'],
    [['--server', '--', 'x'], '"--server" needs a value'],
    [['--server', '', '--', 'x'], '"--server" needs a value'],
    [['--server', '--workload', 'a', '--', 'x'], '"--server" needs a value'],
    [['--server=a', '--', 'x'], 'follows after a blank'],
    [['--server', 'a', '--server', 'b', '--', 'x'], '"--server" is given twice'],
    [['--entry', '../../etc', '--', 'x'], '"--entry" needs the id'],
  ])('%j is refused with a clear line', (argv, words) => {
    expect(problem(...argv)).toContain(words)
    expect(problem(...argv)).toContain('Usage: scopelight proxy')
    expect(problem(...argv)).not.toContain('\n')
  })

  it('does not repeat a value that may be a secret', () => {
    expect(problem('--token=NOTREAL', '--', 'x')).toContain('"--token" is not an option')
    expect(problem('--token=NOTREAL', '--', 'x')).not.toContain('NOTREAL')
    expect(problem('NOTREAL', '--', 'x')).not.toContain('NOTREAL')
  })
})

import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { workspace } from './runCli.ts'

/** A safe fix (the key), and one to be reviewed (the token becomes a reference). */
const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const WRONG_KEY = '{\n  "servers": { "a": { "command": "/opt/a" } } // ours\n}\n'
const SECRET = `{ "mcpServers": { "a": { "command": "/opt/a", "env": { "GITHUB_TOKEN": "${TOKEN}" } } } }\n`

describe('--fix', () => {
  it('applies the safe fixes, says which, and reports what is left', () => {
    const { run, folder } = workspace({ '.cursor/mcp.json': '{ "servers": { "a": { "command": "/opt/a" } } }\n' })
    const { status, stdout } = run(['lint', '--fix'])
    expect(readFileSync(path.join(folder, '.cursor/mcp.json'), 'utf8')).toBe(
      '{ "mcpServers": { "a": { "command": "/opt/a" } } }\n',
    )
    expect(stdout).toMatch(
      /^\.cursor\/mcp\.json\n {2}.* {2}\(wrong-root-key\)\n\nFixed 1 problem\.\n\n1 file checked, nothing to report\.\n$/,
    )
    expect(status).toBe(0)
  })

  it('leaves fixes to review alone unless they are asked for, and never writes the secret elsewhere', () => {
    const { run, folder } = workspace({ '.mcp.json': SECRET })
    expect(run(['lint', '--fix']).status).toBe(1)
    expect(readFileSync(path.join(folder, '.mcp.json'), 'utf8')).toBe(SECRET)
    const { stdout } = run(['lint', '--fix=review'])
    expect(readFileSync(path.join(folder, '.mcp.json'), 'utf8')).toBe(SECRET.replace(TOKEN, '${GITHUB_TOKEN}'))
    expect(stdout).not.toContain('NOTREAL')
    expect(readdirSync(folder)).toEqual(['.mcp.json'])
  })

  it('keeps comments, layout, byte order mark, line ends and permissions', () => {
    const { put, run } = workspace()
    const file = put('.cursor/mcp.json', `\ufeff${WRONG_KEY.replaceAll('\n', '\r\n')}`)
    chmodSync(file, 0o640)
    run(['lint', '--fix'])
    expect(readFileSync(file, 'utf8').startsWith('\ufeff{\r\n')).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain('"servers"')
    expect(statSync(file).mode & 0o777).toBe(0o640)
  })

  it('writes nothing in a dry run', () => {
    const { run, folder } = workspace({ '.cursor/mcp.json': '{ "servers": { "a": { "command": "/opt/a" } } }\n' })
    const { stdout, status } = run(['lint', '--fix-dry-run'])
    expect(stdout).toContain('Would fix 1 problem; nothing was written.')
    expect(status).toBe(1)
    expect(readFileSync(path.join(folder, '.cursor/mcp.json'), 'utf8')).toContain('"servers"')
  })
})

describe('--fix on a link', () => {
  const wrong = '{ "servers": { "a": { "command": "/opt/a" } } }\n'

  it('writes the file it leads to within the folder, and leaves the link', () => {
    const { put, run, folder } = workspace({ 'real.json': wrong })
    rmSync(put('.cursor/mcp.json', ''))
    symlinkSync('../real.json', path.join(folder, '.cursor/mcp.json'))
    run(['lint', '--fix'])
    expect(readFileSync(path.join(folder, 'real.json'), 'utf8')).toContain('mcpServers')
    expect(lstatSync(path.join(folder, '.cursor/mcp.json')).isSymbolicLink()).toBe(true)
  })

  it.each([
    ['a link to a file', 'mcp.json', '.cursor/mcp.json'],
    ['a link to a folder', '', '.cursor'],
  ])('leaves a file outside of the folder alone: %s', (_, to, from) => {
    const outside = workspace({ 'mcp.json': wrong })
    const { put, run, folder } = workspace()
    rmSync(path.dirname(put('.cursor/mcp.json', '')), { recursive: true })
    mkdirSync(path.dirname(path.join(folder, from)), { recursive: true })
    symlinkSync(path.join(outside.folder, to), path.join(folder, from))
    const { status, stderr } = run(['lint', '--fix', '.cursor/mcp.json'])
    expect(status).toBe(2)
    expect(stderr).toContain('".cursor/mcp.json" leads out of this folder by a link; its fixes were not applied.')
    expect(readFileSync(path.join(outside.folder, 'mcp.json'), 'utf8')).toBe(wrong)
  })
})

describe('what is written', () => {
  it('goes to the file that is named, and through no link out of the folder', () => {
    const outside = workspace({ victim: 'mine' })
    const { run, folder } = workspace({ '.mcp.json': SECRET })
    run(['lint', '--format', 'sarif', '--output', 'out.sarif'])
    expect(JSON.parse(readFileSync(path.join(folder, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(1)
    symlinkSync(path.join(outside.folder, 'victim'), path.join(folder, 'link'))
    for (const option of ['--output', '--write-baseline'])
      expect(run(['lint', option, 'link'])).toMatchObject({
        status: 2,
        stderr: 'scopelight: "link" leads out of this folder by a link and is not written.\n',
      })
    expect(readFileSync(path.join(outside.folder, 'victim'), 'utf8')).toBe('mine')
  })

  it('holds nothing that a log of GitHub would take for a command, nor a link', () => {
    const name = '##[error]x [here](https://evil.example)'
    const files = {
      '.mcp.json': `{ "mcpServers": { "${name}": { "url": "https://a.example/mcp" } } }`,
      '.scopelight.yaml': '"##[debug]x": 1\n',
    }
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { stdout, stderr } = workspace(files).run(['lint', '--format', format])
      expect(stdout.replace(/^::.*$/gm, '') + stderr).not.toContain('##[')
      if (format === 'sarif') expect(JSON.parse(stdout).runs[0].results[0].message.text).toContain('\\[here\\](')
    }
  })
})

describe('safe fixes', () => {
  it('switch nothing on that was off', () => {
    const text =
      '{"enabledMcpjsonServer":["evil"],"permissions":{"alow":["Bash(*)"],"dney":["Read"]},"skipDangerousModePermissionPromt":true}'
    const { run, folder } = workspace({ '.claude/settings.json': text })
    run(['lint', '--fix'])
    expect(readFileSync(path.join(folder, '.claude/settings.json'), 'utf8')).toBe(text.replace('dney', 'deny'))
  })

  it('leave no empty list of what is enabled', () => {
    const text =
      '{"mcp":{"a":{"type":"stdio","command":"/opt/a","enabled_tools":["delete_file"],"disabled_tools":["delete_file"]}}}'
    const { run, folder } = workspace({ 'crush.json': text })
    run(['lint', '--fix'])
    expect(readFileSync(path.join(folder, 'crush.json'), 'utf8')).toBe(text)
  })

  it('put no line first that holds back a weaker one', () => {
    const text = '{"permission":{"bash":{"git *":"deny","git push *":"allow","git*":"ask"}}}'
    const { run, folder } = workspace({ 'opencode.json': text })
    run(['lint', '--fix=review'])
    expect(readFileSync(path.join(folder, 'opencode.json'), 'utf8')).toBe(text)
  })
})

describe('a fingerprint', () => {
  const of = (text: string): string => {
    const { files } = JSON.parse(
      workspace({ '.mcp.json': text }).run(['lint', '--format', 'json', '--persona', 'auditor']).stdout,
    )
    return files[0].findings.find(({ rule }: { rule: string }) => rule === 'dsn-with-password').fingerprint
  }
  const dsn = (password: string) =>
    `{ "mcpServers": { "a": { "command": "/opt/a", "env": { "DATABASE_URL": "postgres://app:${password}@db.acme.example/x" } } } }`

  it('does not help to guess a password', () => {
    expect(of(dsn('sunshine1987'))).toBe(of(dsn('mountain2024')))
    expect(of(dsn('sunshine1987'))).not.toBe(of(dsn('sunshine19871')))
  })
})

describe('what programs get', () => {
  it('holds no secret that stands in a name', () => {
    const named = SECRET.replace('"a": {', `"${TOKEN}": {`)
    const files = {
      '.mcp.json': named,
      '.scopelight.yaml': `${TOKEN}: 1\nignore: [{ rule: ${TOKEN}, file: .mcp.json, reason: x }]\n`,
    }
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { stdout, stderr } = workspace(files).run(['lint', '--format', format, '--persona', 'auditor'])
      expect(stdout).toContain('hardcoded-secret')
      expect(stdout + stderr).not.toContain('NOTREAL')
    }
    const { run, folder } = workspace(files)
    run(['lint', '--write-baseline', 'known.json'])
    expect(readFileSync(path.join(folder, 'known.json'), 'utf8')).not.toContain('NOTREAL')
    expect(run(['lint', '--baseline', 'known.json']).stdout).not.toContain('hardcoded-secret')
  })
})

describe('--baseline', () => {
  it('is refused where it is no plain file, whoever names it', () => {
    const { run } = workspace({ '.mcp.json': SECRET, '.scopelight.yaml': 'baseline: /dev/zero\n' })
    expect(run(['lint'])).toMatchObject({ status: 2, stderr: expect.stringContaining('The baseline') })
  })

  it('reports only what is new', () => {
    const { put, run } = workspace({ '.mcp.json': SECRET })
    expect(run(['lint', '--write-baseline', 'known.json'])).toMatchObject({
      status: 0,
      stdout: 'Wrote 1 finding to known.json.\n',
    })
    expect(run(['lint', '--baseline', 'known.json'])).toMatchObject({ status: 0 })
    put('.mcp.json', SECRET.replace('{ "a"', '{ "b": { "url": "https://b.example/mcp" }, "a"'))
    const { status, stdout } = run(['lint', '--baseline', 'known.json'])
    expect(status).toBe(1)
    expect(stdout).toContain('url-without-type')
    expect(stdout).not.toContain('hardcoded-secret')
  })

  it('is named by the settings file, too', () => {
    const { run } = workspace({ '.mcp.json': SECRET, '.scopelight.yaml': 'baseline: known.json\n' })
    run(['lint', '--write-baseline', 'known.json'])
    expect(run(['lint'])).toMatchObject({ status: 0 })
  })

  it('never holds the secret, and changes with it', () => {
    const { put, run, folder } = workspace({ '.mcp.json': SECRET })
    run(['lint', '--write-baseline', 'known.json'])
    expect(readFileSync(path.join(folder, 'known.json'), 'utf8')).not.toContain('NOTREAL')
    put('.mcp.json', SECRET.replace('EXAMPLE0', 'EXAMPLE9'))
    expect(run(['lint', '--baseline', 'known.json']).stdout).toContain('hardcoded-secret')
  })

  it.each([
    ['{', 'is not JSON. Write it anew with --write-baseline'],
    ['{"version":2,"findings":[]}', 'is not a baseline of this version. Write it anew with --write-baseline'],
  ])('says what is wrong with %s', (text, reason) => {
    const { run } = workspace({ '.mcp.json': SECRET, 'known.json': text })
    expect(run(['lint', '--baseline', 'known.json'])).toMatchObject({
      status: 2,
      stderr: `scopelight: The baseline "known.json" ${reason}.\n`,
    })
  })
})

describe('what is suppressed', () => {
  it('is counted, and listed with its reason for programs', () => {
    const { run } = workspace({
      '.mcp.json': SECRET,
      '.scopelight.yaml': 'ignore:\n  - { rule: hardcoded-secret, file: .mcp.json, server: a, reason: a fixture }\n',
    })
    expect(run(['lint']).stdout).toContain(' 1 is suppressed with a reason.')
    const [file] = JSON.parse(run(['lint', '--format', 'json']).stdout).files
    expect(file.suppressed).toEqual([expect.objectContaining({ rule: 'hardcoded-secret', reason: 'a fixture', by: 'file' })])
  })

  it('is reported in the settings file when it has no reason, has expired or met nothing', () => {
    const { run } = workspace({
      '.mcp.json': '{ "mcpServers": { "a": { "command": "/opt/a" } } }',
      '.scopelight.yaml': [
        'ignore:',
        '  - { rule: hardcoded-secret, file: .mcp.json, reason: }',
        '  - { rule: hardcoded-secret, file: .mcp.json, reason: ours, expires: 2026-11-22 }',
        '  - { rule: hardcoded-secret, file: .mcp.json, reason: ours, expires: 2026-11-23 }',
        '  - { rule: hardcodet-secret, file: .mcp.json, reason: ours }',
        '',
      ].join('\n'),
    })
    const { stdout } = run(['lint', '--persona', 'pedantic', '--format', 'json'], { SOURCE_DATE_EPOCH: '1795435200' })
    const settings = JSON.parse(stdout).files.find((file: { path: string }) => file.path === '.scopelight.yaml')
    expect(settings.findings.map((one: { rule: string; line: number }) => [one.rule, one.line])).toEqual([
      ['suppression-without-reason', 2],
      ['suppression-without-reason', 3],
      ['unused-suppression', 4],
      ['suppression-without-reason', 5],
    ])
  })
})

describe('standard input', () => {
  it('is checked as the file it is said to be', () => {
    const { run } = workspace()
    const { status, stdout } = run(
      ['lint', '--stdin', '--stdin-path', '.cursor/mcp.json'],
      {},
      '{ "servers": { "a": { "command": "/opt/a" } } }',
    )
    expect(status).toBe(1)
    expect(stdout).toContain('wrong-root-key')
  })

  it('is printed with its fixes', () => {
    const { run } = workspace()
    const args = ['lint', '--stdin', '--stdin-path', '.cursor/mcp.json', '--fix', '--format', 'json']
    expect(run(args, {}, '{ "servers": { "a": { "command": "/opt/a" } } }').stdout).toBe(
      '{ "mcpServers": { "a": { "command": "/opt/a" } } }',
    )
  })

  it.each([
    [['--stdin'], '"--stdin" wants "--stdin-path", which says whose file it is.'],
    [['--stdin-path', 'a'], '"--stdin-path" goes with "--stdin".'],
    [['--stdin', '--stdin-path', 'a', 'b'], '"--stdin" is the only file that is checked. Leave out the paths.'],
    [['--fix', '--fix-dry-run'], '"--fix" and "--fix-dry-run" do not go together.'],
    [['--fix=all'], '"--fix" is one of "safe", "review", not "all".'],
  ])('wants %j to make sense', (args, sentence) => {
    expect(workspace().run(['lint', ...args])).toMatchObject({ status: 2, stderr: expect.stringContaining(sentence) })
  })
})

describe('what is left out', () => {
  it.each([
    [['--min-severity', 'critical'], []],
    [['--min-severity', 'high'], ['wrong-root-key']],
  ])('with %j', (args, rules) => {
    const { run } = workspace({ '.cursor/mcp.json': '{ "servers": { "a": { "command": "/opt/a" } } }' })
    const { files } = JSON.parse(run(['lint', '--format', 'json', ...args]).stdout)
    expect(files[0].findings.map(({ rule }: { rule: string }) => rule)).toEqual(rules)
  })
})

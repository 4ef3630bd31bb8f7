import { symlinkSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isFailure } from '../../server/cli/lint/isFailure.ts'
import { workspace } from './runCli.ts'

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
/** No finding; one at medium in a file of Claude Code; one at high in a file of Cursor; one that no host can read. */
const CLEAN = '{ "mcpServers": { "a": { "command": "/opt/a" } } }\n'
const MEDIUM = '{ "mcpServers": { "a": { "url": "https://a.example/mcp" } } }\n'
const HIGH = '{ "servers": { "a": { "command": "/opt/a" } } }\n'
const BROKEN = '{ "mcpServers": { "a": { "command" "/opt/a" } } }\n'

function findingsOf(stdout: string, file: string) {
  return JSON.parse(stdout).files.find((each: { path: string }) => each.path === file)?.findings
}

describe('exit codes of lint', () => {
  it.each([
    ['nothing to report', { '.mcp.json': CLEAN }, [], 0],
    ['no configuration at all', {}, [], 0],
    ['a finding at medium', { '.mcp.json': MEDIUM }, [], 1],
    ['a finding at medium, asked for high', { '.mcp.json': MEDIUM }, ['--fail-on', 'high'], 0],
    ['a finding at high, asked for high', { '.cursor/mcp.json': HIGH }, ['--fail-on', 'high'], 1],
    ['a finding at high, asked for critical', { '.cursor/mcp.json': HIGH }, ['--fail-on=critical'], 0],
    ['a finding at high, never', { '.cursor/mcp.json': HIGH }, ['--fail-on', 'never'], 0],
    ['a syntax error', { '.mcp.json': BROKEN }, [], 1],
    ['a file that is not there', {}, ['nowhere.json'], 2],
    ['a file that is not there beside a finding', { '.cursor/mcp.json': HIGH }, ['.', 'nowhere.json'], 2],
    ['a file that is not there, never', {}, ['nowhere.json', '--fail-on', 'never'], 2],
    ['bad usage beside a finding', { '.cursor/mcp.json': HIGH }, ['--fail', 'x'], 2],
  ])('%s', (_, files, args, status) => {
    expect(workspace(files as Record<string, string>).run(['lint', ...args]).status).toBe(status)
  })

  it('keeps the findings of the other files when one cannot be read', () => {
    const { put, run } = workspace({ '.cursor/mcp.json': HIGH })
    put('sub/.mcp.json', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))
    const { status, stdout, stderr } = run(['lint', '--format', 'json'])
    expect(status).toBe(2)
    expect(findingsOf(stdout, '.cursor/mcp.json')).toHaveLength(1)
    expect(stderr).toBe('scopelight: "sub/.mcp.json" is not UTF-8 text. Save it as UTF-8.\n')
  })

  it('names a file that is too large to be a configuration', () => {
    const { put, run } = workspace()
    truncateSync(put('.mcp.json', ''), 65 * 1024 * 1024)
    expect(run(['lint'])).toMatchObject({ status: 2, stderr: 'scopelight: ".mcp.json" is larger than 64 MiB and is not read.\n' })
  })

  it('does not fail on a finding of low confidence, whatever its severity', () => {
    expect(isFailure({ severity: 'critical', confidence: 'low' }, 'info')).toBe(false)
    expect(isFailure({ severity: 'medium', confidence: 'medium' }, 'medium')).toBe(true)
    expect(isFailure({ severity: 'low', confidence: 'high' }, 'medium')).toBe(false)
    expect(isFailure({ severity: 'critical', confidence: 'high' }, 'never')).toBe(false)
  })
})

describe('what lint looks at', () => {
  it('finds the known configurations below the folder, and nothing in node_modules, .git or behind links to folders', () => {
    const { folder, run } = workspace({
      '.mcp.json': CLEAN,
      'b/.cursor/mcp.json': CLEAN,
      'b/.vscode/mcp.json': '{ "servers": {} }',
      'c/claude_desktop_config.json': CLEAN,
      'c/manifest.json': HIGH,
      'node_modules/x/.mcp.json': HIGH,
      '.git/.mcp.json': HIGH,
    })
    symlinkSync('..', path.join(folder, 'b/loop'))
    symlinkSync('../c/claude_desktop_config.json', path.join(folder, 'b/.mcp.json'))
    symlinkSync('nowhere', path.join(folder, 'b/claude_desktop_config.json'))
    const { status, stdout, stderr } = run(['lint', '--format', 'json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout).files.map(({ path, host }: { path: string; host: string }) => [path, host])).toEqual([
      ['.mcp.json', 'claude-code'],
      ['b/.cursor/mcp.json', 'cursor'],
      ['b/.mcp.json', 'claude-code'],
      ['b/.vscode/mcp.json', 'vscode'],
      ['c/claude_desktop_config.json', 'claude-desktop'],
    ])
  })

  it('takes files and folders, each file once, with paths from the working folder', () => {
    const { put, run } = workspace({ 'a/.mcp.json': CLEAN })
    const { stdout } = run(['lint', '--format', 'json', 'a', './a/.mcp.json', put('a/.mcp.json', CLEAN)])
    expect(JSON.parse(stdout).files).toEqual([{ path: 'a/.mcp.json', host: 'claude-code', suppressed: [], findings: [] }])
  })

  it('says how to name the host of a file that has none', () => {
    const { run } = workspace({ 'odd.json': CLEAN })
    expect(run(['lint', 'odd.json'])).toMatchObject({
      status: 2,
      stderr:
        'scopelight: No host reads a file named "odd.json". Say whose file it is in ".scopelight.yaml": hosts: [{ files: "odd.json", host: claude-code }].\n',
    })
    // The sentence is true.
    const named = workspace({ 'odd.json': CLEAN, '.scopelight.yaml': 'hosts: [{ files: "odd.json", host: claude-code }]' })
    expect(named.run(['lint', 'odd.json']).status).toBe(0)
  })

  it('takes a file of a common name only for what it holds, and says so where it was named', () => {
    const bundle = '{ "manifest_version": "0.3", "name": "a", "server": { "mcp_config": { "command": "/opt/a" } } }'
    const { run } = workspace({ 'a/manifest.json': bundle, 'b/manifest.json': '{ "name": "a page" }' })
    const { stdout } = run(['lint', '--format', 'json'])
    expect(JSON.parse(stdout).files.map(({ path, host }: { path: string; host: string }) => [path, host])).toEqual([
      ['a/manifest.json', 'mcpb'],
    ])
    expect(run(['lint', 'b/manifest.json'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('No host reads a file named "b/manifest.json".'),
    })
  })

  it('reads hosts from the nearest .scopelight.yaml, and skips those it does not check yet', () => {
    const { run } = workspace({
      '.scopelight.yaml': 'hosts:\n  - { files: "conf/*.json", host: cursor }\n  - { files: "**/*.toml", host: jan }\n',
      'conf/a.json': HIGH,
      'conf/b.toml': '',
      'sub/.scopelight.yaml': 'hosts:\n  - { files: "a.json", host: vscode }\n',
      'sub/a.json': HIGH,
      'sub/b.toml': '',
    })
    const { status, stdout, stderr } = run(['lint', '--format', 'json'])
    expect(stderr).toBe('scopelight: Skipped 1 file of hosts this version does not check yet: jan 1.\n')
    expect(findingsOf(stdout, 'conf/a.json')).toHaveLength(1)
    expect(findingsOf(stdout, 'sub/a.json')).toEqual([])
    expect(status).toBe(1)
  })

  it('names line and column of a host nobody knows', () => {
    const { run } = workspace({ '.scopelight.yaml': 'hosts:\n  - files: "*.json"\n    host: claude-cod\n', '.mcp.json': CLEAN })
    expect(run(['lint'])).toMatchObject({
      status: 2,
      stderr: 'scopelight: .scopelight.yaml:3:11: "claude-cod" is not a host. Did you mean "claude-code"?\n',
    })
  })

  it('says once that a key has no effect', () => {
    const { run } = workspace({ '.scopelight.yaml': 'ignroe: []\n', '.mcp.json': CLEAN, 'a/.mcp.json': CLEAN })
    expect(run(['lint'])).toMatchObject({
      status: 0,
      stderr: 'scopelight: .scopelight.yaml:1:1: "ignroe" is not a setting and has no effect. Did you mean "ignore"?\n',
    })
  })

  it('reads severities and persona from the settings file', () => {
    const { run } = workspace({
      '.scopelight.yaml': 'severities: { wrong-root-key: low }\npersona: auditor\n',
      '.cursor/mcp.json': HIGH,
    })
    const { status, stdout } = run(['lint', '--format', 'json'])
    expect(findingsOf(stdout, '.cursor/mcp.json')).toMatchObject([{ rule: 'wrong-root-key', severity: 'low' }])
    expect(status).toBe(0)
  })

  it('says that a settings file is none, and goes on', () => {
    const { folder, run } = workspace({ '.mcp.json': CLEAN, 'a/.scopelight.yaml': 'x' })
    symlinkSync('a', path.join(folder, '.scopelight.yaml'))
    const { status, stdout, stderr } = run(['lint', '.mcp.json'])
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'scopelight: ".scopelight.yaml" is not a file.\n' })
    expect(stdout).toBe('1 file checked, nothing to report.\n')
  })

  it('refuses a device in place of a file', () => {
    expect(workspace().run(['lint', '/dev/zero'])).toMatchObject({
      status: 2,
      stderr: 'scopelight: "/dev/zero" is neither a file nor a folder.\n',
    })
  })
})

describe('the JSON report', () => {
  it('has exactly the agreed members, and nothing else on standard output', () => {
    const { run } = workspace({ '.cursor/mcp.json': '{\n  "servers": { "a": { "command": "/opt/a" } }\n}\n', '.mcp.json': CLEAN })
    const { stdout } = run(['lint', '--format', 'json'])
    const report = JSON.parse(stdout)
    expect(Object.keys(report)).toEqual(['files'])
    expect(report.files).toEqual([
      {
        path: '.cursor/mcp.json',
        host: 'cursor',
        suppressed: [],
        findings: [
          {
            rule: 'wrong-root-key',
            severity: 'high',
            confidence: 'high',
            message: expect.stringMatching(/^Cursor .*\.$/),
            line: 2,
            column: 4,
            endLine: 2,
            endColumn: 11,
            fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
            related: [],
            fixes: [{ title: expect.any(String), safety: expect.stringMatching(/^(?:safe|review)$/) }],
          },
        ],
      },
      { path: '.mcp.json', host: 'claude-code', suppressed: [], findings: [] },
    ])
  })

  it.each([
    ['é', 1],
    ['𝄞', 2],
    ['\\u00e9', 6],
  ])('counts %s before a finding in UTF-16 units', (character, units) => {
    const before = `{ "mcpServers": { "${character}": { "command": "/a" }, "a": { "command": "/opt/a", "env": { "GITHUB_TOKEN": "`
    const { run } = workspace({ '.mcp.json': `\r\n${before}${TOKEN}" } } } }` })
    const { stdout } = run(['lint', '--format', 'json'])
    const column = before.length - character.length + units + 1
    expect(findingsOf(stdout, '.mcp.json')).toContainEqual(
      expect.objectContaining({ rule: 'hardcoded-secret', line: 2, column, endLine: 2, endColumn: column + TOKEN.length }),
    )
  })

  it('counts columns as editors do in a file with a byte order mark', () => {
    const { run } = workspace({ '.mcp.json': `\ufeff${HIGH}` })
    expect(findingsOf(run(['lint', '--format', 'json']).stdout, '.mcp.json')).toMatchObject([{ line: 1, column: 4 }])
  })

  it('holds no character a terminal acts on, and still the same text', () => {
    const { run } = workspace({
      '.mcp.json': `{ "mcpServers": { "\\u001b[2J\\u009b\\u202e𝄞": { "url": "https://a.example" } } }`,
    })
    const { stdout } = run(['lint', '--format', 'json'])
    expect(stdout).not.toMatch(/(?!\n)[\p{C}]/u)
    expect(findingsOf(stdout, '.mcp.json')[0].message).toContain('\u001b[2J\u009b\u202e𝄞')
  })

  it('never holds the value of a secret', () => {
    const { run } = workspace({
      '.mcp.json': `{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "x", "--token", "${TOKEN}"], "env": { "T": "${TOKEN}" } } } }`,
    })
    for (const format of ['json', 'text']) {
      const { stdout, stderr } = run(['lint', '--format', format, '--persona', 'auditor'])
      expect(stdout).toContain('secret')
      expect(stdout + stderr).not.toContain(TOKEN.slice(4))
    }
  })
})

describe('the text report', () => {
  it('names file, place, severity, message and rule, and sums up', () => {
    const { run } = workspace({ '.mcp.json': CLEAN, 'a/.cursor/mcp.json': HIGH })
    const { stdout } = run(['lint'])
    const [file, finding, blank, summary, end] = stdout.split('\n')
    expect(file).toBe('a/.cursor/mcp.json (cursor)')
    expect(finding).toMatch(/^ {2}1:4 {2}high {6}Cursor .*\. {2}wrong-root-key$/)
    expect([blank, end]).toEqual(['', ''])
    expect(summary).toBe('2 files checked, 1 finding: 1 high.')
  })

  it('says when there is nothing', () => {
    expect(workspace({ '.mcp.json': CLEAN }).run(['lint']).stdout).toBe('1 file checked, nothing to report.\n')
    expect(workspace().run(['lint']).stdout).toBe('No MCP configuration found here.\n')
  })

  it('shows hostile names of files and servers as escapes', () => {
    const name = 'a\u001b[31m\u202e\n'
    const { put, run } = workspace()
    put(`${name}/.mcp.json`, `{ "mcpServers": { "\\u001b]0;x\\u0007\\u202e": { "url": "https://a.example" } } }`)
    const { stdout } = run(['lint'])
    expect(stdout).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/u)
    expect(stdout).toContain('a\\u001b[31m\\u202e\\n/.mcp.json')
    expect(run(['lint', `nowhere${name}`]).stderr).toBe(
      'scopelight: "nowherea\\u001b[31m\\u202e\\n" is not there, or cannot be looked at.\n',
    )
  })

  it('says that a finding is of lower confidence', () => {
    const { run } = workspace({
      '.mcp.json':
        '{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "@supabase/mcp-server-supabase@0.5.5"], "env": { "SUPABASE_ACCESS_TOKEN": "${SUPABASE_ACCESS_TOKEN}" } } } }',
    })
    expect(run(['lint']).stdout).toMatch(/missing-read-only-mode, medium confidence$/m)
  })
})

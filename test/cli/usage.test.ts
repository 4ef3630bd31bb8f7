import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { CLI, runCli } from './runCli.ts'

const run = (args: readonly string[]) => runCli(args, tmpdir())

describe('scopelight', () => {
  it('shows its commands', () => {
    for (const args of [['--help'], ['-h'], ['help']]) {
      const { status, stdout, stderr } = run(args)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      for (const name of ['lint', 'trace', 'proxy', 'lsp']) expect(stdout).toMatch(new RegExp(`^  ${name}\\s+\\w`, 'm'))
    }
  })

  it('shows them on standard error when it is told nothing, and ends with 2', () => {
    expect(run([])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: scopelight COMMAND') })
  })

  it('shows the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it.each(['lint', 'trace', 'proxy', 'lsp'])('shows the help of %s', (name) => {
    for (const args of [
      [name, '--help'],
      ['help', name],
    ]) {
      const { status, stdout, stderr } = run(args)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toMatch(new RegExp(`^scopelight ${name} `))
    }
  })

  it.each([
    [['lnit'], 'scopelight: "lnit" is not a command. Did you mean "lint"? "scopelight --help" lists the commands.\n'],
    [['frobnicate'], 'scopelight: "frobnicate" is not a command. "scopelight --help" lists the commands.\n'],
    [['--verison'], 'scopelight: "--verison" is not an option. "scopelight --help" lists the commands.\n'],
    [['toString'], 'scopelight: "toString" is not a command. "scopelight --help" lists the commands.\n'],
    [
      ['lint', '--formt', 'json'],
      'scopelight: "--formt" is not an option of this command. Did you mean "--format"? "scopelight lint --help" shows how it is used.\n',
    ],
    [['lint', '-f'], 'scopelight: "-f" is not an option of this command. "scopelight lint --help" shows how it is used.\n'],
    [['lint', '--format'], 'scopelight: "--format" wants a value. "scopelight lint --help" shows how it is used.\n'],
    [
      ['lint', '--format', '--persona', 'auditor'],
      'scopelight: "--format" wants a value. "scopelight lint --help" shows how it is used.\n',
    ],
    [
      ['lint', '--format', 'xml'],
      'scopelight: "--format" is one of "text", "json", "sarif", "github", not "xml". "scopelight lint --help" shows how it is used.\n',
    ],
    [
      ['lint', '--fail-on', 'hihg'],
      'scopelight: "--fail-on" is one of "info", "low", "medium", "high", "critical", "never", not "hihg". Did you mean "high"? "scopelight lint --help" shows how it is used.\n',
    ],
    [['lint', ''], 'scopelight: A path is empty. "scopelight lint --help" shows how it is used.\n'],
    [['trace'], 'scopelight: Say "list" or "show". "scopelight trace --help" shows how it is used.\n'],
    [
      ['trace', 'lsit'],
      'scopelight: "lsit" is neither "list" nor "show". Did you mean "list"? "scopelight trace --help" shows how it is used.\n',
    ],
    [
      ['trace', 'show'],
      'scopelight: Name the file to show; "scopelight trace list" lists them. "scopelight trace --help" shows how it is used.\n',
    ],
    [
      ['lsp'],
      'scopelight: Say "--stdio": the language server speaks over standard input and output. "scopelight lsp --help" shows how it is used.\n',
    ],
    [
      ['lsp', '--node-ipc'],
      'scopelight: "--node-ipc" is not an option of this command. "scopelight lsp --help" shows how it is used.\n',
    ],
    [['\u001b[31mx'], 'scopelight: "\\u001b[31mx" is not a command. "scopelight --help" lists the commands.\n'],
  ])('ends with 2 and one sentence on %j', (args, stderr) => {
    expect(run(args)).toEqual({ status: 2, stdout: '', stderr })
  })

  it('ends quietly when nobody reads its output', async () => {
    const program = spawn(process.execPath, [CLI, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    program.stdout.destroy()
    let stderr = ''
    program.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const status = await new Promise((resolve) => program.on('close', resolve))
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

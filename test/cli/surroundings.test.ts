import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { workspace } from './runCli.ts'

const ENV_FILE = '{ "servers": { "a": { "type": "stdio", "command": "/opt/a", "envFile": "${workspaceFolder}/.env" } } }\n'

function rulesOf(stdout: string): readonly string[] {
  const { files } = JSON.parse(stdout)
  return files.flatMap(({ path, findings }: { path: string; findings: readonly { rule: string }[] }) =>
    findings.map(({ rule }) => `${path} ${rule}`),
  )
}

it('knows what git tracks and ignores, in the folder it was started in and in others', () => {
  const { folder, put, run } = workspace({
    '.vscode/mcp.json': ENV_FILE,
    '.env': 'A=1\n',
    'sub/.vscode/mcp.json': ENV_FILE,
    'sub/.env': '',
  })
  const lint = (path = '.') =>
    rulesOf(run(['lint', path, '--format', 'json']).stdout).filter((one) => one.endsWith('env-file-exposed'))
  expect(lint()).toEqual([])
  execFileSync('git', ['init', '-q'], { cwd: folder })
  expect(lint()).toEqual(['.vscode/mcp.json env-file-exposed', 'sub/.vscode/mcp.json env-file-exposed'])
  put('.gitignore', '/.env\n')
  expect(lint()).toEqual(['sub/.vscode/mcp.json env-file-exposed'])
  execFileSync('git', ['add', '-f', '.env'], { cwd: folder })
  put('.gitignore', '.env\n')
  expect(lint()).toEqual(['.vscode/mcp.json env-file-exposed'])
})

it('compares the files of one run with each other', () => {
  // Not in the home of the person, which is the folder the command runs in.
  const { run } = workspace({
    'a/.mcp.json': '{ "mcpServers": { "a": { "command": "/opt/a", "env": { "A_TOKEN": "${ACME_TOKEN}" } } } }\n',
    'a/.cursor/mcp.json': '{ "mcpServers": { "b": { "command": "/opt/b", "env": { "B_TOKEN": "${env:ACME_TOKEN}" } } } }\n',
  })
  const both = ['a/.cursor/mcp.json shared-credential-across-servers', 'a/.mcp.json shared-credential-across-servers']
  expect(rulesOf(run(['lint', '--format', 'json']).stdout)).toEqual(both)
  expect(rulesOf(run(['lint', 'a/.mcp.json', '--format', 'json']).stdout)).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { hostById } from '../../server/model/hosts/index.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import { environmentFilesOf, mayNamePaths, pathsOfInterest } from '../../server/model/pathsOfInterest.ts'
import { parse } from '../../server/syntax/parse.ts'

function pathsOf(servers: unknown, file = '.vscode/mcp.json', id = 'vscode'): readonly string[] {
  const host = hostById(id)
  if (!host) throw new Error(`no host ${id}`)
  return pathsOfInterest(readMcpConfig(parse(JSON.stringify({ servers, mcpServers: servers }), host.syntax.format), host, file))
}

it('asks for the file itself', () => {
  expect(pathsOf({ a: { command: '/opt/a', env: { ENV_FILE: 'x' } } })).toEqual(['.vscode/mcp.json'])
})

it.each([
  ['${workspaceFolder}/.env', '.env'],
  ['.env', '.env'],
  ['./a/../b/.env', 'b/.env'],
  ['../.env', '../.env'],
  ['/etc/a.env', '/etc/a.env'],
  ['C:\\a\\.env', 'C:/a/.env'],
  ['~/.env', '~/.env'],
  ['${userHome}/a/.env', '~/a/.env'],
])('asks for the file of variables "%s" as "%s"', (envFile, path) => {
  expect(pathsOf({ a: { command: '/opt/a', envFile } })).toEqual(['.vscode/mcp.json', path])
})

it.each(['${input:file}', '${env:DIR}/.env', '', '%APPDATA%/.env', '<file>'])(
  'asks for nothing where "%s" cannot be followed',
  (envFile) => {
    expect(pathsOf({ a: { command: '/opt/a', envFile } })).toEqual(['.vscode/mcp.json'])
  },
)

it('takes the folder above the folder of the host for the workspace', () => {
  expect(pathsOf({ a: { command: '/opt/a', envFile: '${workspaceFolder}/.env' } }, 'api/.vscode/mcp.json')).toEqual([
    'api/.vscode/mcp.json',
    'api/.env',
  ])
})

it.each([
  ['docker', ['run', '-i', '--env-file', '.env', 'acme/a']],
  ['docker', ['run', '-i', '--env-file=.env', 'acme/a']],
  ['node', ['--env-file=.env', 'a.js']],
  ['uv', ['run', '--env-file', '.env', 'a.py']],
])('finds the option of %s %j', (command, args) => {
  expect(pathsOf({ a: { command, args } }, '.cursor/mcp.json', 'cursor')).toEqual(['.cursor/mcp.json', '.env'])
})

it('knows a file of the workspace from one outside of it', () => {
  const host = hostById('vscode')
  if (!host) throw new Error('no host vscode')
  const servers = Object.fromEntries(
    ['.env', '../.env', '/etc/a.env', '~/a.env', '${workspaceFolder}/b/.env'].map((envFile) => [
      envFile,
      { command: '/opt/a', envFile },
    ]),
  )
  for (const file of ['.vscode/mcp.json', '../api/.vscode/mcp.json']) {
    const config = readMcpConfig(parse(JSON.stringify({ servers }), 'json'), host, file)
    const inside = config.servers.filter((entry) => environmentFilesOf(entry, config)[0]?.inWorkspace).map(({ name }) => name)
    expect(inside).toEqual(['.env', '${workspaceFolder}/b/.env'])
  }
})

describe('a look at the text alone', () => {
  const look = (text: string, id = 'vscode') => {
    const host = hostById(id)
    if (!host) throw new Error(`no host ${id}`)
    const config = readMcpConfig(parse(text, host.syntax.format), host, 'a')
    return { may: mayNamePaths(text, host), paths: pathsOfInterest(config).length }
  }

  it.each([
    ['vscode', '{"servers":{"a":{"command":"a","envFile":".env"}}}'],
    ['vscode', '{"servers":{"a":{"command":"a","env\\u0046ile":".env"}}}'],
    ['vscode', '{"servers":{"a":{"command":"docker","args":["run","--env-file",".env","a"]}}}'],
    ['vscode', '{"servers":{"a":{"command":"docker","args":["run","--env\\u002dfile=.env","a"]}}}'],
    ['goose', 'extensions:\n  a: { type: stdio, cmd: docker, args: [run, "--env-\\x66ile=.env", a] }\n'],
    ['codex', '[mcp_servers.a]\ncommand = "docker"\nargs = ["run", "--env-\\u0066ile=.env", "a"]\n'],
  ])('sees that a file of %s names another one: %s', (id, text) => {
    expect(look(text, id)).toEqual({ may: true, paths: 2 })
  })

  it('sees that a file names none', () => {
    expect(look('{"servers":{"a":{"command":"/opt/a","env":{"A":"b"}}}}')).toEqual({ may: false, paths: 1 })
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { McpConfig } from '../../server/model/mcpConfig.ts'
import { host, read } from './config.ts'

function fixture(id: string, name: string): McpConfig {
  return read(readFileSync(new URL(`../fixtures/hosts/${id}/${name}`, import.meta.url), 'utf8'), id, name)
}

const transports = ({ servers }: McpConfig): Record<string, string> =>
  Object.fromEntries(servers.map(({ name, launch }) => [name, launch.transport]))

/** Shape of each variable of the entry "local". */
const shapes = ({ servers }: McpConfig): Record<string, string> =>
  Object.fromEntries(servers.find(({ name }) => name === 'local')?.launch.env.map(({ name, shape }) => [name, shape]) ?? [])

/** What this host itself puts in place of a value. */
const expands = (id: string, value: string): boolean => {
  const { pattern } = host(id).interpolation
  return pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(value)
}

describe('VS Code', () => {
  const config = fixture('vscode', 'mcp.json')

  it('reads "servers" with comments and trailing commas', () => {
    expect(config.servers.map(({ name }) => name)).toEqual(['remote', 'legacy', 'misspelt', 'local'])
    expect(config.tree.problems.map(({ kind }) => kind)).not.toContain('invalid')
    expect(host('vscode').syntax).toEqual({ format: 'jsonc', comments: true, trailingCommas: true })
  })

  it('takes a URL without type for http, and rewrites a type it does not know', () => {
    expect(transports(config)).toEqual({ remote: 'http', legacy: 'sse', misspelt: 'stdio', local: 'stdio' })
  })

  it('expands inputs, the environment and its own folders, but no bare names', () => {
    for (const value of [
      '${input:docs-token}',
      '${env:HOME}',
      '${workspaceFolder}',
      '${workspaceFolder:api}',
      '${userHome}',
      '${/}',
    ])
      expect(expands('vscode', value)).toBe(true)
    for (const value of ['${HOME}', '$HOME', '{env:HOME}', '%HOME%']) expect(expands('vscode', value)).toBe(false)
  })

  it('takes null as unset and numbers as text', () => {
    expect(shapes(config)).toEqual({ REGION: 'reference', OTHER: 'reference', OFF: 'empty', PORT: 'literal' })
  })

  it('reads its inputs', () => {
    expect(config.inputs.map(({ id, password, default: value }) => [id, password, value?.text])).toEqual([
      ['docs-token', true, undefined],
      ['region', false, 'eu-north-1'],
    ])
    expect(config.credentials).toEqual([])
  })

  it('lists a server with "disabled", a field of other hosts, like any other', () => {
    const last = config.servers.at(-1)
    expect(last?.node.members.map(({ key }) => key)).toContain('disabled')
    expect(host('vscode').fields.map(({ name }) => name)).not.toContain('disabled')
  })
})

describe('Claude Code', () => {
  const config = fixture('claude-code', '.mcp.json')

  it('reads "mcpServers" of strict JSON', () => {
    expect(config.servers.map(({ name }) => name)).toEqual(['skipped', 'remote', 'local'])
    expect(host('claude-code').syntax).toEqual({ format: 'json', comments: false, trailingCommas: false })
  })

  it('skips a URL without type, and knows streamable-http', () => {
    expect(transports(config)).toEqual({ skipped: 'unknown', remote: 'http', local: 'stdio' })
  })

  it('expands names in braces with or without a default, and nothing else', () => {
    for (const value of ['${REGION}', '${REGION:-eu}', '${CLAUDE_PROJECT_DIR:-.}'])
      expect(expands('claude-code', value)).toBe(true)
    for (const value of ['${env:REGION}', '${input:x}', '$REGION', '{env:REGION}'])
      expect(expands('claude-code', value)).toBe(false)
    expect(shapes(config)).toEqual({ REGION: 'reference', OTHER: 'reference' })
  })

  it('has no fields "disabled", "cwd" and "envFile"', () => {
    const names = host('claude-code').fields.map(({ name }) => name)
    for (const name of ['disabled', 'cwd', 'envFile']) expect(names).not.toContain(name)
  })

  it('reads the servers of the user and of each project from ~/.claude.json', () => {
    expect(fixture('claude-code', '.claude.json').servers.map(({ path }) => path)).toEqual([
      ['mcpServers', 'everywhere'],
      ['projects', '/home/alice/src/acme', 'mcpServers', 'here'],
    ])
  })

  it('reads the file of a plugin, whose root is the map itself', () => {
    const plugin = fixture('claude-code', 'plugin.mcp.json')
    expect(plugin.servers.map(({ path }) => path)).toEqual([['docs'], ['local']])
    expect(shapes(plugin)).toEqual({ KEY: 'reference' })
    expect(plugin.foreignServers).toBeUndefined()
  })

  it('does not take any object of objects for a map of servers', () => {
    expect(read('{ "a": { "command": "x" }, "scripts": { "b": "c" } }').servers).toEqual([])
    expect(read('{}').servers).toEqual([])
  })
})

describe('Claude Desktop', () => {
  const config = fixture('claude-desktop', 'claude_desktop_config.json')

  it('reads "mcpServers" among settings of the app', () => {
    expect(config.servers.map(({ name }) => name)).toEqual(['remote', 'typed', 'local'])
    expect(config.foreignServers).toBeUndefined()
  })

  it('takes no remote server from its file, with a type or without', () => {
    expect(transports(config)).toEqual({ remote: 'unknown', typed: 'unknown', local: 'stdio' })
  })

  it('expands nothing; a reference is still no literal', () => {
    expect(host('claude-desktop').interpolation).toEqual({ pattern: undefined, expandedIn: [], env: undefined, input: undefined })
    expect(shapes(config)).toEqual({ REGION: 'reference', KEY: 'reference' })
  })

  it('has no field "type"', () => {
    expect(host('claude-desktop').fields.map(({ name }) => name)).toEqual(['command', 'args', 'env'])
  })
})

describe('Cursor', () => {
  const config = fixture('cursor', 'mcp.json')

  it('reads "mcpServers" of strict JSON', () => {
    expect(config.servers.map(({ name }) => name)).toEqual(['remote', 'misspelt', 'transport', 'local'])
    expect(host('cursor').syntax.comments).toBe(false)
  })

  it('infers the transport of a URL, does not know "websocket", and has no field "transport"', () => {
    expect(transports(config)).toEqual({ remote: 'http', misspelt: 'unknown', transport: 'http', local: 'stdio' })
    expect(host('cursor').fields.map(({ name }) => name)).not.toContain('transport')
  })

  it('expands the environment and folders, but asks the person for nothing', () => {
    for (const value of ['${env:REGION}', '${workspaceFolder}', '${userHome}']) expect(expands('cursor', value)).toBe(true)
    for (const value of ['${input:region}', '${REGION}', '${config:x}']) expect(expands('cursor', value)).toBe(false)
    expect(host('cursor').interpolation.input).toBeUndefined()
  })
})

describe('a root key of another host', () => {
  it('is told, and the servers below it are read', () => {
    const text = '{ "mcpServers": { "a": { "command": "x" } } }'
    const config = read(text, 'vscode')
    expect(config.foreignServers?.key).toBe('mcpServers')
    expect(config.foreignServers && text.slice(config.foreignServers.at.span.start, config.foreignServers.at.span.end)).toBe(
      'mcpServers',
    )
    expect(config.servers.map(({ name }) => name)).toEqual(['a'])
  })

  it('is nothing beside the right one, and nothing when no server stands below', () => {
    expect(read('{ "servers": {}, "mcpServers": { "a": { "command": "x" } } }', 'vscode').foreignServers).toBeUndefined()
    expect(read('{ "servers": { "web": { "port": 80 } } }', 'cursor').foreignServers).toBeUndefined()
  })
})

describe('what is not as it should be', () => {
  it.each([
    '',
    '[]',
    '"x"',
    '{',
    '{"mcpServers": []}',
    '{"mcpServers": {"a": 1, "b": null, "c": []}}',
    '{"mcpServers": {"a": {"command": {}, "args": {}, "env": [], "headers": 3, "url": []}}}',
  ])('is left out: %s', (text) => {
    const { servers } = read(text)
    for (const { launch } of servers)
      expect(launch).toMatchObject({ program: undefined, args: [], env: [], headers: [], url: undefined })
  })

  it('of two entries with one name the last counts, as in the host', () => {
    const { servers } = read('{"mcpServers": {"a": {"command": "one"}, "a": {"command": "two"}}}')
    expect(servers.map(({ command }) => command?.text)).toEqual(['two'])
  })
})

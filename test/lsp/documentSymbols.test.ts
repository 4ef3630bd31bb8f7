import { afterEach, describe, expect, it } from 'vitest'
import type { DocumentSymbol, Range } from 'vscode-languageserver/node'
import { type Client, startClient, stopClients } from './client.ts'

afterEach(stopClients)

async function outline(client: Client, uri: string, text: string, languageId = 'json'): Promise<readonly DocumentSymbol[]> {
  client.open(uri, text, languageId)
  return client.request('textDocument/documentSymbol', { textDocument: { uri } })
}

type Tree = readonly (string | readonly [string, Tree])[]

const names = (symbols: readonly DocumentSymbol[] = []): Tree =>
  symbols.map(({ name, children }) => (children ? ([name, names(children)] as const) : name))

function holds(outer: Range, inner: Range): boolean {
  const at = ({ line, character }: Range['start']) => line * 100_000 + character
  return at(outer.start) <= at(inner.start) && at(inner.end) <= at(outer.end)
}

function all(symbols: readonly DocumentSymbol[] = []): readonly DocumentSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...all(symbol.children)])
}

const VSCODE = `{
  "inputs": [{ "type": "promptString", "id": "acme", "password": true }],
  "servers": {
    "docs": { "type": "http", "url": "https://user:hunter2@docs.example/mcp?key=abc", "headers": { "X-Key": "\${input:acme}" } },
    "files": { "type": "stdio", "command": "npx", "args": ["-y", "a", "b"], "env": { "A_TOKEN": "ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE" } }
  }
}
`

describe('the outline', () => {
  it('shows servers, what they are made of, and inputs, in the order of the file', async () => {
    const client = await startClient()
    const symbols = await outline(client, 'file:///w/.vscode/mcp.json', VSCODE, 'jsonc')
    expect(names(symbols)).toEqual([
      'acme',
      ['docs', ['type', 'url', ['headers', ['X-Key']]]],
      ['files', ['type', 'command', 'args', ['env', ['A_TOKEN']]]],
    ])
    expect(symbols.map(({ detail }) => detail)).toEqual(['input, hidden', 'http', 'stdio'])
    expect(symbols[2]?.children?.map(({ detail }) => detail)).toEqual([undefined, 'npx', '3 items', undefined])
    expect(symbols[1]?.children?.[1]?.detail).toBe('docs.example')
  })

  it('never shows a secret, not even in the place of a name', async () => {
    const client = await startClient()
    const token = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
    const text = `{ "mcpServers": { "${token}": { "command": "npx --token ${token}", "env": { "${token}": "${token}" } } } }`
    const symbols = await outline(client, 'file:///w/.mcp.json', text)
    expect(JSON.stringify(symbols)).not.toContain('EXAMPLE0')
    expect(symbols).toHaveLength(1)
  })

  it('selects within what it shows, in every format and while somebody types', async () => {
    const client = await startClient()
    const texts: readonly (readonly [string, string])[] = [
      ['file:///w/.codex/config.toml', '[mcp_servers.a]\ncommand = "npx"\n[other]\nx = 1\n[mcp_servers.a.env]\nA = "b"\n'],
      ['file:///w/.continue/config.yaml', 'mcpServers:\n  - name: a\n    command: npx\n    env:\n      A: b\n  - name:\n'],
      [
        'file:///w/.github/agents/a.agent.md',
        '---\nname: a\ntools: [read, github/issue_read]\nmcp-servers:\n  x:\n    command: y\n---\n',
      ],
      ['file:///w/.cursor/mcp.json', '{ "mcpServers": { "a": { "command": "npx", "env": { "A'],
      ['file:///w/.claude/settings.json', '{ "permissions": { "allow": ["mcp__a__b", "Read"], "deny": [] } }'],
    ]
    for (const [uri, text] of texts) {
      const symbols = all(await outline(client, uri, text))
      expect(symbols.length, uri).toBeGreaterThan(1)
      for (const { name, range, selectionRange } of symbols) {
        expect(name).not.toBe('')
        expect(holds(range, selectionRange), `${uri} ${name}`).toBe(true)
      }
    }
  })

  it('shows of the front matter of an agent only what is written for people', async () => {
    const client = await startClient()
    const agent = '---\nname: helper\ndescription: Helps.\ntoken: hunter2NotRealPw99\n---\nWords.\n'
    const symbols = await outline(client, 'file:///w/.github/agents/a.agent.md', agent, 'markdown')
    expect(JSON.stringify(symbols)).toContain('Helps.')
    expect(JSON.stringify(symbols)).not.toContain('hunter2')
  })

  it('shows lists of permissions, and the front matter of an agent', async () => {
    const client = await startClient()
    const settings = '{ "permissions": { "allow": ["mcp__a__b", "Read"], "deny": ["mcp__c"] } }'
    expect(names(await outline(client, 'file:///w/.claude/settings.json', settings))).toEqual([
      ['permissions.allow', ['mcp__a__b', 'Read']],
      ['permissions.deny', ['mcp__c']],
    ])
    const agent = '---\nname: helper\ntools: [read, github/issue_read]\nmcp-servers:\n  x:\n    command: y\n---\nWords.\n'
    expect(names(await outline(client, 'file:///w/.github/agents/a.agent.md', agent, 'markdown'))).toEqual([
      'name',
      ['tools', ['read', 'github/issue_read']],
      ['x', ['command']],
    ])
  })

  it('is silent about files of nobody', async () => {
    const client = await startClient()
    expect(await outline(client, 'file:///w/package.json', '{ "name": "a" }')).toEqual([])
    expect(client.initialized?.capabilities.documentSymbolProvider).toBe(true)
  })
})

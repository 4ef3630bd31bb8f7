import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { DocumentHighlight, Location, Range, WorkspaceEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Client, startClient, stopClients } from './client.ts'

const folders: string[] = []
afterEach(async () => {
  await stopClients()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const MCP = 'file:///w/.vscode/mcp.json'
const WITH_INPUT = `{
  "inputs": [{ "type": "promptString", "id": "acme", "password": true }, { "type": "promptString", "id": "other" }],
  "servers": {
    "a": { "type": "stdio", "command": "/opt/a", "env": { "A": "\${input:acme}", "B": "x \\u00e9 \${input:acme} \${input:other}" } },
    "b": { "type": "http", "url": "https://b.example/mcp", "headers": { "X": "Bearer \${input:acme}" } }
  }
}
`

function at(client: Client, uri: string, word: string, nth = 0): object {
  const document = client.document(uri)
  let offset = -1
  for (let turn = 0; turn <= nth; turn++) offset = document.getText().indexOf(word, offset + 1)
  return { textDocument: { uri }, position: document.positionAt(offset + 1) }
}

/** What stands at the places, of the file they are in. */
function words(client: Client, places: readonly { uri?: string; range: Range }[], uri: string): readonly string[] {
  const document = client.document(uri)
  return places.map(({ range }) => `${range.start.line + 1} ${document.getText(range)}`)
}

describe('an input', () => {
  it('is defined where its id stands, from each place that asks for it and from itself', async () => {
    const client = await startClient()
    client.open(MCP, WITH_INPUT, 'jsonc')
    for (const nth of [0, 1, 2, 3]) {
      const found = await client.request<Location[]>('textDocument/definition', at(client, MCP, 'acme', nth))
      expect(words(client, found, MCP)).toEqual(['2 acme'])
    }
    expect(await client.request('textDocument/definition', at(client, MCP, 'command'))).toEqual([])
  })

  it('is found at all its places, behind escapes too, and not where another one is asked for', async () => {
    const client = await startClient()
    client.open(MCP, WITH_INPUT, 'jsonc')
    const context = { includeDeclaration: false }
    const found = await client.request<Location[]>('textDocument/references', { ...at(client, MCP, 'acme'), context })
    expect(words(client, found, MCP)).toEqual(['4 acme', '4 acme', '5 acme'])
    const lit = await client.request<DocumentHighlight[]>('textDocument/documentHighlight', at(client, MCP, 'other', 1))
    expect(words(client, lit, MCP)).toEqual(['2 other', '4 other'])
    expect(lit.map(({ kind }) => kind)).toEqual([3, 2])
    expect(await client.request('textDocument/documentHighlight', at(client, MCP, 'command'))).toBeNull()
  })

  it('is renamed at all its places, and only to what can be one', async () => {
    const client = await startClient()
    client.open(MCP, WITH_INPUT, 'jsonc')
    const asked = at(client, MCP, 'acme', 2)
    expect(await client.request('textDocument/prepareRename', asked)).not.toBeNull()
    expect(await client.request('textDocument/prepareRename', at(client, MCP, '"b"'))).toBeNull()
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...asked, newName: 'key-1' })
    const [change] = edit.documentChanges ?? []
    const edits = change && 'edits' in change ? change.edits : []
    const text = TextDocument.applyEdits(client.document(MCP), edits as never)
    expect(text).toBe(WITH_INPUT.replaceAll('acme', 'key-1'))
    for (const newName of ['', 'a b', 'x}', '"', 'other'])
      await expect(client.request('textDocument/rename', { ...asked, newName })).rejects.toMatchObject({ code: -32602 })
  })
})

describe('a server', () => {
  const SETTINGS = `{
  "enabledMcpjsonServers": ["docs"],
  "permissions": { "allow": ["mcp__docs__read", "mcp__*", "Read"], "deny": ["mcp__docs"] }
}
`
  const SERVERS = '{\n  "mcpServers": { "docs": { "command": "/opt/docs" } }\n}\n'

  it('is defined in the file beside the settings that name it, open or not', async () => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-names-')))
    folders.push(folder)
    const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href
    mkdirSync(path.join(folder, '.claude'))
    writeFileSync(path.join(folder, '.mcp.json'), SERVERS)
    const client = await startClient({ folders: [uriOf('')] })
    const settings = uriOf('.claude/settings.json')
    client.open(settings, SETTINGS)
    await client.workspaceReport()
    const range = { start: { line: 1, character: 19 }, end: { line: 1, character: 23 } }
    for (const nth of [0, 1, 2]) {
      const found = await client.request('textDocument/definition', at(client, settings, 'docs', nth))
      expect(found).toEqual([{ uri: uriOf('.mcp.json'), range }])
    }
    client.open(uriOf('.mcp.json'), `\n${SERVERS}`)
    const [first] = await client.request<Location[]>('textDocument/definition', at(client, settings, 'docs'))
    expect(first?.range.start.line).toBe(2)

    const context = { includeDeclaration: true }
    const found = await client.request<Location[]>('textDocument/references', {
      ...at(client, uriOf('.mcp.json'), 'docs'),
      context,
    })
    expect(found.map(({ uri, range: { start } }) => `${path.basename(uri)} ${start.line}`)).toEqual([
      '.mcp.json 2',
      'settings.json 2',
      'settings.json 2',
      'settings.json 1',
    ])
  })

  it('is defined in the front matter of the agent that has tools of it', async () => {
    const client = await startClient()
    const uri = 'file:///w/.github/agents/a.agent.md'
    client.open(uri, '---\nname: a\ntools: [read, docs/search]\nmcp-servers:\n  docs:\n    command: /opt/docs\n---\n', 'markdown')
    const found = await client.request<Location[]>('textDocument/definition', at(client, uri, 'docs'))
    expect(words(client, found, uri)).toEqual(['5 docs'])
  })

  it('is not mistaken for one of another tool', async () => {
    const client = await startClient()
    client.open('file:///w/.cursor/mcp.json', SERVERS)
    client.open('file:///w/.claude/settings.json', SETTINGS)
    expect(await client.request('textDocument/definition', at(client, 'file:///w/.claude/settings.json', 'docs'))).toEqual([])
  })
})

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentLink } from 'vscode-languageserver/node'
import { type Client, startClient, stopClients } from './client.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-links-')))
})
afterEach(async () => {
  await stopClients()
  rmSync(folder, { recursive: true, force: true })
})

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href

function put(name: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), '')
}

/** What is linked, with where it leads once somebody follows it. */
async function links(client: Client, uri: string): Promise<Record<string, string | undefined>> {
  const found = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } })
  const followed: Record<string, string | undefined> = {}
  for (const link of found) {
    const { target } = await client.request<DocumentLink>('documentLink/resolve', link)
    followed[client.document(uri).getText(link.range)] = target
  }
  return followed
}

describe('links', () => {
  it('lead to the files of the workspace that an entry names, and to nothing that is not there', async () => {
    for (const name of ['.env', 'tools/server.js', 'bin/run me', 'schema.json']) put(name)
    const client = await startClient({ folders: [uriOf('')] })
    const uri = uriOf('.vscode/mcp.json')
    client.open(
      uri,
      `{ "$schema": "schema.json", "servers": {
        "a": { "type": "stdio", "command": "node", "args": ["tools/server.js"], "envFile": "\${workspaceFolder}/.env" },
        "b": { "type": "stdio", "command": "./bin/run me", "envFile": "gone.env" },
        "c": { "type": "stdio", "command": "\${workspaceFolder}/tools/server.js" } } }`,
      'jsonc',
    )
    expect(await links(client, uri)).toEqual({
      'schema.json': uriOf('schema.json'),
      'tools/server.js': uriOf('tools/server.js'),
      '${workspaceFolder}/.env': uriOf('.env'),
      './bin/run me': uriOf('bin/run me'),
      'gone.env': undefined,
      '${workspaceFolder}/tools/server.js': uriOf('tools/server.js'),
    })
  })

  it('never lead out of the folder, whatever a file says, nor to an address it makes up', async () => {
    for (const name of ['out/secret', 'in/x']) put(name)
    symlinkSync(path.join(folder, 'out'), path.join(folder, 'in/link'))
    const client = await startClient({ folders: [uriOf('in')] })
    const uri = uriOf('in/.vscode/mcp.json')
    const named = ['../out/secret', 'link/secret', `${folder}/out/secret`, '~/.ssh/id_rsa', '/etc/passwd', 'x/../../out/secret']
    const servers = named.map((name, nth) => `"s${nth}": { "type": "stdio", "command": "a", "envFile": ${JSON.stringify(name)} }`)
    const odd = ['command:evil', 'https://evil.example/x', 'file:///etc/passwd', 'vscode://x', '//evil.example/share/x']
    const more = odd.map((name, nth) => `"o${nth}": { "type": "stdio", "command": ${JSON.stringify(name)} }`)
    client.open(uri, `{ "$schema": "command:evil", "servers": { ${[...servers, ...more].join(', ')} } }`, 'jsonc')
    const targets = Object.values(await links(client, uri))
    expect(targets.length).toBeGreaterThan(3)
    expect(targets.filter((target) => target !== undefined)).toEqual([])
    // A client that makes up what to resolve learns no more.
    const made = {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      data: { uri, path: '../out/secret' },
    }
    expect(await client.request('documentLink/resolve', made)).not.toHaveProperty('target')
  })

  it('lead to the source of what is known about a published server', async () => {
    const client = await startClient()
    client.open(
      'file:///w/.mcp.json',
      '{ "mcpServers": { "a": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem@1.0.0", "/tmp/x"] } } }',
    )
    const found = await links(client, 'file:///w/.mcp.json')
    expect(found['@modelcontextprotocol/server-filesystem@1.0.0']).toMatch(
      /^https:\/\/github\.com\/modelcontextprotocol\/servers\/blob\/[0-9a-f]+\/src\/filesystem\/README\.md$/,
    )
  })

  it('are none where a path holds a credential', async () => {
    const client = await startClient()
    const uri = 'file:///w/.mcp.json'
    client.open(uri, '{ "mcpServers": { "a": { "command": "./ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE/x" } } }')
    expect(await links(client, uri)).toEqual({})
  })
})

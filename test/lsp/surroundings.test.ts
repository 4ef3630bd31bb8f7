import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Client, startClient, stopClients } from './client.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-around-')))
  mkdirSync(path.join(folder, '.git'))
  writeFileSync(path.join(folder, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(path.join(folder, '.env'), 'A=1\n')
})
afterEach(async () => {
  await stopClients()
  rmSync(folder, { recursive: true, force: true })
})

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href
const CONFIG = '{ "servers": { "a": { "type": "stdio", "command": "/opt/a", "envFile": "${workspaceFolder}/.env" } } }\n'

async function codes(client: Client, uri: string): Promise<readonly unknown[]> {
  return (await client.pull(uri)).map(({ code }) => code)
}

/** The next time the server asks to be asked again. */
async function refresh(client: Client, after: number): Promise<void> {
  await client.until(() => client.refreshed.filter((one) => one.endsWith('diagnostic/refresh')).length > after)
}

it('tells what git ignores once it knows, and again after that has changed', async () => {
  const client = await startClient({ folders: [uriOf('')], watches: true })
  const uri = uriOf('.vscode/mcp.json')
  client.open(uri, CONFIG)
  await client.pull(uri)
  await refresh(client, 0)
  expect(await codes(client, uri)).toEqual(['env-file-exposed'])

  writeFileSync(path.join(folder, '.gitignore'), '.env\n')
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('.gitignore'), type: 1 }] })
  await refresh(client, 1)
  expect(await codes(client, uri)).toEqual([])

  rmSync(path.join(folder, '.gitignore'))
  client.notify('textDocument/didSave', { textDocument: { uri } })
  await refresh(client, 2)
  expect(await codes(client, uri)).toEqual(['env-file-exposed'])
})

it('looks at the disk for a client that is told', async () => {
  const client = await startClient({ folders: [uriOf('')], pull: false })
  const uri = uriOf('.vscode/mcp.json')
  client.open(uri, CONFIG)
  await client.until(() =>
    client.published.some(({ diagnostics }) => diagnostics.some(({ code }) => code === 'env-file-exposed')),
  )
})

it('asks for nothing again where what it learns changes nothing', async () => {
  const client = await startClient({ folders: [uriOf('')], watches: true })
  const uri = uriOf('.mcp.json')
  client.open(uri, '{ "mcpServers": { "a": { "command": "/opt/a" } } }\n')
  const report = await client.report(uri)
  client.notify('textDocument/didSave', { textDocument: { uri } })
  for (let turn = 0; turn < 3; turn++) await client.inlayHints(uri)
  expect(await client.report(uri, report.resultId)).toEqual({ kind: 'unchanged', resultId: report.resultId })
  expect(client.refreshed).toEqual([])
})

it('compares a document with the others that are open, at their present version', async () => {
  const client = await startClient({ folders: [uriOf('')] })
  const [one, other] = [uriOf('.mcp.json'), uriOf('.cursor/mcp.json')]
  client.open(one, '{ "mcpServers": { "a": { "command": "/opt/a", "env": { "A_TOKEN": "${ACME_TOKEN}" } } } }\n')
  expect(await codes(client, one)).toEqual([])
  const text = '{ "mcpServers": { "b": { "command": "/opt/b", "env": { "B_TOKEN": "${env:ACME_TOKEN}" } } } }\n'
  client.open(other, text)
  expect(await codes(client, one)).toEqual(['shared-credential-across-servers'])
  const at = text.indexOf('ACME')
  client.replace(other, at, at + 4, 'OTHER')
  expect(await codes(client, one)).toEqual([])
  client.replace(other, at, at + 5, 'ACME')
  expect(await codes(client, one)).toEqual(['shared-credential-across-servers'])
  client.close(other)
  expect(await codes(client, one)).toEqual([])
})

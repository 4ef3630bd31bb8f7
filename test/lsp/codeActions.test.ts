import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Client, startClient, stopClients } from './client.ts'
import { FILE, SECRET_FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

const VSCODE_FILE = 'file:///work/app/.vscode/mcp.json'
const WRONG_ROOT = '{ "mcp": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } } } // é\n'

async function open(client: Client, uri: string, text: string, rule: string): Promise<Diagnostic> {
  client.open(uri, text)
  const found = (await client.pull(uri)).find(({ code }) => code === rule)
  if (!found) throw new Error(`"${rule}" is not reported.`)
  return found
}

/** The text after the edit, as an editor would have it. */
function applied(client: Client, uri: string, action: CodeAction | undefined): string {
  const [change] = action?.edit?.documentChanges ?? []
  if (!change || !('edits' in change)) throw new Error('The action has no edit with a version.')
  const document = client.document(uri)
  expect(change.textDocument).toEqual({ uri, version: document.version })
  return TextDocument.applyEdits(
    document,
    change.edits.flatMap((edit) => ('newText' in edit ? edit : [])),
  )
}

it('offers the single safe fix as the preferred one, and it gives the right text', async () => {
  const client = await startClient()
  const diagnostic = await open(
    client,
    FILE,
    '{ "mcp": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } } }\n',
    'wrong-root-key',
  )
  const [fix, ...others] = await client.codeActions(FILE, diagnostic.range, [diagnostic])
  expect(others).toEqual([])
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'wrong-root-key' }] })
  expect(applied(client, FILE, fix)).toBe('{ "mcpServers": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } } }\n')
})

it('does not prefer a fix that should be reviewed, and the edit takes the secret out of the file', async () => {
  const client = await startClient()
  const diagnostic = await open(client, FILE, SECRET_FILE, 'hardcoded-secret')
  const fixes = (await client.codeActions(FILE, diagnostic.range, [diagnostic])).filter(
    ({ diagnostics }) => diagnostics?.[0]?.code === 'hardcoded-secret',
  )
  expect(fixes).toHaveLength(1)
  expect(fixes[0]?.isPreferred).toBeUndefined()
  expect(JSON.stringify(fixes)).not.toContain(TOKEN)
  expect(applied(client, FILE, fixes[0])).toBe(SECRET_FILE.replace(TOKEN, '$' + '{GITHUB_PERSONAL_ACCESS_TOKEN}'))
})

it('answers for the present version, not for the one the diagnostic was about', async () => {
  const client = await startClient()
  const diagnostic = await open(client, FILE, WRONG_ROOT, 'wrong-root-key')
  client.replace(FILE, 0, 0, '\n\n')
  expect(await client.codeActions(FILE, diagnostic.range, [diagnostic])).toEqual([])
  const [moved] = (await client.pull(FILE)).filter(({ code }) => code === 'wrong-root-key')
  if (!moved) throw new Error('The finding is gone.')
  const fixes = await client.codeActions(FILE, moved.range, [moved])
  expect(applied(client, FILE, fixes[0])).toBe(`\n\n${WRONG_ROOT.replace('mcp', 'mcpServers')}`)
})

it('gives only the kinds that are asked for', async () => {
  const client = await startClient()
  const { range } = await open(
    client,
    FILE,
    '{ "mcp": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } } }',
    'wrong-root-key',
  )
  expect(await client.codeActions(FILE, range, [], ['refactor', 'source.organizeImports'])).toEqual([])
  expect(await client.codeActions(FILE, range, [], ['quickfix'])).toHaveLength(1)
  expect(await client.codeActions(FILE, range, [], [''])).toHaveLength(2)
})

it('offers nothing where nothing is wrong', async () => {
  const client = await startClient()
  await open(client, FILE, SECRET_FILE, 'hardcoded-secret')
  expect(await client.codeActions(FILE, { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } })).toEqual([])
})

describe('all safe fixes at once', () => {
  const TWO =
    '{\n  "servers": {\n    "a": { "type": "stdio", "command": "npx acme-docs@1.0.0" }, // one\n    "b": { "type": "stdio", "command": "npx acme-help@1.0.0" },\n  }\n}\n'
  const start = { line: 0, character: 0 }

  it('are the answer to who asks for the source action, and leave the rest of the text alone', async () => {
    const client = await startClient()
    client.open(VSCODE_FILE, TWO)
    const [action, ...others] = await client.codeActions(VSCODE_FILE, { start, end: start }, [], ['source.fixAll'])
    expect(others).toEqual([])
    expect(action).toMatchObject({ title: 'Fix all safe problems', kind: 'source.fixAll.scopelight' })
    expect(applied(client, VSCODE_FILE, action)).toBe(
      '{\n  "servers": {\n    "a": { "type": "stdio", "command": "npx", "args": ["acme-docs@1.0.0"] }, // one\n    "b": { "type": "stdio", "command": "npx", "args": ["acme-help@1.0.0"] },\n  }\n}\n',
    )
  })

  it('are not offered where nothing can be fixed safely', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    expect(await client.codeActions(FILE, { start, end: start }, [], ['source.fixAll.scopelight'])).toEqual([])
  })
})

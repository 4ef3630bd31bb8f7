import { afterEach, expect, it } from 'vitest'
import { startClient, stopClients } from './client.ts'
import { claudeFile, FILE, JWT, SECRET_FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

it('says kind and lifetime behind the closing quote of a credential', async () => {
  const client = await startClient()
  client.open(FILE, SECRET_FILE)
  const [hint, ...others] = await client.inlayHints(FILE)
  expect(others).toEqual([])
  expect(hint?.label).toMatch(/^GitHub personal access token \(classic\), .*expires/)
  expect(hint?.position).toEqual(client.document(FILE).positionAt(SECRET_FILE.indexOf(`${TOKEN}"`) + TOKEN.length + 1))
})

it('says the lifetime a JSON Web Token names itself, behind the whole header', async () => {
  const client = await startClient()
  const text = claudeFile({
    api: { type: 'http', url: 'https://mcp.acme.example/mcp', headers: { Authorization: `Bearer ${JWT}` } },
  })
  client.open(FILE, text)
  const [hint] = await client.inlayHints(FILE)
  expect(hint?.label).toBe('JSON Web Token, works for 1 hour')
  expect(hint?.position).toEqual(client.document(FILE).positionAt(text.indexOf(`${JWT}"`) + JWT.length + 1))
})

it('says what a recorded entry starts, without its arguments', async () => {
  const client = await startClient()
  const args = ['--server', 'docs', '--entry', '3f9c', '--', 'npx', '-y', 'acme-docs@1.0.0', '--api-key', TOKEN]
  client.open(FILE, claudeFile({ docs: { command: '/home/ann/.local/state/scopelight/bin/scopelight-proxy', args } }))
  const hints = await client.inlayHints(FILE)
  expect(hints.map(({ label }) => label)).toContain('records npx acme-docs@1.0.0')
  expect(JSON.stringify(hints)).not.toContain(TOKEN)
})

it('answers only for the lines that are asked for', async () => {
  const client = await startClient()
  client.open(FILE, SECRET_FILE)
  const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } }
  expect(await client.request('textDocument/inlayHint', { textDocument: { uri: FILE }, range })).toEqual([])
})

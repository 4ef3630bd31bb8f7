import { afterEach, expect, it } from 'vitest'
import { startClient, stopClients } from './client.ts'

afterEach(stopClients)

it('says who reads a document, its owner first, how many servers are in it, and for whom it is checked', async () => {
  const client = await startClient({ initializationOptions: { settings: { persona: 'pedantic' } } })
  const servers = '{ "mcpServers": { "a": { "command": "/opt/a" }, "b": { "command": "/opt/b" } } }'
  client.open('file:///w/.cursor/mcp.json', servers)
  client.open('file:///w/.mcp.json', servers)
  client.open('file:///w/package.json', '{}')
  const ask = (uri: string) => client.request<{ clients: string[] } | null>('scopelight/status', { uri })
  expect(await ask('file:///w/.cursor/mcp.json')).toMatchObject({ servers: 2, persona: 'pedantic' })
  expect((await ask('file:///w/.cursor/mcp.json'))?.clients[0]).toBe('Cursor')
  const shared = (await ask('file:///w/.mcp.json'))?.clients ?? []
  expect(shared[0]).toBe('Claude Code')
  expect(shared).toContain('Visual Studio')
  expect(await ask('file:///w/package.json')).toBeNull()
  expect(await ask('')).toBeNull()
})

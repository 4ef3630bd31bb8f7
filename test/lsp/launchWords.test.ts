import { afterEach, describe, expect, it } from 'vitest'
import { launchWords } from '../../server/language/launchWords.ts'
import { entryOf } from '../model/config.ts'
import { startClient, stopClients } from './client.ts'
import { claudeFile, FILE } from './fixtures.ts'

afterEach(stopClients)

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const PASSWORD = 'S3cr3tNotReal'

const words = (entry: Record<string, unknown>) => launchWords(entryOf(entry).launch)

it('a hover shows no credential in the place of a name', async () => {
  const client = await startClient()
  client.open(FILE, claudeFile({ [TOKEN]: { command: `npx ${TOKEN}`, args: [], env: { [TOKEN]: TOKEN } } }))
  const text = client.document(FILE).getText()
  for (let offset = 0; offset < text.length; offset += 5) {
    const hover = await client.hover(FILE, client.document(FILE).positionAt(offset))
    expect(JSON.stringify(hover?.contents ?? '')).not.toContain(TOKEN.slice(8))
  }
})

describe('the words for what starts', () => {
  it.each([
    [{ command: 'npx', args: ['-y', '@acme/mcp@1.2.3', '--port', '80'] }, 'npx @acme/mcp@1.2.3'],
    [{ command: 'uvx', args: ['acme-mcp==1.2.3'] }, 'uvx acme-mcp==1.2.3'],
    [{ command: 'node', args: ['/home/ann/My Projects/server.js'] }, 'node /home/ann/My Projects/server.js'],
    [{ command: 'npx', args: ['github:acme/mcp#v1'] }, 'npx github:acme/mcp@v1'],
    [{ command: 'uvx', args: ['git+https://github.com/acme/mcp@feature/x'] }, 'uvx git+https://github.com/acme/mcp@feature/x'],
    [{ command: 'uvx', args: ['git+ssh://git@github.com/acme/mcp@v1.2'] }, 'uvx git+ssh://github.com/acme/mcp@v1.2'],
    [{ command: 'deno', args: ['run', 'https://esm.acme.example/@acme/mcp'] }, 'deno https://esm.acme.example/@acme/mcp'],
    [{ command: 'deno', args: ['run', 'https://acme.example:8443/@acme/mcp'] }, 'deno https://acme.example:8443/@acme/mcp'],
    [{ type: 'http', url: 'https://mcp.acme.example/v1/mcp-server/' }, 'https://mcp.acme.example/v1/mcp-server'],
  ])('of %j are %j', (entry, expected) => {
    expect(words(entry)).toBe(expected)
  })

  it.each([
    [{ command: `npx -y foo --token ${TOKEN}` }, 'npx …'],
    [{ command: `acme-mcp ${PASSWORD}` }, 'acme-mcp …'],
    [
      { command: 'npx', args: [`git+https://x-access-token:${TOKEN}@github.com/acme/mcp`] },
      'npx git+https://github.com/acme/mcp',
    ],
    [{ command: 'uvx', args: [`git+https://${PASSWORD}@github.com/acme/mcp`] }, 'uvx git+https://github.com/acme/mcp'],
    [{ command: 'npx', args: [`git+https://u:a/${PASSWORD}@github.com/acme/mcp`] }, 'npx git+https://github.com/acme/mcp'],
    [{ command: 'npx', args: [`bitbucket:u:${PASSWORD}@acme/mcp`] }, 'npx bitbucket:acme/mcp'],
    [{ command: 'npx', args: [`https://${PASSWORD}@acme.example/mcp.tgz?key=${PASSWORD}`] }, 'npx https://acme.example/mcp.tgz'],
    [{ type: 'http', url: `https://u:${PASSWORD}@mcp.acme.example/s/${TOKEN}/mcp` }, 'https://mcp.acme.example/s/…/mcp'],
    [{ type: 'http', url: 'https://mcp.acme.example/s/k3y9NotReal77/mcp' }, 'https://mcp.acme.example/s/…/mcp'],
  ])('of %j hold no secret', (entry, expected) => {
    expect(words(entry)).toBe(expected)
  })

  it.each([
    { command: 'npx', args: [`acme-mcp@${TOKEN}`] },
    { command: TOKEN },
    { command: 'docker', args: ['run', `acme/${TOKEN}:latest`] },
    { command: 'node', args: [`/srv/${TOKEN}/server.js`] },
    { type: 'http', url: `https://${TOKEN}.acme.example/mcp` },
  ])('of %j hold no credential of an issuer, wherever it stands', (entry) => {
    expect(words(entry)?.toLowerCase()).not.toContain(TOKEN.toLowerCase().slice(8))
  })
})

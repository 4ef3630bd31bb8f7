import { afterEach, expect, it } from 'vitest'
import { startClient, stopClients } from './client.ts'
import { FILE, JWT, TOKEN } from './fixtures.ts'

afterEach(stopClients)

const PASSWORD = 'Xq7EXAMPLE0NOTREAL9zz'
const PLACES = {
  [`name ${TOKEN}`]: {
    command: `/opt/${TOKEN}/run --token=${TOKEN}`,
    args: ['-y', `acme-${TOKEN}@1.0.0`, '--toolsets', TOKEN, `--api-key=${PASSWORD}`, '--password', PASSWORD, TOKEN],
    env: {
      GITHUB_TOKEN: TOKEN,
      [`A_${TOKEN}`]: 'x',
      API_TOKEN: `$${'{'}API_TOKEN:-${PASSWORD}}`,
      DB: `postgres://u:${PASSWORD}@db.acme.example/x`,
    },
  },
  github: {
    command: 'github-mcp-server',
    args: ['stdio', '--toolsets', TOKEN, '--tools', TOKEN],
    env: { GITHUB_TOOLSETS: TOKEN, GITHUB_READ_ONLY: TOKEN, GITHUB_PERSONAL_ACCESS_TOKEN: TOKEN },
  },
  tools: { command: 'github-mcp-server', args: ['stdio', '--toolsets', PASSWORD], env: { GITHUB_TOOLS: PASSWORD } },
  files: { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2025.3.28', `/srv/${TOKEN}`] },
  remote: {
    type: 'http',
    url: `https://u:${PASSWORD}@api.githubcopilot.com/mcp/x/${TOKEN}?token=${PASSWORD}&readonly=${TOKEN}`,
    headers: { Authorization: `Bearer ${JWT}`, 'X-MCP-Tools': TOKEN, Cookie: `session=${PASSWORD}` },
    oauth: { scopes: [TOKEN, `repo ${TOKEN}`] },
  },
}
const text = JSON.stringify({ inputs: [{ id: 'x', default: TOKEN, description: TOKEN }], mcpServers: PLACES }, null, 1)

it.each([FILE, 'file:///work/app/.cursor/mcp.json'])(
  'no hover, lens or hint of %s holds a secret, wherever it stands',
  async (uri) => {
    const client = await startClient({ initializationOptions: { recording: true, showing: true } })
    client.open(uri, text)
    const document = client.document(uri)
    const told = [JSON.stringify(await client.codeLenses(uri)).replaceAll(uri, ''), JSON.stringify(await client.inlayHints(uri))]
    for (let offset = 0; offset < text.length; offset += 5) {
      const hover = await client.hover(uri, document.positionAt(offset))
      told.push(JSON.stringify(hover?.contents ?? null))
    }
    // The name of an entry is an argument of our own commands, which the editor shows to nobody.
    const shown = told.map((words) => words.replaceAll(/"arguments":\[[^\]]*\]/g, ''))
    for (const secret of [TOKEN, PASSWORD, ...JWT.split('.')]) expect(shown.filter((words) => words.includes(secret))).toEqual([])
    expect(shown.join()).toContain('MCP server')
  },
)

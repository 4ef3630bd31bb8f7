import { afterEach, describe, expect, it } from 'vitest'
import { startClient, stopClients } from './client.ts'
import { claudeFile, FILE, HOSTILE_ISSUER, JWT, SECRET_FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

/** What Markdown would make of a text, apart from code spans: links, images, HTML, autolinks. */
function live(markdown: string): string {
  return markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
}

describe('on a finding', () => {
  it("shows the rule's reason, how bad and how sure it is, and where to read on", async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const hover = await client.hoverOver(FILE, TOKEN)
    expect(hover).toContain('Literal credential in a config file')
    expect(hover).toContain('critical severity, this is certain')
    expect(hover).toContain('a static secret does not expire by itself')
    expect(hover).toContain('](https://github.com/scopelight/scopelight/blob/main/docs/rules/hardcoded-secret.md)')
  })

  it('speaks plainly to a client without Markdown', async () => {
    const client = await startClient({ plainText: true })
    client.open(FILE, SECRET_FILE)
    const at = client.document(FILE).positionAt(SECRET_FILE.indexOf(TOKEN) + 3)
    const hover = await client.hover(FILE, at)
    expect(hover?.contents).toMatchObject({ kind: 'plaintext' })
    expect(JSON.stringify(hover)).not.toMatch(/\\\\|\*\*|`/)
  })
})

describe('on a credential', () => {
  it('says what it is, for whom it acts, how long it works and how we know, on the value and on the name', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    for (const word of [TOKEN, 'GITHUB_PERSONAL_ACCESS_TOKEN']) {
      const hover = await client.hoverOver(FILE, word)
      expect(hover).toContain('GitHub personal access token (classic)')
      expect(hover).toContain('GITHUB_PERSONAL_ACCESS_TOKEN')
      expect(hover).toContain('Lifetime: ')
      expect(hover).toContain('Acts for: a person')
      expect(hover).toContain('Impact if it leaks: high')
      expect(hover).toContain('The value stands in this file')
      expect(hover).not.toContain(TOKEN)
    }
  })

  it('marks the place it is about', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const hover = await client.hover(FILE, client.document(FILE).positionAt(SECRET_FILE.indexOf(TOKEN) + 3))
    expect(hover?.range && client.document(FILE).getText(hover.range)).toBe(TOKEN)
  })

  it('shows the claims of a JSON Web Token, never the token, and makes nothing of hostile ones', async () => {
    const client = await startClient()
    client.open(
      FILE,
      claudeFile({ api: { type: 'http', url: 'https://mcp.acme.example/mcp', headers: { Authorization: `Bearer ${JWT}` } } }),
    )
    const hover = (await client.hoverOver(FILE, JWT)) ?? ''
    expect(hover).toContain('JSON Web Token')
    expect(hover).toContain('works for 1 hour')
    expect(hover).toContain('` api.example `')
    expect(hover).toContain('` repo:read `')
    expect(hover).toContain('` issues:write `')
    expect(hover).toContain(HOSTILE_ISSUER)
    expect(live(hover)).not.toMatch(/command:|<img|quit/)
    for (const piece of JWT.split('.')) expect(hover).not.toContain(piece)
  })

  it('says of a reference only what its name tells', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE.replace(TOKEN, '$' + '{GITHUB_TOKEN}'))
    expect(await client.hoverOver(FILE, '$' + '{GITHUB_TOKEN}')).toContain('the value comes from elsewhere')
  })
})

describe('on the name of a server', () => {
  it('says what starts', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const hover = await client.hoverOver(FILE, 'github"')
    expect(hover).toContain('` npx @modelcontextprotocol/server-github@2025.4.8 `')
    expect(hover).toContain('version fixed')
  })

  it('says what is known about a published server, with its tools by action', async () => {
    const client = await startClient()
    client.open(
      FILE,
      claudeFile({ files: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.8.31', '/work'] } }),
    )
    const hover = await client.hoverOver(FILE, 'files"')
    expect(hover).toContain('Known as Filesystem (reference)')
    expect(hover).toMatch(/\*\*Reads\*\* \(9\): .*` list_directory `/)
  })

  it('shows no secret of an address', async () => {
    const client = await startClient()
    client.open(
      FILE,
      claudeFile({ api: { type: 'http', url: `https://user:${TOKEN}@mcp.acme.example/s/${TOKEN}/mcp?key=${TOKEN}` } }),
    )
    const hover = await client.hoverOver(FILE, 'api"')
    expect(hover).toContain('https://mcp.acme.example/s/…/mcp')
    expect(hover).not.toContain(TOKEN)
  })

  it.each([
    '[click](command:workbench.action.quit)',
    '<img src=https://example.com/x onerror=alert(1)>',
    'a`b[c](https://example.com)',
    'https://example.com/autolink',
    '**bold** ~~gone~~ # heading',
    '$(trash)',
    'a\u202Eb',
    '![x](https://example.com/x.png)',
  ])('makes nothing of the hostile name %j', async (name) => {
    const client = await startClient()
    client.open(FILE, claudeFile({ [name]: { command: name, args: [name], env: { [`${name}_TOKEN`]: TOKEN } } }))
    const text = client.document(FILE).getText()
    for (let offset = 0; offset < text.length; offset += 7) {
      const hover = await client.hover(FILE, client.document(FILE).positionAt(offset))
      const value = hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''
      expect(live(value).replaceAll(/\]\(https:\/\/github\.com\/scopelight\/[^)]*\)/g, '')).not.toMatch(
        /command:|<img|example|\*\*bold|trash|\u202E/,
      )
      expect(value).not.toContain(TOKEN)
    }
  })
})

it('says nothing where nothing is to be said', async () => {
  const client = await startClient()
  client.open(FILE, SECRET_FILE)
  expect(await client.hover(FILE, { line: 0, character: 0 })).toBeNull()
  expect(await client.hover('file:///work/not-open/.mcp.json', { line: 0, character: 0 })).toBeNull()
  expect(await client.hover(FILE, { line: 999, character: 999 })).toBeNull()
})

it('says what a secret is that stands where the person is asked', async () => {
  const client = await startClient()
  const uri = 'file:///work/app/.vscode/mcp.json'
  const inputs = [{ type: 'promptString', id: 'token', password: true, default: TOKEN }]
  client.open(uri, JSON.stringify({ inputs, servers: { docs: { command: 'npx', args: ['acme-docs@1.0.0'] } } }))
  expect(await client.hoverOver(uri, TOKEN)).toContain('GitHub personal access token (classic)')
  expect((await client.inlayHints(uri)).map(({ label }) => label)).toEqual([
    expect.stringContaining('GitHub personal access token'),
  ])
})

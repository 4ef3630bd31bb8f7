import { afterEach, describe, expect, it } from 'vitest'
import { DiagnosticSeverity } from 'vscode-languageserver/node'
import { type Client, startClient, stopClients, under } from './client.ts'
import { claudeFile, FILE, SECRET_FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

const codes = (diagnostics: readonly { code?: number | string }[]) => diagnostics.map(({ code }) => code)
const underlined = (client: Client, uri: string, range: Parameters<ReturnType<Client['document']>['getText']>[0]) =>
  client.document(uri).getText(range)

describe('a client that asks', () => {
  it('gets what is wrong, where, how sure and where to read on', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const secret = (await client.pull(FILE)).find(({ code }) => code === 'hardcoded-secret')
    expect(secret).toMatchObject({
      severity: DiagnosticSeverity.Error,
      source: 'scopelight',
      codeDescription: { href: 'https://github.com/scopelight/scopelight/blob/main/docs/rules/hardcoded-secret.md' },
    })
    expect(secret && underlined(client, FILE, secret.range)).toBe(TOKEN)
    expect(secret?.message).not.toContain(TOKEN)
    expect(secret?.message).toMatch(/"github"|"GITHUB_PERSONAL_ACCESS_TOKEN"/)
  })

  it('hears that nothing has changed when it already has the answer', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const first = await client.report(FILE)
    const second = await client.report(FILE, first.resultId)
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId })
  })

  it('gets the full answer again after the document was closed and opened with another text', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    const { resultId } = await client.report(FILE)
    client.close(FILE)
    client.open(FILE, claudeFile({}))
    expect(await client.report(FILE, resultId)).toMatchObject({ kind: 'full', items: [] })
  })

  it('is not told as well', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE)
    await client.pull(FILE)
    expect(client.published).toEqual([])
  })

  it('gets nothing for a file of no host, and for one that is not open', async () => {
    const client = await startClient()
    client.open('file:///work/app/package.json', SECRET_FILE)
    expect(await client.pull('file:///work/app/package.json')).toEqual([])
    expect(await client.pull(FILE)).toEqual([])
  })

  it('gets the answer to the newest version when it asks during a burst', async () => {
    const client = await startClient()
    client.open(FILE, claudeFile({}))
    const text = client.document(FILE).getText()
    client.replace(FILE, 0, text.length, SECRET_FILE)
    const answer = client.pull(FILE)
    client.replace(FILE, 0, SECRET_FILE.length, text)
    expect(codes(await answer)).toEqual([])
    expect(await client.pull(FILE)).toEqual([])
  })
})

describe('a client that is told', () => {
  it('is told about every version, with its number', async () => {
    const client = await startClient({ pull: false })
    client.open(FILE, SECRET_FILE)
    expect(codes(await client.pushed(FILE))).toContain('hardcoded-secret')
    const at = SECRET_FILE.indexOf(TOKEN)
    client.replace(FILE, at, at + TOKEN.length, '$' + '{GITHUB_TOKEN}')
    expect(codes(await client.pushed(FILE))).not.toContain('hardcoded-secret')
    expect(client.published.map(({ version }) => version)).toEqual([1, 2])
  })

  it('is told once about changes that come together, about the last of them', async () => {
    const client = await startClient({ pull: false })
    client.open(FILE, claudeFile({}))
    await client.pushed(FILE)
    for (let i = 0; i < 50; i++) client.replace(FILE, 0, 0, ' ')
    await client.pushed(FILE)
    expect(client.published.at(-1)?.version).toBe(51)
    expect(client.published.length).toBeLessThan(40)
  })

  it('is told that a closed document has no findings any more', async () => {
    const client = await startClient({ pull: false })
    client.open(FILE, SECRET_FILE)
    await client.pushed(FILE)
    client.close(FILE)
    await client.until(() => client.published.at(-1)?.diagnostics.length === 0)
    expect(client.published.at(-1)).toEqual({ uri: FILE, diagnostics: [] })
  })

  it('hears nothing about files of no host', async () => {
    const client = await startClient({ pull: false })
    client.open('file:///work/app/package.json', SECRET_FILE)
    client.open(FILE, SECRET_FILE)
    await client.pushed(FILE)
    client.close('file:///work/app/package.json')
    client.replace(FILE, 0, 0, ' ')
    await client.pushed(FILE)
    expect(new Set(client.published.map(({ uri }) => uri))).toEqual(new Set([FILE]))
  })

  it('keeps two documents apart', async () => {
    const client = await startClient({ pull: false })
    const other = 'file:///work/other/.cursor/mcp.json'
    client.open(FILE, SECRET_FILE)
    client.open(other, claudeFile({ docs: { url: 'http://mcp.acme.example/mcp' } }))
    expect(codes(await client.pushed(FILE))).toContain('hardcoded-secret')
    expect(codes(await client.pushed(other))).toEqual(['plaintext-http'])
    client.close(FILE)
    client.replace(other, 0, 0, ' ')
    expect(codes(await client.pushed(other))).toEqual(['plaintext-http'])
  })
})

describe('positions', () => {
  const around = (before: string, eol: string) =>
    `{${eol}\t"mcpServers": {${eol}\t\t"${before}": { "command": "npx", "args": ["acme-docs@1.0.0"],${eol}\t\t\t"env": { "NOTE": "${before}", "GITHUB_TOKEN": "${TOKEN}" } }${eol}\t}${eol}}${eol}`

  it.each([
    ['é', 'é'],
    ['𝄞, which takes two units', '𝄞'],
    ['an emoji of several code points', '👩‍🔬'],
    ['a lone surrogate', '\uD834'],
  ])('are right after %s, with LF, CRLF and CR', async (_, character) => {
    const client = await startClient()
    for (const [i, eol] of ['\n', '\r\n', '\r'].entries()) {
      const uri = `file:///work/app${i}/.mcp.json`
      client.open(uri, around(character, eol))
      const secret = (await client.pull(uri)).find(({ code }) => code === 'hardcoded-secret')
      const line = `\t\t\t"env": { "NOTE": "${character}", "GITHUB_TOKEN": "`
      expect(secret?.range).toEqual({
        start: { line: 3, character: line.length },
        end: { line: 3, character: line.length + TOKEN.length },
      })
    }
  })
})

describe('a half-typed file', () => {
  it('keeps the findings of what can be read, and says where it is broken', async () => {
    const client = await startClient()
    client.open(FILE, SECRET_FILE.replace('"-y",', '"-y'))
    const found = codes(await client.pull(FILE))
    expect(found).toContain('config-parse-error')
    client.open(FILE.replace('app', 'app2'), SECRET_FILE.replace(/\n {2}\}\n\}\n$/, ',\n    "next": {'))
    expect(codes(await client.pull(FILE.replace('app', 'app2')))).toContain('hardcoded-secret')
  })

  it('has an answer for every prefix, and the answer a fresh document gets', async () => {
    const client = await startClient()
    client.open(FILE, '')
    for (let end = 1; end <= SECRET_FILE.length; end++) {
      client.replace(FILE, end - 1, end - 1, SECRET_FILE.charAt(end - 1))
      const typed = await client.pull(FILE)
      if (end % 37 !== 0) continue
      const fresh = `file:///work/fresh${end}/.mcp.json`
      client.open(fresh, SECRET_FILE.slice(0, end))
      expect(typed).toEqual(under(FILE, fresh, await client.pull(fresh)))
    }
  })
})

describe('what the editor says itself', () => {
  const broken = '{ "servers": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } '
  const uri = 'file:///work/app/.vscode/mcp.json'

  it('is said in an editor that does not check the file', async () => {
    const client = await startClient()
    client.open(uri, broken)
    expect(codes(await client.pull(uri))).toContain('config-parse-error')
  })

  describe('in VS Code, whose JSON support checks "json" and "jsonc",', () => {
    const strict = 'file:///work/app/.cursor/mcp.json'
    const said = async (file: string, text: string, language: string) => {
      const client = await startClient({ initializationOptions: { checksSyntaxOf: ['json', 'jsonc'] } })
      client.open(file, text, language)
      return codes(await client.pull(file)).includes('config-parse-error')
    }

    it.each([uri, FILE, strict, 'file:///work/claude_desktop_config.json'])('is not said again: %s', async (file) => {
      for (const language of ['json', 'jsonc']) {
        expect(await said(file, broken, language)).toBe(false)
        expect(await said(file, '{ "mcpServers": { }, }', language)).toBe(false)
      }
    })

    it('is said where the person chose another language', async () => {
      expect(await said(FILE, broken, 'plaintext')).toBe(true)
    })

    it('is said of comments, which are right in "jsonc" and wrong to the host', async () => {
      const commented = '{ // what we use\n "mcpServers": { } }'
      expect(await said(strict, commented, 'jsonc')).toBe(true)
      expect(await said(strict, commented, 'json')).toBe(false)
    })

    it('is said of what only we stumble over', async () => {
      expect(await said(FILE, `${'['.repeat(2000)}${']'.repeat(2000)}`, 'json')).toBe(true)
    })
  })
})

it('gives at most a thousand diagnostics', async () => {
  const client = await startClient()
  const servers = Array.from({ length: 1_200 }, (_, i) => [`s${i}`, { url: `http://mcp${i}.acme.example/mcp`, type: 'http' }])
  client.open(FILE, claudeFile(Object.fromEntries(servers)))
  expect(await client.pull(FILE)).toHaveLength(1_000)
})

it('reads a document of any scheme by its path', async () => {
  const client = await startClient()
  for (const uri of [
    'untitled:/work/app/.mcp.json',
    'vscode-remote://ssh-remote%2Bbox/home/ann/app/.mcp.json',
    'file:///c%3A/Users/Ann/app/.mcp.json',
    'file:///C:/Users/Ann/app/.mcp.json',
  ]) {
    client.open(uri, SECRET_FILE)
    expect(codes(await client.pull(uri))).toContain('hardcoded-secret')
  }
})

import { homedir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { type Client, type ClientOptions, startClient, stopClients } from './client.ts'
import { claudeFile, FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

const OURS = { initializationOptions: { recording: true, explaining: true, showing: true } }
const FILES = { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.8.31', '/srv/acme'] }
const SECRET = { command: 'npx', args: ['-y', 'acme-docs'], env: { GITHUB_TOKEN: TOKEN } }

async function opened(text: string, options: ClientOptions = OURS, uri = FILE, languageId = 'json'): Promise<Client> {
  const client = await startClient(options)
  client.open(uri, text, languageId)
  return client
}

async function titles(client: Client, uri = FILE): Promise<readonly string[]> {
  return (await client.codeLenses(uri)).map(({ command }) => command?.title ?? '')
}

it('counts the problems of an entry with the worst of them, and goes to that one', async () => {
  const client = await opened(claudeFile({ docs: SECRET }))
  const [problems] = await client.codeLenses(FILE)
  expect(problems?.command?.title).toMatch(/^\d+ problems, worst critical$/)
  expect(problems?.command?.command).toBe('scopelight.showFinding')
  const [uri, line] = problems?.command?.arguments ?? []
  expect(uri).toBe(FILE)
  expect(client.document(FILE).getText().split('\n')[line as number]).toContain('GITHUB_TOKEN')
  const shown = await client.pull(FILE)
  expect(problems?.command?.title).toContain(`${shown.length} problems`)
})

it('gives each entry its own problems, and a clean one none', async () => {
  const client = await opened(claudeFile({ clean: FILES, docs: SECRET }))
  const lenses = await client.codeLenses(FILE)
  const lines = client.document(FILE).getText().split('\n')
  const counted = lenses.filter(({ command }) => command?.title.includes('problem'))
  expect(counted.map(({ range }) => lines[range.start.line]?.trim())).toEqual(['"docs": {'])
})

it('counts the tools by what they do, after the lists of the entry', async () => {
  expect(await titles(await opened(claudeFile({ files: FILES })))).toContain('9 read · 4 write')
  const codex = `[mcp_servers.files]\ncommand = "npx"\nargs = ["${FILES.args[1]}", "/srv/acme"]\ndisabled_tools = ["write_file", "edit_file"]\n`
  const uri = 'file:///work/app/.codex/config.toml'
  expect(await titles(await opened(codex, OURS, uri, 'toml'), uri)).toContain('9 read · 2 write')
  const some = claudeFile({ gh: { command: 'github-mcp-server', args: ['stdio', '--toolsets', 'repos'] } })
  expect((await titles(await opened(some))).join()).toMatch(/up to \d+ read/)
})

it('stands before the lens that records', async () => {
  expect(await titles(await opened(claudeFile({ files: FILES })))).toEqual(['9 read · 4 write', 'Record calls…'])
})

it('is plain words for a client that has none of our commands', async () => {
  const client = await opened(claudeFile({ files: FILES, docs: SECRET }), {})
  const lenses = await client.codeLenses(FILE)
  expect(lenses.map(({ command }) => command?.title)).toEqual([
    '9 read · 4 write',
    expect.stringMatching(/problems, worst critical/),
  ])
  expect(lenses.every(({ command }) => command?.command === '')).toBe(true)
})

it('is not there for somebody who switched it off', async () => {
  const configuration = { codeLens: { enabled: false } }
  const client = await opened(claudeFile({ files: FILES, docs: SECRET }), { ...OURS, configuration })
  await client.until(() => client.refreshed.includes('workspace/codeLens/refresh') || undefined)
  expect(await client.codeLenses(FILE)).toEqual([])
})

it('does not change while the document does not, and goes with its entry', async () => {
  const client = await opened(claudeFile({ docs: SECRET, files: FILES }))
  const before = await client.codeLenses(FILE)
  expect(await client.codeLenses(FILE)).toEqual(before)
  client.replace(FILE, 0, 0, '\n')
  const after = await client.codeLenses(FILE)
  expect(after.map(({ command }) => command?.title)).toEqual(before.map(({ command }) => command?.title))
  expect(after[0]?.range.start.line).toBe((before[0]?.range.start.line ?? 0) + 1)
  expect(client.refreshed).toEqual([])
})

it('tells two servers of one name in two sections apart', async () => {
  const text = JSON.stringify(
    { projects: { '/a': { mcpServers: { it: SECRET } }, '/b': { mcpServers: { it: FILES } } } },
    null,
    1,
  )
  const uri = pathToFileURL(path.join(homedir(), '.claude.json')).href
  const client = await opened(text, OURS, uri)
  const lenses = await client.codeLenses(uri)
  const [first] = lenses.map(({ range }) => range.start.line)
  expect(first).toBeGreaterThan(0)
  expect(lenses.filter(({ command }) => command?.title.includes('problem')).map(({ range }) => range.start.line)).toEqual([first])
})

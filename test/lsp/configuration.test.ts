import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosticSeverity } from 'vscode-languageserver/node'
import { startClient, stopClients } from './client.ts'
import { claudeFile, FILE, SECRET_FILE } from './fixtures.ts'

afterEach(stopClients)

const HTTP_FILE = claudeFile({ docs: { type: 'http', url: 'http://mcp.acme.example/mcp' } })
const REFRESH = 'workspace/diagnostic/refresh'
const codes = (diagnostics: readonly { code?: number | string }[]) => diagnostics.map(({ code }) => code)

describe('settings', () => {
  it('count from the first answer on', async () => {
    const client = await startClient({ configuration: { rules: { 'plaintext-http': 'off' } } })
    client.open(FILE, HTTP_FILE)
    expect(await client.pull(FILE)).toEqual([])
  })

  it('are asked for again when they change, and the client is told to ask again', async () => {
    const client = await startClient({ configuration: {} })
    client.open(FILE, HTTP_FILE)
    expect(codes(await client.pull(FILE))).toEqual(['plaintext-http'])
    client.configuration = { rules: { 'plaintext-http': 'info' } }
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await client.until(() => client.refreshed.includes(REFRESH))
    expect(await client.pull(FILE)).toMatchObject([{ code: 'plaintext-http', severity: DiagnosticSeverity.Hint }])
    expect(client.refreshed).toContain('workspace/inlayHint/refresh')
    expect(client.refreshed).toContain('workspace/codeLens/refresh')
  })

  it('do not make anybody ask again when nothing has changed', async () => {
    const client = await startClient({ configuration: {} })
    client.open(FILE, HTTP_FILE)
    await client.pull(FILE)
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await client.pull(FILE)
    expect(client.refreshed).toEqual([])
  })

  it('reach a client that cannot ask by a new report', async () => {
    const client = await startClient({ pull: false, configuration: {} })
    client.open(FILE, HTTP_FILE)
    expect(codes(await client.pushed(FILE))).toEqual(['plaintext-http'])
    client.configuration = { rules: { 'plaintext-http': 'off' } }
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await client.until(() => client.published.at(-1)?.diagnostics.length === 0)
    expect(client.published.at(-1)).toMatchObject({ uri: FILE, version: 1 })
  })

  it('are taken from the initialization options and from what is pushed where the client does not answer', async () => {
    const client = await startClient({ initializationOptions: { settings: { rules: { 'plaintext-http': 'off' } } } })
    client.open(FILE, HTTP_FILE)
    expect(await client.pull(FILE)).toEqual([])
    client.notify('workspace/didChangeConfiguration', { settings: { scopelight: { rules: {} } } })
    await client.until(() => client.refreshed.includes(REFRESH))
    expect(codes(await client.pull(FILE))).toEqual(['plaintext-http'])
  })

  it('that are wrong are ignored with one warning that names the key, and the rest counts', async () => {
    const client = await startClient({
      configuration: { persona: 'paranoid', rules: { 'plaintext-http': 'off', 'no-such-rule': 'off' } },
    })
    client.open(FILE, HTTP_FILE)
    expect(await client.pull(FILE)).toEqual([])
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await client.pull(FILE)
    expect(client.messages.filter(({ shown }) => shown).map(({ message }) => message)).toEqual([
      'The setting "scopelight.persona" is ignored: it is none of "regular", "pedantic", "auditor".',
      'The setting "scopelight.rules" names "no-such-rule", which is not a rule.',
    ])
  })

  it('choose the persona', async () => {
    // A version tag of an image is a matter of the pedantic persona.
    const text = claudeFile({ tool: { command: 'docker', args: ['run', '-i', '--rm', 'acme/tool:1.2.3'] } })
    const regular = await startClient({ configuration: {} })
    regular.open(FILE, text)
    expect(codes(await regular.pull(FILE))).not.toContain('mutable-image-tag')
    const pedantic = await startClient({ configuration: { persona: 'pedantic' } })
    pedantic.open(FILE, text)
    expect(codes(await pedantic.pull(FILE))).toContain('mutable-image-tag')
  })

  it('do not hold up the first answer of a client that never answers', async () => {
    const client = await startClient({ configuration: new Promise(() => undefined) })
    client.open(FILE, HTTP_FILE)
    expect(codes(await client.pull(FILE))).toEqual(['plaintext-http'])
  })
})

describe('.scopelight.yaml', () => {
  let folder = ''
  let uri = ''

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scopelight-lsp-'))
    mkdirSync(path.join(folder, 'agents', 'ann'), { recursive: true })
    uri = pathToFileURL(path.join(folder, 'agents', 'ann', 'tools.json')).href
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const write = (text: string, ...below: readonly string[]) =>
    writeFileSync(path.join(folder, ...below, '.scopelight.yaml'), text)
  const HOSTS = 'hosts:\n  - { files: "agents/**/tools.json", host: claude-code }\n'

  it('says whose a file of another name is', async () => {
    write(HOSTS)
    const client = await startClient({ folders: [pathToFileURL(folder).href] })
    client.open(uri, SECRET_FILE)
    expect(codes(await client.pull(uri))).toContain('hardcoded-secret')
  })

  it('counts where it is nearest', async () => {
    write(HOSTS)
    write('hosts: []\n', 'agents')
    const client = await startClient()
    client.open(uri, SECRET_FILE)
    expect(await client.pull(uri)).toEqual([])
  })

  it('is read again when the client says that it changed', async () => {
    const client = await startClient({ watches: true })
    await client.until(() => client.registered.includes('workspace/didChangeWatchedFiles'))
    client.open(uri, SECRET_FILE)
    expect(await client.pull(uri)).toEqual([])
    write(HOSTS)
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(path.join(folder, '.scopelight.yaml')).href, type: 1 }],
    })
    await client.until(() => client.refreshed.includes(REFRESH))
    expect(codes(await client.pull(uri))).toContain('hardcoded-secret')
  })

  it('is read again on opening a document where the client cannot watch', async () => {
    const client = await startClient()
    client.open(uri, SECRET_FILE)
    expect(await client.pull(uri)).toEqual([])
    client.close(uri)
    write(HOSTS)
    client.open(uri, SECRET_FILE)
    expect(codes(await client.pull(uri))).toContain('hardcoded-secret')
  })

  it('sets severities and persona, and the editor has the last word', async () => {
    write('persona: pedantic\nseverities:\n  plaintext-http: off\n  mutable-image-tag: high\n')
    const text = claudeFile({
      docs: { type: 'http', url: 'http://mcp.acme.example/mcp' },
      tool: { command: 'docker', args: ['run', '-i', '--rm', 'acme/tool:1.2.3'] },
    })
    const named = pathToFileURL(path.join(folder, '.mcp.json')).href
    const client = await startClient({ configuration: {} })
    client.open(named, text)
    expect(codes(await client.pull(named))).toEqual(['mutable-image-tag'])
    client.configuration = { rules: { 'mutable-image-tag': 'off' } }
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await client.until(() => client.refreshed.includes(REFRESH))
    expect(await client.pull(named)).toEqual([])
  })

  it('leaves a file alone when it names a host that this version does not read', async () => {
    write('hosts:\n  - { files: "**/.mcp.json", host: jan }\n')
    const named = pathToFileURL(path.join(folder, '.mcp.json')).href
    const client = await startClient()
    client.open(named, SECRET_FILE)
    expect(await client.pull(named)).toEqual([])
  })

  it('that is broken is named in one warning, and files keep the host their name gives them', async () => {
    write('hosts: [ { files: \n')
    const client = await startClient()
    const named = pathToFileURL(path.join(folder, '.mcp.json')).href
    client.open(named, SECRET_FILE)
    client.open(uri, SECRET_FILE)
    expect(codes(await client.pull(named))).toContain('hardcoded-secret')
    expect(await client.pull(uri)).toEqual([])
    const warnings = client.messages.filter(({ shown }) => shown)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.message).toContain('.scopelight.yaml')
  })

  it('that has nothing but faults is told of in a few warnings, of which none is a link', async () => {
    write(`hosts:\n  - { files: "*.json", host: "[Finish](command:scopelight.acceptChange)" }\n${'a: 1\n'.repeat(5_000)}`)
    const client = await startClient()
    const named = pathToFileURL(path.join(folder, '.mcp.json')).href
    client.open(named, SECRET_FILE)
    await client.pull(named)
    const warnings = client.messages.filter(({ shown }) => shown).map(({ message }) => message)
    expect(warnings.length).toBeGreaterThan(1)
    expect(warnings.length).toBeLessThan(10)
    expect(warnings.join('\n')).toContain('[Finish]')
    expect(warnings.join('\n')).not.toContain('](')
    expect(warnings.at(-1)).toMatch(/has \d+ more problems/)
  })
})

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CancellationTokenSource } from 'vscode-jsonrpc/node'
import type { Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver/node'
import { runCli } from '../cli/runCli.ts'
import { type Client, startClient, stopClients } from './client.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-workspace-')))
})
afterEach(async () => {
  await stopClients()
  rmSync(folder, { recursive: true, force: true })
})

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

const entry = (server: string) => `{ "mcpServers": { ${server} } }\n`
const LATEST = entry('"a": { "command": "npx", "args": ["-y", "some-server@latest"] }')
const FINE = entry('"a": { "command": "/opt/a" }')
const GIVES = (name: string, reference: string) =>
  entry(`"${name}": { "command": "/opt/${name}", "env": { "${name.toUpperCase()}_TOKEN": "${reference}" } }`)

type Found = Record<string, readonly unknown[]>

function toFound(...reports: readonly WorkspaceDiagnosticReport[]): Found {
  const found: Found = {}
  for (const { items } of reports)
    for (const item of items) {
      const name = path.relative(folder, fileURLToPath(item.uri))
      if (item.kind === 'full') found[name] = item.items.map(({ code }) => code)
    }
  return found
}

/** A client that takes parts of an answer, as VS Code does. */
async function listen(client: Client): Promise<{ found: Found; until(what: (found: Found) => boolean): Promise<Found> }> {
  const found: Found = {}
  let wake: () => void = () => undefined
  client.onParts('parts', (part) => {
    Object.assign(found, toFound(part))
    wake()
  })
  // Never answered: the test ends first.
  client.workspaceReport([], undefined, 'parts').catch(() => undefined)
  return {
    found,
    async until(what) {
      while (!what(found))
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return { ...found }
    },
  }
}

const changed = (client: Client, name: string, type: 1 | 2 | 3) =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] })

describe('files that are not open', () => {
  it('have their problems told to a client that asks, below packages and git excepted', async () => {
    put('.mcp.json', LATEST)
    put('app/.cursor/mcp.json', FINE)
    put('app/package.json', '{ "mcpServers": {} }')
    put('node_modules/x/.mcp.json', LATEST)
    const client = await startClient({ folders: [uriOf('')] })
    expect(toFound(await client.workspaceReport())).toEqual({ '.mcp.json': ['unpinned-package'], 'app/.cursor/mcp.json': [] })
  })

  it('are told to a client that cannot ask', async () => {
    put('.mcp.json', LATEST)
    const client = await startClient({ folders: [uriOf('')], pull: false })
    const told = await client.until(() => client.published.find(({ uri }) => uri === uriOf('.mcp.json')))
    expect(told.diagnostics.map(({ code }) => code)).toEqual(['unpinned-package'])
    expect(told.version).toBeUndefined()
  })

  it('keep the question open until there is something new, and end it when the client no longer asks', async () => {
    put('.mcp.json', LATEST)
    const client = await startClient({ folders: [uriOf('')] })
    const { items } = await client.workspaceReport()
    const known = items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }))
    const waiting = client.workspaceReport(known)
    let answered = false
    void waiting.then(() => {
      answered = true
    })
    for (let turn = 0; turn < 5; turn++) await client.pull(uriOf('nothing.json'))
    expect(answered).toBe(false)
    put('.mcp.json', FINE)
    changed(client, '.mcp.json', 2)
    expect(toFound(await waiting)).toEqual({ '.mcp.json': [] })

    const source = new CancellationTokenSource()
    const ended = client.workspaceReport(
      (await client.workspaceReport()).items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' })),
      source.token,
    )
    source.cancel()
    await expect(ended).rejects.toMatchObject({ code: -32800 })
  })

  it('come, change and go with the disk, also with their folder', async () => {
    put('.mcp.json', FINE)
    const client = await startClient({ folders: [uriOf('')], watches: true })
    const { until } = await listen(client)
    await until((found) => found['.mcp.json']?.length === 0)
    put('.cursor/mcp.json', LATEST)
    changed(client, '.cursor/mcp.json', 1)
    await until((found) => found['.cursor/mcp.json']?.[0] === 'unpinned-package')
    put('.mcp.json', LATEST)
    changed(client, '.mcp.json', 2)
    await until((found) => found['.mcp.json']?.[0] === 'unpinned-package')
    rmSync(path.join(folder, '.cursor'), { recursive: true })
    changed(client, '.cursor', 3)
    await until((found) => found['.cursor/mcp.json']?.length === 0)
  })

  it('have their problems told once: while one is open the document says them, and the file again afterwards', async () => {
    put('.mcp.json', LATEST)
    put('.cursor/mcp.json', FINE)
    const client = await startClient({ folders: [uriOf('')] })
    const { found, until } = await listen(client)
    await until(() => found['.mcp.json'] !== undefined && found['.cursor/mcp.json'] !== undefined)
    delete found['.mcp.json']
    client.open(uriOf('.mcp.json'), FINE)
    expect(await client.pull(uriOf('.mcp.json'))).toEqual([])
    changed(client, '.mcp.json', 2)
    put('.cursor/mcp.json', LATEST)
    changed(client, '.cursor/mcp.json', 2)
    await until(() => found['.cursor/mcp.json']?.length === 1)
    expect(found['.mcp.json']).toBeUndefined()
    client.close(uriOf('.mcp.json'))
    await until(() => found['.mcp.json']?.length === 1)
    // As VS Code asks once more.
    expect((await client.pull(uriOf('.mcp.json'))).map(({ code }) => code)).toEqual(['unpinned-package'])
  })

  it('take back what a document outside of the folders was told, when it closes', async () => {
    const client = await startClient({ folders: [uriOf('in')] })
    client.open(uriOf('out/.mcp.json'), LATEST)
    expect(await client.pull(uriOf('out/.mcp.json'))).toHaveLength(1)
    client.close(uriOf('out/.mcp.json'))
    expect(toFound(await client.workspaceReport())).toEqual({ 'out/.mcp.json': [] })
  })

  it('are what an open document is compared with, and are compared with each other', async () => {
    put('.mcp.json', GIVES('a', '${ACME_TOKEN}'))
    put('.cursor/mcp.json', GIVES('b', '${env:ACME_TOKEN}'))
    const client = await startClient({ folders: [uriOf('')] })
    const both = { '.mcp.json': ['shared-credential-across-servers'], '.cursor/mcp.json': ['shared-credential-across-servers'] }
    expect(toFound(await client.workspaceReport())).toEqual(both)
    client.open(uriOf('.cursor/mcp.json'), GIVES('b', '${env:ACME_TOKEN}'))
    expect((await client.pull(uriOf('.cursor/mcp.json'))).map(({ code }) => code)).toEqual(['shared-credential-across-servers'])
    put('.mcp.json', FINE)
    changed(client, '.mcp.json', 2)
    await client.until(() => client.refreshed.some((one) => one === 'workspace/diagnostic/refresh'))
    expect(await client.pull(uriOf('.cursor/mcp.json'))).toEqual([])
  })

  it('are not read through a link that leads out of the folder, whoever says that it has changed', async () => {
    put('secret/mcp.json', LATEST)
    mkdirSync(path.join(folder, 'in/.cursor'), { recursive: true })
    symlinkSync(path.join(folder, 'secret/mcp.json'), path.join(folder, 'in/.cursor/mcp.json'))
    put('in/.mcp.json', FINE)
    const client = await startClient({ folders: [uriOf('in')] })
    const { found, until } = await listen(client)
    await until(() => found['in/.mcp.json'] !== undefined)
    changed(client, 'in/.cursor/mcp.json', 2)
    put('in/.mcp.json', LATEST)
    changed(client, 'in/.mcp.json', 2)
    await until(() => found['in/.mcp.json']?.length === 1)
    expect(Object.keys(found)).toEqual(['in/.mcp.json'])
  })

  it('are left alone where the setting says so, also when it is changed', async () => {
    put('.mcp.json', LATEST)
    const client = await startClient({ folders: [uriOf('')], configuration: { workspaceDiagnostics: true } })
    const { until } = await listen(client)
    await until((found) => found['.mcp.json']?.length === 1)
    client.configuration = { workspaceDiagnostics: false }
    client.notify('workspace/didChangeConfiguration', { settings: null })
    await until((found) => found['.mcp.json']?.length === 0)
  })

  it('have the host that a settings file gives them, without a word about what is wrong in that file', async () => {
    put('.scopelight.yaml', 'hosts:\n  - { files: "agents/*.json", host: claude-code }\nnonsense: 1\n')
    put('agents/one.json', LATEST)
    const client = await startClient({ folders: [uriOf('')] })
    expect(toFound(await client.workspaceReport())).toEqual({ 'agents/one.json': ['unpinned-package'] })
    expect(client.messages.filter(({ shown }) => shown)).toEqual([])
  })
})

describe('the editor and the command line', () => {
  const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))

  it.each(['hosts', 'samples'])('say the same of %s', async (name) => {
    const cwd = path.join(fixtures, name)
    const client = await startClient({ folders: [pathToFileURL(cwd).href] })
    const all = new Map<string, readonly Diagnostic[]>()
    let known: readonly { uri: string; value: string }[] = []
    const { status, stdout } = runCli(['lint', '--format', 'json'], cwd)
    expect(status).toBe(1)
    const report = JSON.parse(stdout) as Report
    const expected = Object.fromEntries(report.files.map((file) => [file.path, file.findings.map(toLine)]))
    const isDone = () => Object.keys(expected).every((file) => all.has(file))
    while (!isDone()) {
      const { items } = await client.workspaceReport(known)
      for (const item of items) if (item.kind === 'full') all.set(path.relative(cwd, fileURLToPath(item.uri)), item.items)
      known = [...known, ...items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }))]
    }
    expect(Object.fromEntries([...all].map(([file, diagnostics]) => [file, diagnostics.map(fromDiagnostic)]))).toEqual(expected)
  })

  interface Report {
    readonly files: readonly { readonly path: string; readonly findings: readonly Finding[] }[]
  }
  interface Finding {
    readonly rule: string
    readonly message: string
    readonly line: number
    readonly column: number
  }

  const toLine = ({ rule, message, line, column }: Finding) => `${line}:${column} ${rule}: ${message}`
  const fromDiagnostic = ({ code, message, range: { start } }: Diagnostic) =>
    `${start.line + 1}:${start.character + 1} ${code}: ${message}`
})

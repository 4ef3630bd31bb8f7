import { afterEach, describe, expect, it } from 'vitest'
import type { Range } from 'vscode-languageserver/node'
import type { EditPlan, LauncherText, ServerSummary } from '../../server/protocol/languageRequests.ts'
import { type Client, startClient, stopClients } from './client.ts'
import { claudeFile, FILE } from './fixtures.ts'

afterEach(stopClients)

const LAUNCHER = '/home/ann/.local/state/scopelight/bin/scopelight-proxy'
const TEXT = claudeFile({
  docs: { command: 'npx', args: ['-y', 'acme-docs@1.0.0'] },
  web: { type: 'http', url: 'https://mcp.acme.example/mcp' },
})

const recording = { initializationOptions: { recording: true } }
const titles = async (client: Client) => (await client.codeLenses(FILE)).map(({ command }) => command?.title)

function apply(client: Client, { range, after }: { range: Range; after: string }): void {
  client.change(FILE, { range, text: after })
}

describe('lenses', () => {
  it('offer recording above each entry that starts a program', async () => {
    const client = await startClient(recording)
    client.open(FILE, TEXT)
    expect(await client.codeLenses(FILE)).toEqual([
      {
        range: expect.objectContaining({ start: { line: 2, character: 5 }, end: { line: 2, character: 9 } }),
        command: { title: 'Record calls…', command: 'scopelight.recordServers', arguments: [FILE, 'docs'] },
      },
    ])
  })

  it('are not offered to a client that cannot record', async () => {
    const client = await startClient()
    client.open(FILE, TEXT)
    expect(await client.codeLenses(FILE)).toEqual([])
  })

  it('are gone when the setting is off', async () => {
    const client = await startClient({ ...recording, configuration: { codeLens: { enabled: false } } })
    client.open(FILE, TEXT)
    await client.pull(FILE)
    expect(await client.codeLenses(FILE)).toEqual([])
  })
})

describe('plans', () => {
  it('record an entry and take it back, byte for byte', async () => {
    const client = await startClient(recording)
    client.open(FILE, TEXT)
    const plan = await client.request<EditPlan>('scopelight/planRecording', {
      uri: FILE,
      server: 'docs',
      launcher: LAUNCHER,
      entry: '3f9c',
    })
    if (!plan.ok) throw new Error(plan.reason)
    expect(plan.version).toBe(1)
    expect(client.document(FILE).getText(plan.range)).toBe(plan.before)
    apply(client, plan)
    expect(await titles(client)).toEqual(['Recorded', 'Stop recording…'])
    expect(JSON.parse(client.document(FILE).getText()).mcpServers.docs).toEqual({
      command: LAUNCHER,
      args: ['--server', 'docs', '--entry', '3f9c', '--', 'npx', '-y', 'acme-docs@1.0.0'],
    })

    const servers = await client.request<ServerSummary[]>('scopelight/servers', { uri: FILE })
    expect(servers.map(({ name, transport, recorded, entry }) => ({ name, transport, recorded, entry }))).toEqual([
      { name: 'docs', transport: 'stdio', recorded: true, entry: '3f9c' },
      { name: 'web', transport: 'http', recorded: false, entry: undefined },
    ])

    const back = await client.request<EditPlan>('scopelight/planUnrecording', { uri: FILE, server: 'docs', undo: plan.undo })
    if (!back.ok) throw new Error(back.reason)
    apply(client, back)
    expect(client.document(FILE).getText()).toBe(TEXT)
    expect(await titles(client)).toEqual(['Record calls…'])
  })

  it('name the full path of the file in the undo record, also where rules know it by a shorter one', async () => {
    const client = await startClient({ ...recording, folders: ['file:///work/app'] })
    client.open(FILE, TEXT)
    const plan = await client.request<EditPlan>('scopelight/planRecording', {
      uri: FILE,
      server: 'docs',
      launcher: LAUNCHER,
      entry: '3f9c',
    })
    expect(plan.ok && plan.undo?.file).toBe('/work/app/.mcp.json')
  })

  it.each([
    ['a remote entry', 'web', /remote/],
    ['an entry that is not there', 'gone', /"gone"/],
  ])('refuse %s with a sentence', async (_, server, reason) => {
    const client = await startClient(recording)
    client.open(FILE, TEXT)
    const plan = await client.request<EditPlan>('scopelight/planRecording', {
      uri: FILE,
      server,
      launcher: LAUNCHER,
      entry: '3f9c',
    })
    expect(plan).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
  })

  it('take the command from behind "--" when the undo record is damaged', async () => {
    const client = await startClient(recording)
    client.open(
      FILE,
      claudeFile({
        docs: { command: LAUNCHER, args: ['--server', 'docs', '--entry', '3f9c', '--', 'npx', '-y', 'acme-docs@1.0.0'] },
      }),
    )
    const back = await client.request<EditPlan>('scopelight/planUnrecording', {
      uri: FILE,
      server: 'docs',
      undo: { v: 1, id: '3f9c', edits: 'none' },
    })
    if (!back.ok) throw new Error(back.reason)
    apply(client, back)
    expect(JSON.parse(client.document(FILE).getText()).mcpServers.docs).toEqual({
      command: 'npx',
      args: ['-y', 'acme-docs@1.0.0'],
    })
  })

  it('refuse a document that is not open, and a question of another shape', async () => {
    const client = await startClient(recording)
    const question = { uri: FILE, server: 'docs', launcher: LAUNCHER, entry: '3f9c' }
    expect(await client.request('scopelight/planRecording', question)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not open'),
    })
    expect(await client.request('scopelight/planRecording', null)).toMatchObject({ ok: false })
    expect(await client.request('scopelight/planUnrecording', { server: 7 })).toMatchObject({ ok: false })
    expect(await client.request('scopelight/servers', { uri: FILE })).toEqual([])
  })
})

it('writes the text of the launcher for the platform that is named', async () => {
  const client = await startClient(recording)
  const paths = { proxy: '/state/bin/proxy.cjs', editor: '/opt/editor' }
  const { text } = await client.request<LauncherText>('scopelight/launcherText', { platform: 'linux', ...paths })
  expect(text).toMatch(/^#!\/bin\/sh\n/)
  expect(text).toContain('/state/bin/proxy.cjs')
  const windows = await client.request<LauncherText>('scopelight/launcherText', { platform: 'win32', ...paths })
  expect(windows.text).toMatch(/^@echo off/i)
  await expect(client.request('scopelight/launcherText', {})).rejects.toThrow()
})

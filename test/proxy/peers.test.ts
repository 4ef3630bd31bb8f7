import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Client as ModernClient } from '@modelcontextprotocol/client'
import { StdioClientTransport as ModernTransport } from '@modelcontextprotocol/client/stdio'
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { describe, expect, it } from 'vitest'
import { frames, freshFolder, PROXY, readTrace, traceFiles } from './runProxy.ts'

const TEE = path.resolve('test/fixtures/proxy/tee.mjs')
const require = createRequire(import.meta.url)
const FILESYSTEM = require.resolve('@modelcontextprotocol/server-filesystem/dist/index.js')
const MODERN_SERVER = path.resolve('test/fixtures/proxy/modern-server.mjs')
const NAMED = { name: 'peer', version: '1.0.0' }

interface Call {
  readonly name: string
  readonly arguments: Record<string, unknown>
}
type Conversation = (argv: readonly string[], env: Record<string, string>, calls: readonly Call[]) => Promise<unknown[]>

const legacy: Conversation = async ([command = '', ...args], env, calls) => {
  const client = new LegacyClient(NAMED)
  await client.connect(new LegacyTransport({ command, args, env, stderr: 'ignore' }))
  const answers: unknown[] = [await client.listTools()]
  for (const call of calls) answers.push(await client.callTool(call))
  await client.close()
  return answers
}

const modern =
  (mode: 'auto' | undefined): Conversation =>
  async ([command = '', ...args], env, calls) => {
    const client = new ModernClient(NAMED, mode ? { versionNegotiation: { mode } } : {})
    await client.connect(new ModernTransport({ command, args, env, stderr: 'ignore' }))
    const answers: unknown[] = [await client.listTools()]
    for (const call of calls) answers.push(await client.callTool(call))
    await client.close()
    return answers
  }

const bytes = (folder: string, name: string) =>
  ['c2s', 's2c'].map((direction) => {
    const file = path.join(folder, `${name}.${direction}`)
    return existsSync(file) ? readFileSync(file, 'utf8') : 'nothing'
  })

/** Holds the same conversation directly and through the proxy, and keeps what stood on the wire on each side of it. */
async function compare(converse: Conversation, server: readonly string[], calls: readonly Call[]) {
  const folder = freshFolder()
  const state = freshFolder()
  const env = { PATH: process.env.PATH ?? '', SCOPELIGHT_HOME: state }
  const tee = (name: string, command: readonly string[]) => [process.execPath, TEE, folder, name, ...command]
  const direct = await converse(tee('direct', server), env, calls)
  const through = await converse(tee('client', [process.execPath, PROXY, '--', ...tee('server', server)]), env, calls)
  return { direct, through, folder, state }
}

const files = freshFolder()
writeFileSync(path.join(files, 'a.txt'), 'é 😀 12345678901234567890\r\n')
const filesystem = [process.execPath, FILESYSTEM, files]
const fileCalls: readonly Call[] = [
  { name: 'list_directory', arguments: { path: files } },
  { name: 'read_text_file', arguments: { path: path.join(files, 'a.txt') } },
  { name: 'read_text_file', arguments: { path: path.join(files, 'missing.txt') } },
  { name: 'read_text_file', arguments: { path: '/etc/passwd' } },
  { name: 'no_such_tool', arguments: {} },
]
const echoCalls: readonly Call[] = [
  { name: 'echo', arguments: { text: 'é 😀' } },
  { name: 'echo', arguments: { text: 'x'.repeat(200_000) } },
]

describe('a conversation through the proxy is the same as without it', () => {
  it.each([
    ['sdk 1.x', 'server-filesystem', legacy, filesystem, fileCalls],
    ['client 2.x', 'server-filesystem', modern(undefined), filesystem, fileCalls],
    ['client 2.x that looks for the newest revision', 'server-filesystem', modern('auto'), filesystem, fileCalls],
    ['sdk 1.x', 'server 2.x', legacy, [process.execPath, MODERN_SERVER], echoCalls],
    ['client 2.x', 'server 2.x', modern('auto'), [process.execPath, MODERN_SERVER], echoCalls],
  ])(
    '%s with %s',
    async (_client, _server, converse, server, calls) => {
      const { direct, through, folder, state } = await compare(converse, server, calls)
      expect(through).toEqual(direct)
      expect(bytes(folder, 'client')).toEqual(bytes(folder, 'server'))
      expect(bytes(folder, 'client')).toEqual(bytes(folder, 'direct'))
      // And the trace has seen each call with its answer.
      const calledIds = frames(state)
        .filter(({ method }) => method === 'tools/call')
        .map(({ id }) => id)
      expect(calledIds).toHaveLength(calls.length)
      const answeredIds = frames(state)
        .filter(({ type, dir }) => type === 'response' && dir === 's2c')
        .map(({ id }) => id)
      expect(answeredIds).toEqual(expect.arrayContaining(calledIds))
      expect(readTrace(state).filter(({ k }) => k === 'close').length).toBe(traceFiles(state).length)
    },
    60_000,
  )

  it('speaks revision 2026-07-28 where both sides can', async () => {
    const { folder } = await compare(modern('auto'), [process.execPath, MODERN_SERVER], echoCalls)
    expect(bytes(folder, 'server')[0]).toContain('"io.modelcontextprotocol/protocolVersion":"2026-07-28"')
    expect(bytes(folder, 'server')[0]).toContain('server/discover')
  }, 60_000)
})

import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { DIALECTS } from '../samples/dialects.ts'
import { normalServersOf } from '../samples/normalServer.ts'
import { writeConfig } from '../samples/writeConfig.ts'
import { type Client, startClient, stopClients } from './client.ts'
import { changeOf, type Edit } from './fuzzEdits.ts'

afterEach(stopClients)

const HEAP_PROBE = path.join(import.meta.dirname, 'heapProbe.cjs')
/** One file of each syntax, with secrets and other findings. */
const FILES = ['.vscode/mcp.json', '.codex/config.toml', '.continue/config.yaml', '.claude/agents/docs.md']
const URIS = FILES.map((file) => `file:///nowhere/acme/${file}`)
const TEXTS = FILES.map((file) => {
  const dialect = DIALECTS.find((one) => one.file === file)
  return (dialect && writeConfig(dialect, normalServersOf('aws-static-keys'))) ?? ''
})
const WORDS = ['"', '{', '}', '[', ']', ',', ':', '\n', '  ', '#', 'é', '𝄞', '- ', ' = ', 'env', '"-y", ', '', '']
const EDITS = 10_000
/** So often the text begins anew, or it becomes noise in which nothing is found. */
const ANEW = 40

/** Bytes of the server's heap that are alive. */
function heapOf(client: Client): Promise<number> {
  return new Promise((resolve) => {
    client.process.stderr?.once('data', (chunk: Buffer) => resolve(Number(/heap (\d+)/.exec(chunk.toString())?.[1])))
    client.process.kill('SIGUSR2')
  })
}

/** The same numbers in every run. */
function lcg(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

it('keeps its heap flat from the thousandth edit to the ten thousandth, and is right to the end', async () => {
  // For thousands of edits V8 makes machine code out of what runs often, which is none of what the server keeps.
  const client = await startClient({ nodeArgs: ['--no-opt', '--expose-gc', '--require', HEAP_PROBE] })
  for (const [index, uri] of URIS.entries()) client.open(uri, TEXTS[index] ?? '')
  const first = await Promise.all(URIS.map((uri) => client.pull(uri)))
  const random = lcg(7)
  const anEdit = (): Edit => ({
    kind: random() < 0.7 ? 'insert' : 'delete',
    at: random(),
    atMark: random() < 0.5,
    length: 1 + Math.floor(random() * 3),
    text: WORDS[Math.floor(random() * WORDS.length)] ?? '',
    from: 0,
  })

  let early = 0
  for (let edit = 1; edit <= EDITS; edit++) {
    const which = edit % URIS.length
    const uri = URIS[which] ?? ''
    const text = client.document(uri).getText()
    const isAnew = Math.floor(edit / URIS.length) % ANEW === 0
    const change = isAnew ? { start: 0, end: text.length, text: TEXTS[which] ?? '' } : changeOf(text, anEdit(), [], undefined)
    if (change) client.replace(uri, change.start, change.end, change.text)
    // As for somebody who types fast, some edits are read together.
    if (edit % 3 !== 0) await client.pull(uri)
    if (edit % 10 === 0) await Promise.all([client.hover(uri, { line: 3, character: 9 }), client.inlayHints(uri)])
    if (edit === 1_000) early = await heapOf(client)
  }
  expect(await heapOf(client)).toBeLessThan(1.05 * early)

  for (const [index, uri] of URIS.entries()) client.replace(uri, 0, client.document(uri).getText().length, TEXTS[index] ?? '')
  expect(await Promise.all(URIS.map((uri) => client.pull(uri)))).toEqual(first)
  expect(client.messages).toEqual([])
}, 180_000)

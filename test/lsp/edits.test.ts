import path from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { type Client, startClient, stopClients, under } from './client.ts'
import { claudeFile, FILE, SECRET_FILE, TOKEN } from './fixtures.ts'

afterEach(stopClients)

const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  'é',
  '𝄞',
  '\\',
  '//',
  '/*',
  '*/',
  'null',
  '"env": {',
  `"${TOKEN}"`,
  '"-y"',
  '',
  '',
]

const HEAP_PROBE = path.join(import.meta.dirname, 'heapProbe.cjs')

interface Edit {
  readonly at: number
  readonly length: number
  readonly text: string
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.nat(80) },
  ),
  text: fc.constantFrom(...PIECES),
})

function apply(client: Client, uri: string, { at, length, text }: Edit): void {
  const size = client.document(uri).getText().length
  const start = Math.floor(at * size)
  client.replace(uri, start, Math.min(size, start + length), text)
}

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

it('gives after any sequence of changes what a document opened with that text gets', async () => {
  const client = await startClient()
  let fresh = 0
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
      client.open(FILE, SECRET_FILE)
      for (const one of edits) {
        apply(client, FILE, one)
        await client.pull(FILE)
      }
      const other = `file:///work/fresh${fresh++}/.mcp.json`
      client.open(other, client.document(FILE).getText())
      expect(await client.pull(FILE)).toEqual(under(FILE, other, await client.pull(other)))
      client.close(other)
      client.close(FILE)
    }),
    { numRuns: 60 },
  )
  expect(client.messages).toEqual([])
})

it('reads several changes of one notification one after the other', async () => {
  const client = await startClient()
  client.open(FILE, claudeFile({}))
  const text = client.document(FILE).getText()
  client.change(
    FILE,
    { range: { start: { line: 0, character: 0 }, end: client.document(FILE).positionAt(text.length) }, text: '{}' },
    {
      range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } },
      text: '"servers": { "docs": { "command": "npx", "args": ["acme-docs@1.0.0"] } }',
    },
  )
  const found = await client.pull(FILE)
  expect(found).toMatchObject([
    { code: 'wrong-root-key', range: { start: { line: 0, character: 2 }, end: { line: 0, character: 9 } } },
  ])
})

it('keeps its heap flat over a thousand edits, and is right to the end', async () => {
  const client = await startClient({ nodeArgs: ['--expose-gc', '--require', HEAP_PROBE] })
  client.open(FILE, SECRET_FILE)
  const random = lcg(7)
  const heaps: number[] = []
  for (let i = 1; i <= 1_000; i++) {
    apply(client, FILE, { at: random(), length: i % 3 === 0 ? 4 : 0, text: PIECES[Math.floor(random() * PIECES.length)] ?? '' })
    await Promise.all([client.pull(FILE), client.hover(FILE, { line: 3, character: 9 }), client.inlayHints(FILE)])
    // Back to the start now and then, or the text becomes noise in which nothing is found.
    if (i % 50 === 0) client.replace(FILE, 0, client.document(FILE).getText().length, SECRET_FILE)
    if (i % 250 === 0) heaps.push(await heapOf(client))
  }
  const [first = 0, , , last = 0] = heaps
  expect(last - first).toBeLessThan(1_500_000)
  expect((await client.pull(FILE)).map(({ code }) => code)).toContain('hardcoded-secret')
  expect(client.messages).toEqual([])
}, 60_000)

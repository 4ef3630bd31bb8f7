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

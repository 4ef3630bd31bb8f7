import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TRAPS } from '../lint/robustnessTraps.ts'
import { type Client, startClient, stopClients } from './client.ts'

/** What nobody may wait for; a machine that was busy with other things may try again. */
const MOST_MS = 1_000
const ATTEMPTS = 5

let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterAll(stopClients)

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0 && starts.length < 5; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

describe('a trap of parsers does not hold up somebody who types', () => {
  it.each(TRAPS.map((trap, index) => [trap.name, trap, index] as const))('%s', async (_, { file, text: make, found }, index) => {
    const uri = `file:///nowhere/trap${index}/${file}`
    const text = make()
    client.open(uri, text)
    const diagnostics = await client.pull(uri)
    expect(diagnostics.length).toBeLessThanOrEqual(1_000)
    // Lines and columns are those of the document, whatever the parser takes for a line.
    const document = client.document(uri)
    for (const [rule, begins] of found) {
      const first = diagnostics.find(({ code }) => code === rule)
      const start = document.offsetAt(first?.range.start ?? { line: 0, character: 0 })
      // Half of a surrogate pair is another character on its way, as long as before.
      expect(text.slice(start, start + begins.length), rule).toBe(begins)
    }

    // Typed at the end, where all has to be read before.
    let best = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < ATTEMPTS && best >= MOST_MS; attempt++) {
      const end = client.document(uri).getText().length
      const work = async () => {
        client.replace(uri, end, end, ' ')
        await client.pull(uri)
      }
      best = Math.min(best, await tookMs(work))
    }
    expect(best).toBeLessThan(MOST_MS)

    // What is asked for where the caret is, at the ends and between the lines at the start.
    const [, second = 0, third = 0] = lineStarts(text)
    for (const offset of [0, second, third, text.length]) {
      let fastest = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < ATTEMPTS && fastest >= MOST_MS; attempt++) {
        const asked = async () => {
          await client.completion(uri, offset)
          await client.hover(uri, client.document(uri).positionAt(offset))
        }
        fastest = Math.min(fastest, await tookMs(asked))
      }
      expect(fastest).toBeLessThan(MOST_MS)
    }
    client.close(uri)
    expect(client.messages).toEqual([])
  })
})

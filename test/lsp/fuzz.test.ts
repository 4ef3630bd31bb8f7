import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver/node'
import { DIALECTS } from '../samples/dialects.ts'
import { normalServersOf } from '../samples/normalServer.ts'
import { filesOf } from '../samples/sample.ts'
import { writeConfig } from '../samples/writeConfig.ts'
import { type Client, startClient, stopClients } from './client.ts'
import { type Change, changeOf, type Edit, edit, fuzzing, inverse, patience } from './fuzzEdits.ts'

afterEach(stopClients)

interface Seed {
  readonly file: string
  readonly languageId: string
  readonly text: string
}

/** In the words of the host of a file, a sample. */
function written(file: string, sample: string): string {
  const dialect = DIALECTS.find((one) => one.file === file)
  return (dialect && writeConfig(dialect, normalServersOf(sample))) ?? ''
}

function ofSample(sample: string, file: string): string {
  return filesOf(sample).find((one) => one.file === file)?.text ?? ''
}

/** One file of each format, with servers, credentials and approvals that several rules compare across files. */
const SEEDS: readonly Seed[] = [
  { file: '.mcp.json', languageId: 'json', text: ofSample('claude-careful', '.mcp.json') },
  { file: '.claude/settings.json', languageId: 'json', text: ofSample('claude-everything-allowed', '.claude/settings.json') },
  { file: '.vscode/mcp.json', languageId: 'jsonc', text: ofSample('suppressions', '.vscode/mcp.json') },
  { file: '.cursor/mcp.json', languageId: 'json', text: written('.cursor/mcp.json', 'stripe-live-key') },
  { file: '.codex/config.toml', languageId: 'toml', text: written('.codex/config.toml', 'aws-static-keys') },
  { file: '.continue/config.yaml', languageId: 'yaml', text: written('.continue/config.yaml', 'stripe-live-key') },
  { file: '.claude/agents/docs.md', languageId: 'markdown', text: written('.claude/agents/docs.md', 'claude-careful') },
]
const FOLDER = 'file:///nowhere/acme'
const START = SEEDS.map(({ text }) => text)
const URIS = SEEDS.map(({ file }) => `${FOLDER}/${file}`)

interface Step extends Edit {
  readonly document: number
  /** Whether the client looks at the result before it goes on. */
  readonly looks: boolean
}

const step: fc.Arbitrary<Step> = fc
  .tuple(edit, fc.nat(SEEDS.length - 1), fc.boolean())
  .map(([one, document, looks]) => ({ ...one, document, looks }))

function open(client: Client, texts: readonly string[]): void {
  for (const [index, { languageId }] of SEEDS.entries()) client.open(URIS[index] ?? '', texts[index] ?? '', languageId)
}

const textsIn = (client: Client): readonly string[] => URIS.map((uri) => client.document(uri).getText())

/** Sends the changes; several in a row to one document without a look go in one notification now and then. */
async function type(client: Client, steps: readonly Step[], look: (uri: string) => Promise<unknown>): Promise<void> {
  const undo = new Map<string, Change>()
  for (const one of steps) {
    const uri = URIS[one.document] ?? ''
    const text = client.document(uri).getText()
    const change = changeOf(text, one, textsIn(client), undo.get(uri))
    if (!change) continue
    undo.set(uri, inverse(text, change))
    client.replace(uri, change.start, change.end, change.text)
    if (one.looks) await look(uri)
  }
}

type Told = Readonly<Record<string, readonly Diagnostic[]>>

async function pullAll(client: Client): Promise<Told> {
  const entries: [string, readonly Diagnostic[]][] = []
  for (const uri of URIS) entries.push([uri, await client.pull(uri)])
  return Object.fromEntries(entries)
}

/**
 * Types into one server, which has seen all the runs before, and compares what it says in the end with what a server says
 * that was started for this run and has seen nothing but the result.
 */
async function compare(pull: boolean, runs: number): Promise<void> {
  const used = await startClient({ folders: [FOLDER], pull })
  const look = (uri: string) => (pull ? used.pull(uri) : used.pushed(uri))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const starting = startClient({ folders: [FOLDER] })
      open(used, START)
      await type(used, steps, look)
      const fresh = await starting
      open(fresh, textsIn(used))
      const wanted = await pullAll(fresh)
      expect(pull ? await pullAll(used) : await told(used, wanted)).toEqual(wanted)
      expect([...used.messages, ...fresh.messages]).toEqual([])
      for (const uri of URIS) used.close(uri)
      await fresh.stop()
    }),
    { ...fuzzing(runs), endOnFailure: true },
  )
}

/** How long a client may be left with what was right before, in a machine that does other things too. */
const MOST_WAIT_MS = 10_000

/** What a client that cannot ask was told last, as soon as it is what is wanted. */
async function told(client: Client, wanted: Told): Promise<Told> {
  const last = (uri: string) => client.published.findLast((params) => params.uri === uri)?.diagnostics ?? []
  for (const start = performance.now(); ; await pause(20)) {
    const all = Object.fromEntries(URIS.map((uri) => [uri, last(uri)]))
    if (isDeepStrictEqual(all, wanted) || performance.now() - start > MOST_WAIT_MS) return all
  }
}

describe('whatever is typed into several files', () => {
  it('a client that asks gets what a new server says', () => compare(true, 10), patience(60_000))
  it('a client that is told knows in the end what a new server says', () => compare(false, 10), patience(60_000))
})

// node test/bench/lsp/soak.mjs [--edits 10000] [--seed 1]
// Random edits on two documents, with everything an editor asks after each. Ends with 1 when an answer fails, the server
// logs a bug, an incremental document differs from a fresh one, or what is alive of the heap grows.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { EditorBuffer } from './lib/document.mjs'
import { mcpJson } from './lib/generate.mjs'
import { initializeParams } from './lib/protocol.mjs'
import { Rng } from './lib/rng.mjs'
import { RpcProcess } from './lib/rpc.mjs'

const { values: args } = parseArgs({
  options: { edits: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const edits = Number(args.edits)
const rng = new Rng(Number(args.seed))
const here = import.meta.dirname

const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\t',
  'é',
  '𝄞',
  '\\',
  '//',
  '/*',
  '*/',
  'null',
  '"env": {',
  '"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"',
  'http://',
  '',
]
const START = mcpJson({ servers: 8, seed: 3 }).text

const probe = path.join(here, '../../lsp/heapProbe.cjs')
const server = path.join(here, '../../../dist/language.cjs')
const rpc = new RpcProcess([process.execPath, '--expose-gc', '--require', probe, server, '--stdio'], { cwd: here, env: {} })
/** @type {string[]} */ const problems = []
rpc.listen((method, params) => {
  if (method.startsWith('window/')) problems.push(`The server says: ${params.message}`)
})
rpc.onRequest = (method, params) => (method === 'workspace/configuration' ? params.items.map(() => ({})) : null)
const ask = async (/** @type {string} */ method, /** @type {any} */ params) => {
  const { result, error } = await rpc.request(method, params, 20_000).done
  if (error) problems.push(`${method}: ${error.message}`)
  return result
}

await ask('initialize', {
  ...initializeParams({ cmd: [], mode: 'pull', debounceMs: 0 }, here, true),
  initializationOptions: { recording: true },
})
rpc.notify('initialized', {})

/** @type {Map<string, EditorBuffer>} */ const buffers = new Map()
const open = (/** @type {string} */ uri, /** @type {string} */ text) => {
  buffers.set(uri, new EditorBuffer(text))
  rpc.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'json', version: 1, text } })
}
const change = (/** @type {string} */ uri, /** @type {import('./lib/document.mjs').Change} */ one) => {
  const buffer = buffers.get(uri)
  buffer?.apply(one)
  rpc.notify('textDocument/didChange', { textDocument: { uri, version: buffer?.version }, contentChanges: [one] })
}
const pull = async (/** @type {string} */ uri) => (await ask('textDocument/diagnostic', { textDocument: { uri } }))?.items
const uris = ['file:///work/one/.mcp.json', 'file:///work/two/.cursor/mcp.json']
for (const uri of uris) open(uri, START)

/** @type {number[]} */ const heaps = []
const startedAt = performance.now()
for (let i = 1; i <= edits && !rpc.exited; i++) {
  const uri = rng.pick(uris)
  const { lines } = /** @type {EditorBuffer} */ (buffers.get(uri))
  const line = rng.int(lines.length)
  const character = rng.int(lines[line].length + 1)
  const end = rng.chance(0.3) ? Math.min(lines[line].length, character + rng.int(9)) : character
  change(uri, { range: { start: { line, character }, end: { line, character: end } }, text: rng.pick(PIECES) })
  const position = { line, character }
  const range = { start: { line: Math.max(0, line - 5), character: 0 }, end: { line: line + 5, character: 0 } }
  const textDocument = { uri }
  await Promise.all([
    pull(uri),
    ask('textDocument/hover', { textDocument, position }),
    ask('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }),
    ask('textDocument/inlayHint', { textDocument, range }),
    ask('textDocument/codeLens', { textDocument }),
    ask('scopelight/servers', { uri }),
  ])
  if (i % 100 === 0) {
    const fresh = `file:///work/fresh/${uri.split('/').slice(5).join('/')}`
    open(fresh, /** @type {EditorBuffer} */ (buffers.get(uri)).text)
    // Related places name their document.
    const expected = JSON.stringify(await pull(fresh)).replaceAll(fresh, uri)
    if (JSON.stringify(await pull(uri)) !== expected)
      problems.push(`Edit ${i}: the incremental document differs from a fresh one.`)
    rpc.notify('textDocument/didClose', { textDocument: { uri: fresh } })
    // Back to the start, or the text becomes noise in which nothing is found.
    const last = lines.length - 1
    change(uri, { range: { start: { line: 0, character: 0 }, end: { line: last, character: lines[last].length } }, text: START })
  }
  if (i % Math.max(1, Math.floor(edits / 10)) === 0) heaps.push(await heapMiB())
}
const perEditMs = (performance.now() - startedAt) / edits
if (rpc.exited) problems.push(`The server ended. ${rpc.stderr.slice(-500)}`)
await rpc.request('shutdown', undefined, 2000).done
rpc.notify('exit', undefined)

const [, early = 0] = heaps
const grown = Math.max(...heaps.slice(-3)) - early
if (grown > 2) problems.push(`The heap grew by ${grown.toFixed(1)} MiB after the first fifth.`)
console.log(`${edits} edits, ${perEditMs.toFixed(2)} ms each; heap in MiB: ${heaps.map((mib) => mib.toFixed(1)).join(' ')}`)
for (const problem of new Set(problems)) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)

/** What is alive of the server's heap. @returns {Promise<number>} */
function heapMiB() {
  return new Promise((resolve) => {
    rpc.child.stderr.once('data', (chunk) => resolve(Number(/heap (\d+)/.exec(String(chunk))?.[1]) / 2 ** 20))
    rpc.child.kill('SIGUSR2')
  })
}

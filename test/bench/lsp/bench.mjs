// node test/bench/lsp/bench.mjs [--quick] [--rounds N] [--families json,yaml,toml] [--sizes typical,large,huge] [--peers TEXT] [--ours "CMD"] [--ours-mode push|pull] [--budget] [--out FILE]
// Measures our language server (default: dist/language.cjs, push and pull) against the floors, in one interleaved run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fails, judge } from './budget.mjs'
import { command } from './lib/command.mjs'
import { mcpJson, mcpToml, mcpYaml } from './lib/generate.mjs'
import { documentTable, goalTable } from './lib/report.mjs'
import { Rng } from './lib/rng.mjs'
import { runSession } from './lib/session.mjs'
import { round, summary } from './lib/stats.mjs'
import { summarise } from './lib/summarise.mjs'
import { available, families, workspaceFiles } from './peers.mjs'

const { values: args } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    families: { type: 'string', default: 'json,yaml,toml' },
    sizes: { type: 'string', default: 'typical,large,huge' },
    peers: { type: 'string' },
    seed: { type: 'string', default: '1' },
    ours: { type: 'string', default: `node ${path.join(import.meta.dirname, '../../../dist/language.cjs')} --stdio` },
    'ours-mode': { type: 'string' },
    budget: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})
const seed = Number(args.seed)
const rounds = Number(args.rounds ?? (args.quick ? 1 : 3))

/** @type {Record<string, {file: string, make: typeof mcpJson}>} */
const DOCUMENTS = {
  json: { file: 'bench.mcp.json', make: mcpJson },
  yaml: { file: 'goose.yaml', make: mcpYaml },
  toml: { file: 'codex.toml', make: mcpToml },
}
/** @type {Record<string, number>} */
const SERVERS = { typical: 5, large: 100, huge: 2000 }
const chosen = (/** @type {string} */ list, /** @type {object} */ known) =>
  list.split(',').filter((name) => Object.hasOwn(known, name))
const documents = chosen(args.families, DOCUMENTS).flatMap((family) =>
  chosen(args.sizes, SERVERS).map((size) => ({ family, size })),
)

const ours = command(args.ours)
/** @param {string} family @returns {[string, import('./lib/session.mjs').Peer][]} */
const serversFor = (family) => [
  ...Object.entries(families[family] ?? {}).filter(
    ([name, peer]) =>
      available(peer) && (name.startsWith('floor') || (args.peers ?? name).split(',').some((word) => name.includes(word))),
  ),
  .../** @type {const} */ (['push', 'pull'])
    .filter((mode) => (args['ours-mode'] ?? mode) === mode)
    .map(
      (mode) => /** @type {[string, import('./lib/session.mjs').Peer]} */ ([`ours ${mode}`, { cmd: ours, mode, debounceMs: 0 }]),
    ),
]

/** @param {string} size @param {import('./lib/session.mjs').Peer} peer @returns {import('./lib/session.mjs').Limits} */
function limitsFor(size, peer) {
  const huge = size === 'huge'
  const slow = peer.debounceMs >= 200 // a debounced edit costs its delay: fewer of them give the same answer
  return {
    firstTimeoutMs: 60000,
    editTimeoutMs: huge ? 40000 : 8000,
    editBudgetMs: args.quick ? 4500 : 9000,
    maxEdits: huge ? (slow ? 16 : 40) : slow ? 18 : 200,
    probes: huge ? 6 : 20,
    burstKeys: 24,
    burstGapMs: 70,
  }
}

const top = process.env.BENCH_TMP ?? path.join(tmpdir(), 'scopelight-lsp-bench')
rmSync(top, { recursive: true, force: true })

/** A folder of its own, so that no other document is a neighbour in the workspace. @param {{family: string, size: string}} of */
function writeDocument({ family, size }) {
  const { file = '', make = mcpJson } = DOCUMENTS[family] ?? {}
  const doc = make({ servers: SERVERS[size] ?? 0, seed })
  const dir = path.join(top, `${family}-${size}`)
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries({ ...workspaceFiles, [file]: doc.text })) writeFileSync(path.join(dir, name), text)
  return { doc, where: { dir, file: path.join(dir, file) } }
}

/** @type {Map<string, import('./lib/summarise.mjs').Case>} */ const cases = new Map()
const rng = new Rng(seed + 7)
const started = Date.now()

// A round: every document once, in a new order, and on each document every server once, in a new order.
for (let turn = 0; turn < rounds; turn++) {
  for (const { family, size } of rng.shuffle(documents)) {
    const { doc, where } = writeDocument({ family, size })
    for (const [name, peer] of rng.shuffle(serversFor(family))) {
      const key = `${family} ${size} | ${name}`
      const one = cases.get(key) ?? { family, size, peer: name, characters: doc.text.length, sessions: [] }
      cases.set(key, one)
      if (one.sessions.filter(({ ok }) => !ok).length >= 2) continue // it does not run here
      const tmp = path.join(top, 'run', `${turn}-${rng.int(1e9)}`)
      mkdirSync(tmp, { recursive: true })
      const env = { ...peer.env, TMPDIR: tmp, XDG_RUNTIME_DIR: tmp, XDG_CACHE_HOME: tmp }
      const session = await runSession({ ...peer, env }, doc, where, limitsFor(size, peer))
      one.sessions.push({ ...session, round: turn })
      const edit = summary(session.latency.edit ?? [])
      const said = session.ok
        ? `first ${Math.round(session.firstDiagnosticsMs)} ms, edit p50 ${edit.p50} p95 ${edit.p95} (${edit.n}), CPU/edit ${round(session.cpuPerEditMs)}`
        : `FAILED ${session.error}`
      console.error(`[${Math.round((Date.now() - started) / 1000)}s] round ${turn} ${key}: ${said}`)
    }
  }
}
rmSync(top, { recursive: true, force: true })

const inOrder = documents.flatMap(({ family, size }) =>
  [...cases.values()].filter((one) => one.family === family && one.size === size),
)
const rows = summarise(inOrder)
const judged = judge(rows)
const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg() }
const out = args.out ?? path.join(tmpdir(), 'scopelight-lsp-bench.json')
writeFileSync(out, JSON.stringify({ ...machine, rounds, seed, results: rows }, null, 1))

for (const { family, size } of documents)
  console.log(documentTable(rows.filter((row) => row.family === family && row.size === size)))
console.log(goalTable(judged))
const missing = judged.filter(({ holds }) => fails(holds))
console.log(`\n${judged.length - missing.length} of ${judged.length} hold. ${out}`)

const failed = rows.some(({ peer, sessions }) => peer.startsWith('ours') && sessions === 0)
if (failed || (args.budget && missing.length > 0)) process.exitCode = 1

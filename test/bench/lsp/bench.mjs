// node test/bench/lsp/bench.mjs [--quick] [--rounds N] [--sizes typical,large,huge] [--peers TEXT] [--ours "CMD"] [--ours-mode push|pull] [--budget] [--out FILE]
// Measures our language server (default: dist/language.cjs, push and pull) against the floors, in one interleaved run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { overBudget } from './budget.mjs'
import { command } from './lib/command.mjs'
import { mcpJson } from './lib/generate.mjs'
import { Rng } from './lib/rng.mjs'
import { runSession } from './lib/session.mjs'
import { median, quantile, round, summary, table } from './lib/stats.mjs'
import { available, peers, workspaceDir, workspaceFiles } from './peers.mjs'

const { values: args } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
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

const SIZES = { typical: 5, large: 100, huge: 2000 }
const sizes = args.sizes.split(',').filter((size) => Object.hasOwn(SIZES, size))

for (const mode of /** @type {const} */ (['push', 'pull'])) {
  if ((args['ours-mode'] ?? mode) === mode) peers[`ours ${mode}`] = { cmd: command(args.ours), mode, debounceMs: 0 }
}
const isWanted = (/** @type {string} */ name) =>
  /^(floor|ours)/.test(name) || (args.peers ?? name).split(',').some((word) => name.includes(word))

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

rmSync(workspaceDir, { recursive: true, force: true })
mkdirSync(path.join(workspaceDir, 'run'), { recursive: true })
for (const [name, text] of Object.entries(workspaceFiles)) writeFileSync(path.join(workspaceDir, name), text)

/** @typedef {{size: string, peer: string, characters: number, sessions: any[]}} Case */
/** @type {Map<string, Case>} */ const cases = new Map()
const rng = new Rng(seed + 7)
const started = Date.now()

// A round: every document once, in a new order, and on each document every server once, in a new order.
for (let turn = 0; turn < rounds; turn++) {
  for (const size of rng.shuffle(sizes)) {
    const doc = mcpJson({ servers: SIZES[/** @type {keyof typeof SIZES} */ (size)], seed })
    const file = path.join(workspaceDir, `${size}.mcp.json`)
    writeFileSync(file, doc.text)
    for (const [name, peer] of rng.shuffle(Object.entries(peers))) {
      if (!isWanted(name) || !available(peer)) continue
      const key = `${size}|${name}`
      const one = cases.get(key) ?? { size, peer: name, characters: doc.text.length, sessions: [] }
      cases.set(key, one)
      if (one.sessions.filter(({ ok }) => !ok).length >= 2) continue // it does not run here
      const tmp = path.join(workspaceDir, 'run', `${turn}-${rng.int(1e9)}`)
      mkdirSync(tmp, { recursive: true })
      const env = { ...peer.env, TMPDIR: tmp, XDG_RUNTIME_DIR: tmp, XDG_CACHE_HOME: tmp }
      const session = await runSession({ ...peer, env }, doc, { dir: workspaceDir, file }, limitsFor(size, peer))
      session.round = turn
      one.sessions.push(session)
      const edit = summary(session.latency.edit ?? [])
      const said = session.ok
        ? `first ${Math.round(session.firstDiagnosticsMs)} ms, edit p50 ${edit.p50} p95 ${edit.p95} (${edit.n}), CPU/edit ${round(session.cpuPerEditMs)}`
        : `FAILED ${session.error}`
      console.error(`[${Math.round((Date.now() - started) / 1000)}s] round ${turn} ${key}: ${said}`)
    }
  }
}
rmSync(workspaceDir, { recursive: true, force: true })

/** Pools the samples of all rounds; ratios are taken inside a round and then the median is taken. @param {Case} one */
function summarise(one) {
  const good = one.sessions.filter(({ ok }) => ok)
  const pool = (/** @type {(session: any) => number[]} */ of) => good.flatMap(of)
  const versus = (/** @type {string} */ reference, /** @type {(session: any) => number} */ of) => {
    const other = cases.get(`${one.size}|${reference}`)
    const ratios = good.flatMap((session) => {
      const same = other?.sessions.find(({ ok, round: turn }) => ok && turn === session.round)
      return same ? [of(session) / of(same)] : []
    })
    return round(median(ratios))
  }
  const ratios = (/** @type {string} */ reference) => ({
    editP50: versus(reference, ({ latency }) => quantile(latency.edit, 0.5)),
    editP95: versus(reference, ({ latency }) => quantile(latency.edit, 0.95)),
    cpuPerEdit: versus(reference, ({ cpuPerEditMs }) => cpuPerEditMs),
    startup: versus(reference, ({ firstDiagnosticsMs }) => firstDiagnosticsMs),
    rss: versus(reference, ({ peakRssMiB }) => peakRssMiB),
  })
  const sum = (/** @type {(session: any) => number} */ of) => good.reduce((total, session) => total + of(session), 0)
  return {
    size: one.size,
    peer: one.peer,
    characters: one.characters,
    sessions: good.length,
    failures: one.sessions.filter(({ ok }) => !ok).map(({ error }) => error),
    firstDiagnosticsMs: round(median(good.map(({ firstDiagnosticsMs }) => firstDiagnosticsMs))),
    edit: summary(pool(({ latency }) => latency.edit)),
    verdict: summary(pool(({ latency }) => latency.verdict)),
    hover: summary(pool(({ latency }) => latency.hover)),
    codeAction: summary(pool(({ latency }) => latency.action)),
    burstSettleMs: round(median(good.map(({ burst }) => burst.settleMs))),
    burstReportsPerKey: round(median(good.map(({ burst }) => burst.reports / burst.keys))),
    cpuPerEditMs: round(median(good.map(({ cpuPerEditMs }) => cpuPerEditMs))),
    peakRssMiB: round(median(good.map(({ peakRssMiB }) => peakRssMiB))),
    diagnostics: good[0]?.baseDiagnostics,
    right:
      good.length > 0
        ? round(
            sum(({ checks }) => checks.right) /
              Math.max(
                1,
                sum(({ checks }) => checks.checks),
              ),
          )
        : null,
    toJson: ratios('floor-json'),
    toJsonZod: ratios('floor-json-zod'),
    toEcho: ratios('floor-echo'),
  }
}
const results = [...cases.values()].map(summarise)

const out = args.out ?? path.join(tmpdir(), 'scopelight-lsp-bench.json')
writeFileSync(
  out,
  JSON.stringify(
    { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg(), rounds, seed, results },
    null,
    1,
  ),
)

const pair = (/** @type {{n: number, p50: number | null, p95: number | null}} */ s) => (s.n > 0 ? `${s.p50}/${s.p95}` : '–')
for (const size of sizes) {
  const rows = results.filter((row) => row.size === size).sort((a, b) => (a.edit.p50 ?? 1e9) - (b.edit.p50 ?? 1e9))
  if (rows.length === 0) continue
  const head = [
    'server',
    'first ms',
    'edit p50',
    'p95',
    'n',
    'CPU/edit',
    '×json p50',
    '×json CPU',
    '×zod p50',
    '×zod CPU',
    '×zod RSS',
    '×echo first',
    'hover',
    'action',
    'settle',
    'per key',
    'RSS MiB',
    'diags',
    'right',
  ]
  console.log(`\n### ${size} (${rows[0]?.characters} characters)\n`)
  console.log(
    table(
      head,
      rows.map((r) =>
        r.sessions === 0
          ? [r.peer, `FAILED: ${String(r.failures[0]).slice(0, 60)}`, ...Array(head.length - 2).fill('')]
          : [
              r.peer,
              r.firstDiagnosticsMs,
              r.edit.p50,
              r.edit.p95,
              r.edit.n,
              r.cpuPerEditMs,
              r.toJson.editP50,
              r.toJson.cpuPerEdit,
              r.toJsonZod.editP50,
              r.toJsonZod.cpuPerEdit,
              r.toJsonZod.rss,
              r.toEcho.startup,
              pair(r.hover),
              pair(r.codeAction),
              r.burstSettleMs,
              r.burstReportsPerKey,
              r.peakRssMiB,
              r.diagnostics,
              r.right,
            ],
      ),
    ),
  )
}
console.log(`\n${out}`)

const over = args.budget ? overBudget(results) : []
for (const sentence of over) console.error(sentence)
const failed = results.some(({ peer, sessions }) => peer.startsWith('ours') && sessions === 0)
if (failed || over.length > 0) process.exitCode = 1

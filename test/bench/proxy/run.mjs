#!/usr/bin/env node
// What does a program in front of an MCP server cost, and what does it change? See README.md.
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { LEGACY } from './lib/clients.mjs'
import { latency } from './lib/latency.mjs'
import { peerTargets } from './lib/peers.mjs'
import { probeHttp, probeListener } from './lib/probes-http.mjs'
import { probeStdio } from './lib/probes-stdio.mjs'
import { startup } from './lib/startup.mjs'
import { added, brief, ms, ratio, table, times } from './lib/stats.mjs'
import { readJson, wrapTarget } from './lib/targets.mjs'

const { values: options } = parseArgs({
  options: {
    wrap: { type: 'string', multiple: true, default: [] },
    'wrap-http': { type: 'string', multiple: true, default: [] },
    env: { type: 'string', multiple: true, default: [] },
    peers: { type: 'boolean', default: false },
    'peers-dir': { type: 'string' },
    only: { type: 'string', multiple: true },
    part: { type: 'string', multiple: true, default: ['probes', 'startup', 'latency'] },
    short: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '1024,1048576' },
    rounds: { type: 'string' },
    calls: { type: 'string' },
    'calls-large': { type: 'string' },
    starts: { type: 'string' },
    'max-seconds': { type: 'string', default: '120' },
    revision: { type: 'string', default: LEGACY },
    budget: { type: 'string' },
    out: { type: 'string' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (options.help) {
  console.log(
    "node run.mjs [--wrap 'name=command …'] [--wrap-http 'name=command …'] [--peers] [--short] …  (README.md has the list)",
  )
  process.exit(0)
}

const log = options.quiet ? () => undefined : (text) => console.error(text)
const env = Object.fromEntries(options.env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
let targets = [
  ...readJson('targets.json'),
  ...options.wrap.map((text) => wrapTarget(text, 'stdio', env)),
  ...options['wrap-http'].map((text) => wrapTarget(text, 'http', env)),
  ...(options.peers ? peerTargets(options['peers-dir']) : []),
]
if (options.only) targets = targets.filter((t) => options.only.includes(t.name))
if (targets.length === 0) throw new Error('no target left')

const number = (name, normal, short) => Number(options[name] ?? (options.short ? short : normal))
const floorOf = (target) => target.floor ?? (target.kind === 'http' ? 'node-http-pipe' : 'node-pipe')
const directOf = (target) => target.base ?? (target.kind === 'http' ? 'direct-http' : 'direct')
const byName = (name) => targets.find((t) => t.name === name)
const failures = []
const report = {
  when: new Date().toISOString(),
  node: process.version,
  cores: cpus().length,
  cpu: cpus()[0]?.model,
  short: options.short,
  revision: options.revision,
}

console.log(`Node ${report.node} on ${process.platform}, ${report.cores} × ${report.cpu}${options.short ? ', short mode' : ''}`)

if (options.part.includes('probes')) {
  const stdio = await probeStdio(
    targets.filter((t) => t.kind === 'stdio'),
    log,
  )
  const web = targets.filter((t) => t.kind === 'http')
  report.probes = { stdio, http: await probeHttp(web, log), listener: await probeListener(web, log) }
  const titles = { stdio: 'What survives on stdio', http: 'What survives over HTTP', listener: 'Is the local listener safe' }
  for (const [kind, results] of Object.entries(report.probes)) {
    const names = Object.keys(results)
    if (names.length === 0) continue
    const cell = (outcome) => (outcome === true ? 'yes' : outcome === 'n/a' ? 'n/a' : `**${brief(outcome)}**`)
    const rows = Object.keys(results[names[0]]).map((probe) => [probe, ...names.map((name) => cell(results[name][probe]))])
    console.log(`\n### ${titles[kind]}\n\n${table(['probe', ...names], rows)}`)
    for (const name of names) {
      if (!byName(name).ours) continue
      for (const [probe, outcome] of Object.entries(results[name]))
        if (outcome !== true && outcome !== 'n/a') failures.push(`${name}: ${probe}: ${outcome}`)
    }
  }
}

if (options.part.includes('startup')) {
  report.startup = await startup(targets, { starts: number('starts', 20, 5), revision: options.revision, log })
  const base = report.startup.find((r) => r.target === 'node-inherit')
  const rows = report.startup.map((r) => {
    if (r.error) return [r.target, `error: ${brief(r.error)}`, '', '']
    r.overInherit =
      byName(r.target).kind === 'stdio' && byName(r.target).upstream !== 'http' ? ratio(r.median, base?.median) : undefined
    return [r.target, r.min.toFixed(0), r.median.toFixed(0), times(r.overInherit)]
  })
  console.log(
    `\n### Start-up: spawn to the first answer\n\n${table(['program', 'quickest ms', 'median ms', '÷ node-inherit'], rows)}`,
  )
}

if (options.part.includes('latency')) {
  const sizes = options.sizes.split(',').map(Number)
  report.latency = await latency(targets, {
    sizes,
    rounds: number('rounds', 5, 2),
    calls: number('calls', 3000, 1000),
    callsLarge: number('calls-large', 300, 60),
    maxSeconds: Number(options['max-seconds']),
    revision: options.revision,
    log,
  })
  for (const size of sizes) {
    const results = report.latency.filter((r) => r.size === size)
    const find = (name) => results.find((r) => r.target === name && !r.error)
    const rows = results.map((r) => {
      if (r.error) return [r.target, '', `error: ${brief(r.error)}`, '', '', '', '', '']
      const target = byName(r.target)
      const [direct, floor] = [find(directOf(target)), find(floorOf(target))]
      r.p50OverFloor = ratio(r.p50, floor?.p50)
      r.cpuOverFloor = ratio(r.cpuMsPerCall, floor?.cpuMsPerCall)
      return [
        r.target,
        r.n,
        ms(r.p50),
        ms(r.p99),
        direct && direct !== r ? added(r.p50, direct.p50) : '',
        times(r.p50OverFloor),
        ms(r.cpuMsPerCall),
        times(r.cpuOverFloor),
      ]
    })
    console.log(
      `\n### ${size} bytes each way\n\n${table(['program', 'calls', 'p50 ms', 'p99 ms', 'p50 added', 'p50 ÷ floor', 'CPU ms/call', 'CPU ÷ floor'], rows)}`,
    )
  }
}

if (options.budget) {
  const budgets = readJson('budgets.json')[options.budget]
  if (!budgets) throw new Error(`no budget named ${options.budget}`)
  const check = (what, value, limit) => {
    if (value !== undefined && limit !== undefined && value > limit)
      failures.push(`${what}: ${value.toFixed(2)}× is over ${limit}×`)
  }
  for (const { name, kind } of targets.filter((t) => t.ours)) {
    const budget = budgets[kind]
    for (const r of report.latency?.filter((r) => r.target === name) ?? []) {
      if (r.error) failures.push(`${name} at ${r.size} bytes: ${r.error}`)
      check(`${name}, p50 at ${r.size} bytes`, r.p50OverFloor, budget.p50[r.size])
      check(`${name}, CPU at ${r.size} bytes`, r.cpuOverFloor, budget.cpu[r.size])
    }
    check(`${name}, start-up`, report.startup?.find((r) => r.target === name)?.overInherit, budget.startup)
  }
}

if (options.out) writeFileSync(options.out, `${JSON.stringify(report, null, 1)}\n`)
if (failures.length > 0) {
  console.log(`\n### Failed\n\n${failures.map((f) => `- ${f}`).join('\n')}`)
  process.exit(1)
}
process.exit(0)

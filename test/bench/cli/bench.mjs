// node test/bench/cli/bench.mjs [--rounds N] [--files 1000] [--budget]
// `scopelight lint` beside the least a program can do with the same files, every command once a round in a new order.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildSync } from 'esbuild'
import { fails, holdsAt } from '../lsp/budget.mjs'
import { mcpJson, mcpYaml } from '../lsp/lib/generate.mjs'
import { Rng } from '../lsp/lib/rng.mjs'
import { median, round, table } from '../lsp/lib/stats.mjs'

const { values: args } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    files: { type: 'string', default: '1000' },
    budget: { type: 'boolean', default: false },
  },
})
const count = Number(args.files)
const here = import.meta.dirname
const cli = path.join(here, '../../../dist/cli.cjs')
const top = mkdtempSync(path.join(tmpdir(), 'scopelight-cli-bench-'))
const rng = new Rng(5)

/** How many times the wall of its floor ours may take, and how much memory. */
const GOALS = [
  { tree: 'one', what: 'one JSON file', files: 1, floor: 'floor-json', wall: 1.3 },
  { tree: 'json', what: `${count} JSON files`, files: count, floor: 'floor-json', wall: 2, rssMiB: 120 },
  { tree: 'yaml', what: `${count} YAML files`, files: count, floor: 'floor-yaml', wall: 1.2, rssMiB: 120 },
]
/** What a command differs from itself. */
const MARGIN = { wall: 1.3, memory: 1.1 }

writeTrees()
/** @type {Map<string, {wall: number[], rssMiB: number[]}>} */ const measured = new Map()
for (const name of ['floor-json', 'floor-yaml']) bundle(name)
const runs = GOALS.flatMap(({ tree, floor, files }) => [
  { key: `${tree} ours`, tree, files, program: [cli, 'lint', '--fail-on', 'never'] },
  { key: `${tree} floor`, tree, files, program: [path.join(top, `${floor}.cjs`)] },
])
for (let turn = 0; turn < Number(args.rounds); turn++) {
  for (const run of rng.shuffle(runs)) measure(run)
}
rmSync(top, { recursive: true, force: true })

const judged = GOALS.flatMap(({ tree, what, wall, rssMiB }) => {
  const ours = measured.get(`${tree} ours`) ?? { wall: [], rssMiB: [] }
  const floor = measured.get(`${tree} floor`) ?? { wall: [], rssMiB: [] }
  const ratio = round(median(ours.wall) / median(floor.wall))
  const memory = round(median(ours.rssMiB))
  const took = `${round(median(ours.wall))} and ${round(median(floor.wall))} ms`
  return [
    { line: [what, `wall ≤ ${wall} × floor`, ratio, took], holds: holdsAt(ratio, wall, MARGIN.wall) },
    ...(rssMiB === undefined
      ? []
      : [
          {
            line: [what, `peak memory ≤ ${rssMiB} MiB`, memory, `floor ${round(median(floor.rssMiB))} MiB`],
            holds: holdsAt(memory, rssMiB, MARGIN.memory),
          },
        ]),
  ]
})
console.log(
  table(
    ['tree', 'goal', 'measured', 'of', 'holds'],
    judged.map(({ line, holds }) => [...line, holds]),
  ),
)
if (args.budget && judged.some(({ holds }) => fails(holds))) process.exitCode = 1

/** A project a file, mostly small, a few large; both languages have the same servers. */
function writeTrees() {
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    const target = path.join(top, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  write('one/.mcp.json', mcpJson({ servers: 5 }).text)
  write('yaml/.scopelight.yaml', 'hosts:\n  - { files: "**/goose.yaml", host: goose }\n')
  for (let i = 0; i < count; i++) {
    const servers = rng.chance(0.9) ? 1 + rng.int(8) : 10 + rng.int(40)
    const project = `project-${String(i).padStart(4, '0')}`
    write(`json/${project}/.mcp.json`, mcpJson({ servers, seed: i + 1 }).text)
    write(`yaml/${project}/goose.yaml`, mcpYaml({ servers, seed: i + 1 }).text)
  }
}

/** As ours is: one file of CommonJS for Node. @param {string} name */
function bundle(name) {
  buildSync({
    entryPoints: [path.join(here, `${name}.mjs`)],
    outfile: path.join(top, `${name}.cjs`),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  })
}

/** @param {{key: string, tree: string, files: number, program: string[]}} run */
function measure({ key, tree, files, program }) {
  const peakFile = path.join(top, 'peak.txt')
  const dir = path.join(top, tree)
  const command = ['--require', path.join(here, 'peakMemory.cjs'), ...program, dir]
  const t0 = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, HOME: path.join(top, 'home'), BENCH_PEAK_FILE: peakFile },
    maxBuffer: 2 ** 28,
  })
  const wall = performance.now() - t0
  if (status !== 0) throw new Error(`${key}: exit code ${status}. ${stderr.slice(0, 500)}`)
  // A command that has not found the files is quick.
  const [, seen] = /^(\d+) files?\b/.exec(stdout.trimEnd().split('\n').at(-1) ?? '') ?? []
  if (seen !== String(files)) throw new Error(`${key}: looked at ${seen} files instead of ${files}. ${stdout.slice(-300)}`)
  const one = measured.get(key) ?? { wall: [], rssMiB: [] }
  measured.set(key, one)
  one.wall.push(wall)
  one.rssMiB.push(Number(readFileSync(peakFile, 'utf8')) / 1024)
}

// The budgets of the built trace view: CPU as a ratio to a reference page in the same browser, counts and sizes as they are.
//   node test/bench/viewer/run.mjs [target.json] [--reps 3] [--rows 200000] [--theme hc] [--json out.json]
// Why ratios, and where their limits come from: docs/decisions/0008-view-budgets-are-ratios.md
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { measure } from './measure.mjs'
import { readTarget, serve } from './serve.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reps: { type: 'string', default: '3' },
    rows: { type: 'string', default: '200000' },
    theme: { type: 'string', default: 'dark' },
    json: { type: 'string' },
  },
})
/** Repetitions that are added while something is over. */
const MOST_MORE = 3
const fromHere = (file) => fileURLToPath(new URL(file, import.meta.url))
const { absolute, ratio: limits } = JSON.parse(readFileSync(fromHere('budgets.json'), 'utf8'))
const target = readTarget(path.resolve(positionals[0] ?? fromHere('target.json')))
const reference = readTarget(fromHere('reference/target.json'))
const served = { page: await serve(target, options.theme), reference: await serve(reference, options.theme) }
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
})

const round = (x) => Math.round(x * 100) / 100
/** Best of the repetitions: contention only ever adds. Of a list of numbers the best of each, and of those the worst. */
const best = (list) =>
  Object.fromEntries(
    Object.entries(list[0]).map(([key, first]) => {
      const bests = [first].flat().map((_, i) => Math.min(...list.map((rep) => [rep[key]].flat()[i])))
      return [key, Math.max(...bests)]
    }),
  )

const script = readFileSync(target.script)
const files = [...target.styles, ...Object.values(target.assets)]
const sizes = {
  scriptKiB: script.length / 1024,
  scriptGzipKiB: gzipSync(script, { level: 9 }).length / 1024,
  styleAndFontKiB: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1024,
}

const reps = { page: [], reference: [] }
let page = {}
let floor = {}
let results = []
/** One more repetition of both, in turns, so that another program on the machine slows both; and what it says so far. */
async function repeat() {
  reps.reference.push(await measure(browser, reference, served.reference.url, options.rows))
  reps.page.push(await measure(browser, target, served.page.url, options.rows))
  floor = best(reps.reference)
  page = { ...best(reps.page), ...sizes }
  results = Object.keys(page).map((name) => {
    const ratio = name in limits ? page[name] / floor[name] : undefined
    const limit = Number.POSITIVE_INFINITY
    return { name, value: page[name], ratio, over: page[name] > (absolute[name] ?? limit) || ratio > (limits[name] ?? limit) }
  })
}
for (let i = 0; i < Number(options.reps); i++) await repeat()
// A busy minute of the machine passes; a slow page stays over however often it is measured.
for (let more = 0; more < MOST_MORE && results.some(({ name, over }) => over && name in limits); more++) await repeat()
await browser.close()
served.page.close()
served.reference.close()

console.table(
  Object.fromEntries(
    results.map(({ name, value, ratio, over }) => [
      name,
      {
        page: round(value),
        reference: name in limits ? round(floor[name]) : '',
        ratio: ratio === undefined ? '' : round(ratio),
        limit: limits[name] === undefined ? (absolute[name] ?? '') : `× ${limits[name]}`,
        over: over ? 'OVER' : '',
      },
    ]),
  ),
)
console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0].toFixed(1)}, ${options.rows} rows, ${options.theme}`,
)
if (options.json) writeFileSync(options.json, JSON.stringify({ target: target.name, page, floor, reps }, null, 1))
// What nobody measures would hold for ever.
const unmeasured = [
  ...Object.keys(absolute).filter((name) => !Number.isFinite(page[name])),
  ...Object.keys(limits).filter((name) => !(page[name] > 0 && floor[name] > 0)),
]
const over = results.filter((result) => result.over).map(({ name }) => name)
if (unmeasured.length) console.error(`Not measured: ${unmeasured.join(', ')}`)
if (over.length) console.error(`Over budget: ${over.join(', ')}`)
process.exitCode = over.length + unmeasured.length > 0 ? 1 : 0

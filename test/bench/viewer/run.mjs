// Measures the built trace view in Chromium as a black box: boot, scroll, filter, live append, memory, policy, file sizes.
//   node test/bench/viewer/run.mjs [target.json] [--reps 3] [--rows 200000] [--theme hc] [--json out.json]
// CPU is thread time of the main thread, best of the repetitions; wall times are printed and never judged.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { bundleText } from './bundle.mjs'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    reps: { type: 'string', default: '3' },
    rows: { type: 'string', default: '200000' },
    theme: { type: 'string', default: 'dark' },
    json: { type: 'string' },
  },
})
const targetFile = path.resolve(positionals[0] ?? fileURLToPath(new URL('target.json', import.meta.url)))
const target = JSON.parse(readFileSync(targetFile, 'utf8'))
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
const fromTarget = (file) => path.resolve(path.dirname(targetFile), file)
const fromHere = (file) => new URL(file, import.meta.url)

// The layout of rows is the product's own, so that there are not two.
const layout = await bundleText(`
export { ROW_BYTES } from './server/protocol/viewMessages.ts'
export { columnsOf } from './server/trace/rowColumns.ts'`)

// ---- the page, served with the same Content-Security-Policy as in VS Code ------------------------------------------
const NONCE = 'bench'
const bodyClass = { dark: 'vscode-dark', light: 'vscode-light', hc: 'vscode-high-contrast', hcl: 'vscode-high-contrast-light' }
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<link rel="stylesheet" href="/theme.css">${target.styles.map((_, i) => `<link rel="stylesheet" href="/style${i}.css">`).join('')}
<body class="${bodyClass[options.theme]}">${target.body}
<script type="module" nonce="${NONCE}" src="/host.mjs"></script>
<script type="module" nonce="${NONCE}" src="/page.js"></script></body></html>`
const files = {
  '/': () => ['text/html; charset=utf-8', html],
  '/theme.css': () => ['text/css', readFileSync(fromHere(`../../fixtures/themes/${options.theme}.css`))],
  '/page.js': () => ['text/javascript', readFileSync(fromTarget(target.script))],
  ...Object.fromEntries(target.styles.map((file, i) => [`/style${i}.css`, () => ['text/css', readFileSync(fromTarget(file))]])),
  ...Object.fromEntries(
    ['host.mjs', 'trace.mjs'].map((file) => [`/${file}`, () => ['text/javascript', readFileSync(fromHere(file))]]),
  ),
  '/layout.mjs': () => ['text/javascript', layout],
}
for (const [name, file] of Object.entries(target.assets ?? {}))
  files[name] = () => ['application/octet-stream', readFileSync(fromTarget(file))]
const server = createServer((request, response) => {
  const file = files[new URL(request.url, 'http://localhost').pathname]
  if (!file) return response.writeHead(404).end()
  const [type, body] = file()
  const csp = `default-src 'none'; script-src 'nonce-${NONCE}' 'self'; style-src 'self'; font-src 'self'; img-src 'self'`
  response.writeHead(200, { 'content-type': type, 'content-security-policy': csp }).end(body)
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const url = `http://127.0.0.1:${server.address().port}/?rows=${options.rows}`

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
})

// ---- tools ----------------------------------------------------------------------------------------------------------
const round = (x) => Math.round(x * 100) / 100
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]

async function open() {
  const page = await browser.newPage({ viewport: { width: 1400, height: 760 } })
  let cspViolations = 0
  const errors = []
  page.on('console', (message) => /Content Security Policy/i.test(message.text()) && cspViolations++)
  page.on('pageerror', (error) => errors.push(error.message))
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metrics = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]))
  /** Runs `work` and returns its result with the main-thread CPU it took, in ms. */
  const cpu = async (work) => {
    const before = await metrics()
    const result = await work()
    const after = await metrics()
    const ms = (...names) => names.reduce((sum, name) => sum + (after[name] - before[name]) * 1000, 0)
    return {
      result,
      cpuMs: ms('TaskDuration'),
      scriptMs: ms('ScriptDuration'),
      styleLayoutMs: ms('LayoutDuration', 'RecalcStyleDuration'),
    }
  }
  return { page, cdp, metrics, cpu, errors, csp: () => cspViolations }
}

/** Scrolls once per animation frame for two seconds. */
const scroll = (page, mode) =>
  page.evaluate(
    async ([selector, mode]) => {
      const scroller = document.querySelector(selector)
      scroller.scrollTop = 0
      const times = []
      let last = performance.now()
      const end = last + 2000
      let random = 1
      while (last < end) {
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        times.push(now - last)
        last = now
        random = (random * 1103515245 + 12345) & 0x7fffffff
        if (mode === 'jump') scroller.scrollTop = (random / 0x7fffffff) * (scroller.scrollHeight - scroller.clientHeight)
        else scroller.scrollTop += mode === 'fast' ? 400 : 40
      }
      return times.slice(3)
    },
    [target.scroller, mode],
  )

/** Types a filter and waits for the page to come to rest: last change of the DOM within 400 ms. */
const filter = (page, text) =>
  page.evaluate(
    async ([selector, text]) => {
      const input = document.querySelector(selector)
      const start = performance.now()
      let last = start
      const observer = new MutationObserver(() => (last = performance.now()))
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
      input.value = text
      input.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await new Promise((done) => setTimeout(done, 400))
      observer.disconnect()
      return last - start
    },
    [target.filter, text],
  )

const live = (page, rate, ms) =>
  page.evaluate(
    async ([selector, rate, ms]) => {
      const scroller = document.querySelector(selector)
      scroller.scrollTop = scroller.scrollHeight // at the end: Follow is on
      const times = []
      let running = true
      let last = performance.now()
      const frame = (now) => {
        times.push(now - last)
        last = now
        if (running) requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
      const longTasks = []
      new PerformanceObserver((list) => longTasks.push(...list.getEntries())).observe({ type: 'longtask' })
      await bench.live(rate, ms)
      running = false
      return { times: times.slice(3), longTasks: longTasks.length }
    },
    [target.scroller, rate, ms],
  )

// ---- one repetition -------------------------------------------------------------------------------------------------
async function measure() {
  const { page, cdp, metrics, cpu, errors, csp } = await open()
  const out = {}
  const boot = await cpu(async () => {
    await page.goto(url)
    await page.waitForFunction((rows) => document.querySelectorAll(rows).length > 5, target.rows)
    return page.evaluate(
      () =>
        new Promise((done) =>
          requestAnimationFrame(() =>
            setTimeout(() => done([performance.now() - bench.scriptAt, performance.now() - bench.snapshotAt])),
          ),
        ),
    )
  })
  out.bootCpuMs = boot.cpuMs
  out.bootWallMs = boot.result[0]
  out.snapshotToPaintMs = boot.result[1]

  for (const mode of ['smooth', 'fast', 'jump']) {
    const name = `scroll${mode[0].toUpperCase()}${mode.slice(1)}`
    const { result, cpuMs, scriptMs } = await cpu(() => scroll(page, mode))
    out[`${name}CpuMsPerFrame`] = cpuMs / result.length
    out[`${name}ScriptMsPerFrame`] = scriptMs / result.length
    out[`${name}WallP95Ms`] = quantile(result, 0.95)
  }

  const queries = ['github', 'is:denied', 'scope:contents access:write -identity:coder', 'dur:>1s zone:prod', 'zzzz', '']
  const filters = []
  for (const query of queries) filters.push(await cpu(() => filter(page, query)))
  out.filterCpuMs = Math.max(...filters.map((f) => f.cpuMs))
  out.filterToRestMs = Math.max(...filters.map((f) => f.result))

  for (const [rate, ms] of [
    [2000, 4000],
    [20000, 2000],
  ]) {
    const { result, cpuMs } = await cpu(() => live(page, rate, ms))
    out[`live${rate}CpuPercent`] = (cpuMs / ms) * 100
    out[`live${rate}WallP95Ms`] = quantile(result.times, 0.95)
    out[`live${rate}LongTasks`] = result.longTasks
  }

  await page.waitForTimeout(300)
  const status = await page.evaluate(() => bench.status())
  out.unacked = status.seq - status.acked
  await cdp.send('HeapProfiler.collectGarbage')
  const end = await metrics()
  out.domNodes = end.Nodes
  out.heapMb = end.JSHeapUsedSize / 2 ** 20
  // The generator in the page keeps its own copy of the first rows and the dictionary: the page's columns are counted from
  // the row layout, and the heap is compared with the same page without rows.
  out.columnsMb = (Math.min(status.total, 200_000) * (await page.evaluate(() => bench.rowBytes))) / 2 ** 20
  out.cspViolations = csp()
  await page.close()

  const empty = await open()
  await empty.page.goto(url.replace(/rows=\d+/, 'rows=0'))
  await empty.page.waitForTimeout(500)
  await empty.cdp.send('HeapProfiler.collectGarbage')
  out.memoryMb = out.heapMb - (await empty.metrics()).JSHeapUsedSize / 2 ** 20 + out.columnsMb
  await empty.page.close()
  if (errors.length) throw new Error(`The page threw: ${errors.join('; ')}`)
  return out
}

const reps = []
for (let i = 0; i < Number(options.reps); i++) reps.push(await measure())
await browser.close()
server.close()

// Best of the repetitions: contention only ever adds.
const best = Object.fromEntries(Object.keys(reps[0]).map((key) => [key, round(Math.min(...reps.map((r) => r[key])))]))
const script = readFileSync(fromTarget(target.script))
best.scriptKiB = round(script.length / 1024)
best.scriptGzipKiB = round(gzipSync(script, { level: 9 }).length / 1024)
best.styleAndFontKiB = round(
  [...target.styles, ...Object.values(target.assets ?? {})].reduce((sum, file) => sum + statSync(fromTarget(file)).size, 0) /
    1024,
)
const over = Object.keys(budgets).filter((key) => best[key] > budgets[key])
console.table(Object.fromEntries(Object.entries(best).map(([key, value]) => [key, { best: value, budget: budgets[key] ?? '' }])))
console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0].toFixed(1)}, ${options.rows} rows, ${options.theme}`,
)
if (options.json) writeFileSync(options.json, JSON.stringify({ target: target.name, best, reps }, null, 1))
if (over.length) console.error(`Over budget: ${over.join(', ')}`)
process.exitCode = over.length ? 1 : 0

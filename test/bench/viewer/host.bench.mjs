// Reads, correlates and feeds 200,000 records as the extension host does, and compares with JSON.parse of the same lines in
// the same run. Budgets: 20,000 records a second of CPU, and at most MOST_RATIO times the CPU of JSON.parse alone.
//   node test/bench/viewer/host.bench.mjs [records]
import { bundle } from './bundle.mjs'

const RECORDS = Number(process.argv[2] ?? 200_000)
const LEAST_PER_SECOND = 20_000
const MOST_RATIO = 5
const CHUNK = 64 * 1024

const { TraceStore, Feed, columnsOf } = await bundle(`
export { TraceStore } from './server/trace/traceStore.ts'
export { Feed } from './server/trace/feed.ts'
export { columnsOf } from './server/trace/rowColumns.ts'`)

const bytes = Buffer.from(trace(RECORDS))
const results = []
for (let round = 0; round < 3; round += 1) results.push({ floor: parseOnly(), ...follow() })
const best = (key) => Math.min(...results.map((result) => result[key]))
const ratio = best('cpuMs') / best('floor')
const perSecond = (RECORDS / best('cpuMs')) * 1000
console.table({
  'JSON.parse alone, CPU ms': round(best('floor')),
  'read, correlate, feed, CPU ms': round(best('cpuMs')),
  'ratio (most)': `${round(ratio)} (${MOST_RATIO})`,
  'records a second (least)': `${Math.round(perSecond)} (${LEAST_PER_SECOND})`,
  'heap after, MB': round(best('heapMb')),
})
if (ratio > MOST_RATIO || perSecond < LEAST_PER_SECOND) {
  console.error('The trace reader is over its budget.')
  process.exitCode = 1
}

function follow() {
  const store = new TraceStore({ maxRows: 200_000 })
  const timers = new Set()
  let rows = 0
  const feed = new Feed({
    store,
    post(message) {
      if (message.buffer === undefined) return
      rows += columnsOf(message.buffer, message.count).start.length
      timers.add(() => feed.receive({ v: 1, type: 'ack', generation: message.generation, seq: message.seq }))
    },
    // Short timers come due with the next chunk, the one that waits for a page that went silent never.
    clock: {
      now: Date.now,
      after(ms, run) {
        if (ms < 1000) timers.add(run)
        return () => timers.delete(run)
      },
    },
    settings: () => ({ follow: true, timeFormat: 'clock', maxRows: 200_000 }),
    facts: () => ({ trusted: true, recorded: 1, problems: [] }),
  })
  const file = store.openFile('bench')
  const runTimers = () => {
    for (const run of [...timers]) if (timers.delete(run)) run()
  }
  const cpuMs = cpu(() => {
    feed.receive({ v: 1, type: 'ready', state: undefined })
    for (let at = 0; at < bytes.length; at += CHUNK) {
      file.push(bytes.subarray(at, at + CHUNK))
      feed.changed()
      runTimers()
    }
    for (let turn = 0; turn < 4; turn += 1) runTimers()
  })
  if (rows < RECORDS / 2) throw new Error(`Only ${rows} rows arrived.`)
  return { cpuMs, heapMb: process.memoryUsage().heapUsed / 2 ** 20 }
}

function parseOnly() {
  return cpu(() => {
    for (const line of bytes.toString('utf8').split('\n')) if (line !== '') JSON.parse(line)
  })
}

function cpu(work) {
  globalThis.gc?.()
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Half of the records are calls, half are their answers, interleaved a few deep, with texts of usual size. */
function trace(records) {
  const lines = [
    record(1, 'open', {
      session: 'B'.repeat(26),
      server: { name: 'bench' },
      workload: { id: 'coder', by: 'launch', verified: true },
      credentials: [
        {
          where: 'env',
          name: 'TOKEN',
          kind: 'jwt',
          fingerprint: '00000000',
          scopes: { observed: ['a:read', 'b:write'] },
          source: 'jwt',
          verified: false,
        },
      ],
    }),
  ]
  for (let n = 2; n <= records; n += 1) {
    const call = Math.floor(n / 2)
    const msg =
      n % 2 === 0
        ? {
            jsonrpc: '2.0',
            id: call,
            method: 'tools/call',
            params: {
              name: `tool_${call % 40}`,
              arguments: {
                owner: 'acme',
                repo: 'web',
                path: `src/file_${call}.ts`,
                body: 'The checkout test fails on retry when the mock clock drifts.',
              },
            },
          }
        : {
            jsonrpc: '2.0',
            id: call - (call % 3),
            result: {
              content: [{ type: 'text', text: `{"number":${call},"state":"open","title":"Flaky checkout test ${call}"}` }],
            },
          }
    const type = n % 2 === 0 ? { dir: 'c2s', type: 'request', method: 'tools/call' } : { dir: 's2c', type: 'response' }
    lines.push(record(n, 'frame', { conn: 0, ...type, id: msg.id, bytes: 250, msg }))
  }
  return `${lines.join('\n')}\n`
}

function record(n, k, members) {
  return JSON.stringify({ v: 1, k, n, t: 1_795_418_460_000_000 + n * 50, ...members })
}

function round(value) {
  return Math.round(value * 10) / 10
}

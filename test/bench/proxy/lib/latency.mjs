// Round trip and CPU of tools/call `echo`, one call in flight.
import { handshake, withMeta } from './clients.mjs'
import { cpuSeconds } from './processes.mjs'
import { percentile } from './stats.mjs'
import { start } from './targets.mjs'

const LARGE = 100_000

/** One start of the target and `calls` timed round trips. */
async function oneRound(target, size, calls, { warmup, revision, maxSeconds }) {
  const { client, stop, pid } = await start(target)
  try {
    await handshake(client, { revision })
    const text = 'x'.repeat(size)
    const [head, tail] = JSON.stringify({
      jsonrpc: '2.0',
      id: '@',
      method: 'tools/call',
      params: withMeta({ name: 'echo', arguments: { text } }, revision),
    }).split('"@"')
    const samples = []
    const deadline = performance.now() + maxSeconds * 1000
    let cpuBefore
    for (let i = 0; i < warmup + calls && performance.now() < deadline; i++) {
      if (i === warmup) cpuBefore = cpuSeconds(pid)
      const line = `${head}${i}${tail}`
      const sent = performance.now()
      const { message, at } = await client.requestLine(i, line)
      if (message.result?.content?.[0]?.text.length !== size)
        throw new Error(`wrong echo: ${JSON.stringify(message).slice(0, 200)}`)
      if (i >= warmup) samples.push(at - sent)
    }
    const cpuAfter = cpuSeconds(pid)
    return { samples, cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore }
  } finally {
    await client.close().catch(() => undefined)
    stop()
  }
}

/**
 * Rounds interleave the targets, so that a noisy neighbour disturbs all of them alike. `p50` is that
 * of the quietest round; `p99` and `max` are over every sample.
 */
export async function latency(targets, { sizes, rounds, calls, callsLarge, revision, maxSeconds, log }) {
  const results = []
  for (const size of sizes) {
    const large = size > LARGE
    const perRound = Math.ceil((large ? callsLarge : calls) / rounds)
    const options = { warmup: large ? 5 : 100, revision, maxSeconds: maxSeconds / rounds }
    const runs = new Map(targets.map((target) => [target, []]))
    for (let round = 1; round <= rounds; round++) {
      for (const target of targets) {
        const done = runs.get(target)
        if (done.at(-1)?.error) continue
        try {
          const run = await oneRound(target, size, perRound, options)
          run.p50 = percentile(
            run.samples.toSorted((a, b) => a - b),
            50,
          )
          done.push(run)
          log(`${target.name}, ${size} bytes, round ${round}: p50 ${run.p50.toFixed(3)} ms of ${run.samples.length}`)
        } catch (error) {
          done.push({ error: String(error.message ?? error) })
          log(`${target.name}, ${size} bytes: ${error.message}`)
        }
      }
    }
    for (const [target, done] of runs) {
      const error = done.find((run) => run.error)?.error
      if (error) {
        results.push({ target: target.name, size, error })
        continue
      }
      const all = done.flatMap((run) => run.samples).sort((a, b) => a - b)
      const cpu = done.every((run) => run.cpu !== undefined)
        ? (done.reduce((sum, run) => sum + run.cpu, 0) * 1000) / all.length
        : undefined
      results.push({
        target: target.name,
        size,
        n: all.length,
        p50: Math.min(...done.map((run) => run.p50)),
        p99: percentile(all, 99),
        max: all.at(-1),
        cpuMsPerCall: cpu,
      })
    }
  }
  return results
}

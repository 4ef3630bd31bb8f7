// From spawn to the answer of the first request (`initialize`, or `server/discover`).
import { handshake } from './clients.mjs'
import { median } from './stats.mjs'
import { start } from './targets.mjs'

export async function startup(targets, { starts, revision, log }) {
  const samples = new Map(targets.map((target) => [target, []]))
  const errors = new Map()
  for (let round = 0; round < starts; round++) {
    for (const target of targets) {
      if (errors.has(target)) continue
      try {
        const { client, stop, spawnedAt } = await start(target)
        await handshake(client, { revision })
        samples.get(target).push(performance.now() - spawnedAt - (target.settleMs ?? 0))
        await client.close().catch(() => undefined)
        stop()
      } catch (error) {
        errors.set(target, String(error.message ?? error))
        log(`${target.name}: ${error.message}`)
      }
    }
  }
  return targets.map((target) => {
    const all = samples.get(target)
    return errors.has(target)
      ? { target: target.name, error: errors.get(target) }
      : { target: target.name, n: all.length, min: Math.min(...all), median: median(all) }
  })
}

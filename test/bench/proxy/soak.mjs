#!/usr/bin/env node
// `soak.mjs [MESSAGES]`: a million messages through one proxy; all answered, all recorded, flat memory.
import { fileURLToPath } from 'node:url'
import { soak } from './lib/soak.mjs'

const MAX_GROWTH_MIB = 24
const messages = Number(process.argv[2] ?? 1_000_000)
const began = performance.now()
const result = await soak(fileURLToPath(new URL('../../../dist/proxy.cjs', import.meta.url)), messages, console.log)
const { answered, frames, gaps, segments, close, earlyMiB, lateMiB } = result

console.log(
  `${answered} answers in ${((performance.now() - began) / 1000).toFixed(0)} s; ${frames} frames in ${segments} files, ${close?.dropped} dropped`,
)
console.log(`memory: ${earlyMiB?.toFixed(0)} MiB early, ${lateMiB?.toFixed(0)} MiB late`)
const failures = [
  answered !== messages && 'not every message was answered',
  gaps > 0 && `${gaps} gaps in the numbers of the trace`,
  // Initialising takes three messages more.
  frames + (close?.dropped ?? 0) !== 2 * messages + 3 && `${frames} frames and ${close?.dropped} dropped are not all messages`,
  lateMiB - earlyMiB > MAX_GROWTH_MIB && `memory grew by more than ${MAX_GROWTH_MIB} MiB`,
].filter(Boolean)
for (const failure of failures) console.log(`failed: ${failure}`)
process.exit(failures.length === 0 ? 0 : 1)

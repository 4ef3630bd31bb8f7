import { expect, it } from 'vitest'
// @ts-expect-error The harness is plain JavaScript, so that it runs without a build.
import { soak } from '../bench/proxy/lib/soak.mjs'
import { PROXY } from './runProxy.ts'

// The million runs in `npm run bench -- proxy-soak`.
it('answers and records 100,000 messages in flat memory', async () => {
  const { answered, gaps, frames, close, earlyMiB, lateMiB } = await soak(PROXY, 100_000)
  expect(answered).toBe(100_000)
  expect(gaps).toBe(0)
  // Initialising takes three messages more.
  expect(frames + close.dropped).toBe(200_003)
  if (earlyMiB !== undefined) expect(lateMiB - earlyMiB).toBeLessThan(24)
}, 300_000)

'use strict'
// Loaded with `node --require`: timers whose delay is one of BENCH_ZERO_DELAYS (ms, comma-separated) fire at once.
// It removes a server's debounce without touching its code, so that compute time can be seen on its own.
const delays = new Set((process.env.BENCH_ZERO_DELAYS || '').split(',').filter(Boolean).map(Number))
if (delays.size > 0) {
  const original = globalThis.setTimeout
  globalThis.setTimeout = Object.assign((fn, ms, ...rest) => original(fn, delays.has(ms) ? 0 : ms, ...rest), original)
}

'use strict'
// Loaded with `node --require`: says at the end how much memory the process had at most, in KiB, in the file that is named.
const { writeFileSync } = require('node:fs')
process.once('exit', () => writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS)))

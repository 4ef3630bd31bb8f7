// Adds up the JSON reports of vitest: `countReports.mjs DIR NAME EXITCODE …` prints "PASSED FAILED". A run that ended badly
// without a failed test (a crash, no report) counts as one failure, so that it can never look green.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const [folder, ...rest] = process.argv.slice(2)
let passed = 0
let failed = 0
for (let i = 0; i < rest.length; i += 2) {
  const file = path.join(folder, `${rest[i]}.json`)
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 }
  passed += report.numPassedTests
  failed += report.numFailedTests
  if (rest[i + 1] !== '0' && report.numFailedTests === 0) failed += 1
  if (rest[i + 1] === '0' && report.numPassedTests === 0) failed += 1
}
console.log(`${passed} ${failed}`)

// `npm run corpus -- DIR` lints every file of a folder of real configurations that has a host, and compares with what a
// reviewer said of each finding (review.json beside this file). Exit code 1 when something failed, 2 on bad usage.
//
//   --review FILE   another review
//   --missing FILE  writes the findings that nobody has judged yet, for a reviewer; long values are masked
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare, SEVERITIES } from './compare.mjs'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))

const { values, positionals } = readArguments()
const folder = path.resolve(positionals[0])
const files = lint(folder)
const review = readReview(values.review)
const findings = files.flatMap((file) => withPlaces(folder, file))
const result = compare(findings, review, files.length)

printCounts()
for (const { file, line, rule } of result.stale)
  console.log(`stale: ${file}:${line} ${rule} is not reported (any more), or the file changed`)
if (values.missing !== undefined) {
  writeFileSync(values.missing, `${JSON.stringify(result.missing, null, 2)}\n`)
  console.log(`wrote ${result.missing.length} findings without a verdict to ${values.missing}`)
}
const { failures } = result
for (const failure of failures) console.log(`FAILED ${failure}`)
console.log(failures.length === 0 ? 'The corpus holds.' : `${failures.length} failed.`)
process.exitCode = failures.length === 0 ? 0 : 1

function readArguments() {
  try {
    const args = parseArgs({
      options: { review: { type: 'string' }, missing: { type: 'string' } },
      allowPositionals: true,
    })
    if (args.positionals.length === 1 && statSync(args.positionals[0]).isDirectory()) return args
  } catch {
    // Said below.
  }
  console.error('Usage: npm run corpus -- DIR [--review FILE] [--missing FILE]')
  process.exit(2)
}

/** What the command line says of the folder; it must not fail on any file. */
function lint(cwd) {
  const cli = here('../../dist/cli.cjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'lint', '.', '--format', 'json', '--fail-on', 'never'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  process.stdout.write(stderr)
  if (status === 0) return JSON.parse(stdout).files
  console.log(`FAILED "scopelight lint" ended with ${status} on ${cwd}.`)
  process.exit(1)
}

/** The rows of a review; before the first review there is none, unless somebody named one. */
function readReview(named) {
  const file = named ?? here('review.json')
  if (named === undefined && !existsSync(file)) return []
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8'))
    if (Array.isArray(rows)) return rows
  } catch {
    // Said below.
  }
  console.log(`FAILED "${file}" is not a list of rows that can be read.`)
  process.exit(1)
}

/** A finding with the digest of its file, which a verdict is tied to, and the line it stands in. */
function withPlaces(root, { path: file, findings }) {
  const bytes = readFileSync(path.join(root, file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const lines = bytes.toString('utf8').split(/\r\n|\r|\n/)
  return findings.map(({ rule, severity, confidence, message, line }) => ({
    file,
    sha256,
    rule,
    line,
    severity,
    confidence,
    message,
    text: masked(lines[line - 1] ?? ''),
  }))
}

/** Long runs of letters with digits may be secrets; a reviewer needs only their beginning. */
function masked(text) {
  return text
    .slice(0, 500)
    .replace(/[A-Za-z0-9_+=-]{20,}/g, (run) =>
      /\d/.test(run) && /[A-Za-z]/.test(run) ? `${run.slice(0, 6)}…(${run.length} characters)` : run,
    )
}

function printCounts() {
  const rules = new Map()
  for (const { rule, severity } of findings) {
    const counts = rules.get(rule) ?? {}
    counts[severity] = (counts[severity] ?? 0) + 1
    rules.set(rule, counts)
  }
  const columns = SEVERITIES.toReversed()
  console.log(`\n${'rule'.padEnd(40)}${columns.map((severity) => severity.padStart(10)).join('')}`)
  for (const [rule, counts] of [...rules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${rule.padEnd(40)}${columns.map((severity) => String(counts[severity] ?? '–').padStart(10)).join('')}`)
  }
  const grave = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium')).length
  const each = (count) => (files.length === 0 ? '0' : (count / files.length).toFixed(2))
  console.log(
    `\n${files.length} files, ${findings.length} findings (${each(findings.length)} a file), ${grave} of medium or above (${each(grave)} a file)`,
  )
  const { right, wrong } = result.verdicts
  console.log(
    `${right} judged right, ${wrong} judged wrong, ${result.missing.length} without a verdict, ${result.stale.length} stale rows`,
  )
}

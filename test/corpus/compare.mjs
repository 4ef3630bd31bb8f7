export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical']

const isAtLeast = (severity, least) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least)
/** The severity is part of what was judged: a finding that is raised or lowered wants a new verdict. */
const keyOf = ({ file, sha256, rule, line, severity }) => JSON.stringify([file, sha256, rule, line, severity])
const placeOf = ({ file, line, rule }) => `${file}:${line} ${rule}`

/**
 * Compares findings with the verdicts of a review. Several findings of one rule in one line take one row each, in order.
 * Fails: a row that is none, a finding of medium or above that nobody judged, a wrong one at high or above, and more than one
 * wrong one at medium per hundred files.
 */
export function compare(findings, review, fileCount) {
  const failures = []
  const rows = new Map()
  for (const row of review) {
    const problem = problemOf(row)
    if (problem) failures.push(`review row ${JSON.stringify(row)?.slice(0, 200)} ${problem}`)
    else rows.set(keyOf(row), [...(rows.get(keyOf(row)) ?? []), row])
  }

  const missing = []
  const wrongAtMedium = []
  const verdicts = { right: 0, wrong: 0 }
  for (const finding of findings) {
    const row = rows.get(keyOf(finding))?.shift()
    if (!row) {
      missing.push(finding)
      if (isAtLeast(finding.severity, 'medium'))
        failures.push(`${placeOf(finding)} (${finding.severity}) has no verdict: ${finding.message}`)
      continue
    }
    verdicts[row.verdict] += 1
    if (row.verdict === 'right') continue
    if (isAtLeast(finding.severity, 'high')) failures.push(`${placeOf(finding)} (${finding.severity}) is wrong: ${row.reason}`)
    else if (finding.severity === 'medium') wrongAtMedium.push(finding)
  }
  if (wrongAtMedium.length * 100 > Math.max(fileCount, 100)) {
    failures.push(
      `${wrongAtMedium.length} findings at medium are wrong in ${fileCount} files: ${wrongAtMedium.map(placeOf).join(', ')}`,
    )
  }
  return { failures, missing, verdicts, stale: [...rows.values()].flat() }
}

function problemOf(row) {
  if (typeof row !== 'object' || row === null) return 'is not an object'
  if (typeof row.file !== 'string' || typeof row.rule !== 'string') return 'has no file or no rule'
  if (!/^[0-9a-f]{64}$/.test(row.sha256)) return 'has no SHA-256 of the file'
  if (!Number.isInteger(row.line)) return 'has no line'
  if (!SEVERITIES.includes(row.severity)) return 'has no severity'
  if (row.verdict !== 'right' && row.verdict !== 'wrong') return 'has no verdict "right" or "wrong"'
  if (typeof row.reason !== 'string' || row.reason.trim() === '') return 'gives no reason'
  return undefined
}

/** @param {number[]} xs @param {number} q @returns {number} */
export function quantile(xs, q) {
  if (xs.length === 0) return NaN
  const s = [...xs].sort((a, b) => a - b)
  const i = (s.length - 1) * q
  const lo = Math.floor(i)
  const hi = Math.ceil(i)
  return s[lo] + (s[hi] - s[lo]) * (i - lo)
}
/** @param {number[]} xs */
export const median = (xs) => quantile(xs, 0.5)
/** @param {number[]} xs */
export function summary(xs) {
  return {
    n: xs.length,
    p50: round(quantile(xs, 0.5)),
    p95: round(quantile(xs, 0.95)),
    p99: round(quantile(xs, 0.99)),
    max: round(xs.length ? Math.max(...xs) : NaN),
  }
}
/** To three digits or so; a ratio wants `small` decimals below 1. @param {number} x @param {number} [small] */
export function round(x, small = 2) {
  if (!Number.isFinite(x)) return null
  if (x >= 100) return Math.round(x)
  if (x >= 10) return Math.round(x * 10) / 10
  return x < 1 ? Number(x.toFixed(small)) : Math.round(x * 100) / 100
}
/** Plain-text table. @param {string[]} head @param {(string|number|null|undefined)[][]} rows */
export function table(head, rows) {
  const all = [head, ...rows].map((r) => r.map((c) => (c === null || c === undefined ? '–' : String(c))))
  const w = head.map((_, i) => Math.max(...all.map((r) => (r[i] ?? '').length)))
  const line = (/** @type {string[]} */ r) => `| ${r.map((c, i) => (i === 0 ? c.padEnd(w[i]) : c.padStart(w[i]))).join(' | ')} |`
  return [line(all[0]), `| ${w.map((n) => '-'.repeat(n)).join(' | ')} |`, ...all.slice(1).map(line)].join('\n')
}

import { VERDICTS } from '../budget.mjs'
import { table } from './stats.mjs'

/** @typedef {import('./summarise.mjs').Row} Row */

/** What each family is measured against. @type {Record<string, {p50: string, cpu: string}>} */
const REFERENCES = {
  json: { p50: 'floor-json', cpu: 'floor-json-zod' },
  yaml: { p50: 'floor-yaml', cpu: 'floor-yaml' },
  toml: { p50: 'floor-toml', cpu: 'floor-toml' },
}
const HEAD = [
  'server',
  'first ms',
  'edit p50',
  'p95',
  'n',
  'verdict',
  'CPU/edit',
  '×floor p50',
  '×floor CPU',
  '×floor RSS',
  '×echo first',
  'compl',
  'hover',
  'action',
  'settle',
  'per key',
  'RSS MiB',
  'diags',
  'items',
  'right',
]

const pair = (/** @type {{n: number, p50: number | null, p95: number | null}} */ s) => (s.n > 0 ? `${s.p50}/${s.p95}` : '–')

/** All servers on one document, the quickest first. @param {readonly Row[]} rows */
export function documentTable(rows) {
  const [first] = rows
  if (!first) return ''
  const { p50 = '', cpu = '' } = REFERENCES[first.family] ?? {}
  const cells = (/** @type {Row} */ r) => [
    r.peer,
    r.firstDiagnosticsMs,
    r.edit.p50,
    r.edit.p95,
    r.edit.n,
    pair(r.verdict),
    r.cpuPerEditMs,
    r.versus[p50]?.editP50,
    r.versus[cpu]?.cpuPerEdit,
    r.versus[cpu]?.rss,
    r.versus['floor-echo']?.startup,
    pair(r.completion),
    pair(r.hover),
    pair(r.codeAction),
    r.burstSettleMs,
    r.burstReportsPerKey,
    r.peakRssMiB,
    r.diagnostics,
    r.completionItems,
    r.right,
  ]
  const failed = (/** @type {Row} */ r) => [
    r.peer,
    `FAILED: ${String(r.failures[0]).slice(0, 60)}`,
    ...Array(HEAD.length - 2).fill(''),
  ]
  const sorted = rows.toSorted((a, b) => (a.edit.p50 ?? Infinity) - (b.edit.p50 ?? Infinity))
  const title = `### ${first.family} ${first.size} (${first.characters} characters; p50 ÷ ${p50}, CPU and memory ÷ ${cpu})`
  return `\n${title}\n\n${table(
    HEAD,
    sorted.map((r) => (r.sessions > 0 ? cells(r) : failed(r))),
  )}`
}

/** Goal, measured, holds: a line for each goal and document, the goal that is missed in one of our modes is missed. @param {ReturnType<typeof import('../budget.mjs').judge>} judged */
export function goalTable(judged) {
  /** @type {Map<string, typeof judged>} */ const lines = new Map()
  for (const one of judged) {
    const { goal, row, most } = one
    const bound = goal.against === undefined ? `≤ ${most}` : `≤ ${most} × ${goal.against}`
    const line = [`${row.family} ${row.size}`, goal.what, bound].join('\t')
    lines.set(line, [...(lines.get(line) ?? []), one])
  }
  const cells = [...lines].map(([line, both]) => [
    ...line.split('\t'),
    ...['ours push', 'ours pull'].map((mode) => both.find(({ row }) => row.peer === mode)?.measured),
    VERDICTS.find((verdict) => both.some(({ holds }) => holds === verdict)),
  ])
  return `\n### Goals\n\n${table(['document', 'what', 'goal', 'push', 'pull', 'holds'], cells)}`
}

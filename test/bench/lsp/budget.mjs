// The speed goals. A margin is what the harness differs from itself over three rounds or more: 30 % of a latency, 10 % of CPU and
// memory; a count has none.

/** @typedef {import('./lib/summarise.mjs').Row} Row */
/** @typedef {{typical?: number, large?: number, huge?: number}} BySize */
/** @typedef {{what: string, families: readonly string[], against?: string, most: BySize, margin: number, of: (row: Row) => number | null | undefined}} Goal */

const ALL = ['json', 'yaml', 'toml']
const LATENCY = 1.3
const CPU = 1.1
const MEMORY = 1.1
const COUNT = 1
const everywhere = (/** @type {number} */ most) => ({ typical: most, large: most, huge: most })

/** Our number ÷ that of another server in the same rounds. @param {string} name @param {string} what @param {number} margin */
const ratio =
  (name, what, margin) => (/** @type {string} */ family, /** @type {string} */ against, /** @type {BySize} */ most) => ({
    what,
    families: [family],
    against,
    most,
    margin,
    of: (/** @type {Row} */ row) => row.versus[against]?.[name],
  })
const key = ratio('editP50', 'key → verdict, p50', LATENCY)
const cpu = ratio('cpuPerEdit', 'CPU per key', CPU)
const start = ratio('startup', 'start → first verdict', LATENCY)
const memory = ratio('rss', 'peak memory', MEMORY)
const list = ratio('completionP95', 'completion in the burst, p95', LATENCY)

/** @type {readonly Goal[]} */
const GOALS = [
  key('json', 'floor-json', { typical: 2, huge: 1.5 }),
  key('json', 'floor-json-zod', { large: 1 }),
  key('yaml', 'floor-yaml', { typical: 1.3, large: 1.3, huge: 1.2 }),
  key('toml', 'tombi push', { typical: 1, large: 0.3, huge: 0.06 }),
  cpu('json', 'floor-json-zod', everywhere(1.15)),
  cpu('yaml', 'floor-yaml', everywhere(1.2)),
  key('json', 'vscode-json push 500ms', { typical: 0.01, large: 0.01, huge: 0.125 }),
  key('json', 'biome lsp-proxy', { typical: 0.01, large: 0.01 }),
  key('yaml', 'yaml-ls push 200ms', { typical: 0.02, large: 0.04, huge: 0.4 }),
  memory('json', 'floor-json-zod', everywhere(1.25)),
  // The document's own parse and rules are no part of a start: of the larger ones only what a peer takes is a measure.
  ...ALL.map((family) => start(family, 'floor-echo', { typical: 1.15 })),
  start('json', 'vscode-json pull', { typical: 0.75 }),
  start('yaml', 'yaml-ls push 200ms', { typical: 0.3, huge: 0.05 }),
  list('yaml', 'yaml-ls push 200ms', { huge: 0.05 }),

  // On a quiet machine of two cores.
  {
    what: 'key → verdict, p95 ms',
    families: ['json', 'toml'],
    most: { typical: 5, large: 12, huge: 100 },
    margin: LATENCY,
    of: (row) => row.edit.p95,
  },
  {
    what: 'key → verdict, p95 ms',
    families: ['yaml'],
    most: { typical: 8, large: 25 },
    margin: LATENCY,
    of: (row) => row.edit.p95,
  },
  {
    what: 'burst: last key → verdict, ms',
    families: ['json'],
    most: { typical: 10, large: 30, huge: 100 },
    margin: LATENCY,
    of: (row) => row.burstSettleMs,
  },
  {
    what: 'burst: last key → verdict, ms',
    families: ['yaml'],
    most: { typical: 10, large: 30, huge: 250 },
    margin: LATENCY,
    of: (row) => row.burstSettleMs,
  },
  {
    what: 'burst: last key → verdict, ms',
    families: ['toml'],
    most: { typical: 10, large: 30 },
    margin: LATENCY,
    of: (row) => row.burstSettleMs,
  },
  // A server that answers within the time between two keys reports once a key; a queue shows in the line above.
  { what: 'burst: verdicts per key', families: ALL, most: everywhere(1), margin: COUNT, of: (row) => row.burstReportsPerKey },
  {
    what: 'completion in the burst, p95 ms',
    families: ALL,
    most: { typical: 10, large: 25, huge: 100 },
    margin: LATENCY,
    of: (row) => row.completion.p95,
  },
  {
    what: 'completions refused in the burst',
    families: ALL,
    most: everywhere(0),
    margin: COUNT,
    of: (row) => row.completionsRefused,
  },
  { what: 'hover, p95 ms', families: ALL, most: { typical: 3, large: 3, huge: 10 }, margin: LATENCY, of: (row) => row.hover.p95 },
  {
    what: 'code action, p95 ms',
    families: ALL,
    most: { typical: 3, large: 3, huge: 10 },
    margin: LATENCY,
    of: (row) => row.codeAction.p95,
  },
  { what: 'first answers that were wrong', families: ALL, most: everywhere(0), margin: COUNT, of: (row) => row.wrongFirst },
]

/** The worst first. */
export const VERDICTS = /** @type {const} */ (['NOT MEASURED', 'NO', 'within the noise', 'yes'])
/** @typedef {typeof VERDICTS[number]} Holds */

/**
 * Each goal beside each row of ours that it speaks of. Without its peer a goal is left out; without its floor, or without a number,
 * it fails.
 * @param {readonly Row[]} rows
 * @returns {{row: Row, goal: Goal, most: number, measured: number | null, holds: Holds}[]}
 */
export function judge(rows) {
  const hasRun = (/** @type {Row} */ { family, size }, /** @type {string} */ peer) =>
    rows.some((other) => other.family === family && other.size === size && other.peer === peer && other.sessions > 0)
  return GOALS.flatMap((goal) =>
    rows.flatMap((row) => {
      const most = goal.most[/** @type {keyof BySize} */ (row.size)]
      if (!row.peer.startsWith('ours') || !goal.families.includes(row.family) || most === undefined) return []
      const { against } = goal
      if (against !== undefined && !against.startsWith('floor') && !hasRun(row, against)) return []
      const measured = goal.of(row) ?? null
      return [{ row, goal, most, measured, holds: holdsAt(measured, most, goal.margin) }]
    }),
  )
}

/** Within its margin a number over its goal says nothing. @param {number | null} measured @param {number} most @param {number} margin @returns {Holds} */
export function holdsAt(measured, most, margin) {
  if (measured === null) return 'NOT MEASURED'
  if (measured <= most) return 'yes'
  return measured <= most * margin ? 'within the noise' : 'NO'
}

/** @param {Holds} holds */
export const fails = (holds) => holds === 'NO' || holds === 'NOT MEASURED'

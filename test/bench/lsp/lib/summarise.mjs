import { median, quantile, round, summary } from './stats.mjs'

/** @typedef {{family: string, size: string, peer: string, characters: number, sessions: any[]}} Case every life of one server on one document */
/** @typedef {ReturnType<typeof summarise>[number]} Row */

/** What of a session is compared with another server's. @type {Record<string, (session: any) => number>} */
const COMPARED = {
  editP50: ({ latency }) => quantile(latency.edit, 0.5),
  cpuPerEdit: ({ cpuPerEditMs }) => cpuPerEditMs,
  startup: ({ firstDiagnosticsMs }) => firstDiagnosticsMs,
  rss: ({ peakRssMiB }) => peakRssMiB,
  completionP95: ({ burst }) => quantile(burst.completion, 0.95),
}

/** Pools the samples of all rounds; ratios are taken inside a round and then the median is taken. @param {readonly Case[]} cases */
export function summarise(cases) {
  return cases.map((one) => {
    const good = one.sessions.filter(({ ok }) => ok)
    const pool = (/** @type {(session: any) => number[]} */ of) => good.flatMap(of)
    const middle = (/** @type {(session: any) => number} */ of) => round(median(good.map(of)))
    const sum = (/** @type {(session: any) => number} */ of) => good.reduce((total, session) => total + of(session), 0)
    const others = cases.filter((other) => other !== one && other.family === one.family && other.size === one.size)
    return {
      family: one.family,
      size: one.size,
      peer: one.peer,
      characters: one.characters,
      sessions: good.length,
      failures: one.sessions.filter(({ ok }) => !ok).map(({ error }) => error),
      firstDiagnosticsMs: middle(({ firstDiagnosticsMs }) => firstDiagnosticsMs),
      edit: summary(pool(({ latency }) => latency.edit)),
      verdict: summary(pool(({ latency }) => latency.verdict)),
      hover: summary(pool(({ latency }) => latency.hover)),
      codeAction: summary(pool(({ latency }) => latency.action)),
      completion: summary(pool(({ burst }) => burst.completion)),
      completionsRefused: sum(({ burst }) => burst.refused),
      completionItems: Math.max(0, ...good.map(({ burst }) => burst.items)),
      burstSettleMs: middle(({ burst }) => burst.settleMs ?? Number.NaN),
      burstReportsPerKey: middle(({ burst }) => burst.reports / burst.keys),
      burstCpuPerKeyMs: middle(({ burst }) => burst.cpuPerKeyMs),
      cpuPerEditMs: middle(({ cpuPerEditMs }) => cpuPerEditMs),
      peakRssMiB: middle(({ peakRssMiB }) => peakRssMiB),
      diagnostics: good[0]?.baseDiagnostics,
      wrongFirst: sum(({ checks }) => checks.checks - checks.right + checks.missed),
      right: round(sum(({ checks }) => checks.right) / sum(({ checks }) => checks.checks), 3),
      versus: Object.fromEntries(others.map((other) => [other.peer, ratios(good, other)])),
    }
  })
}

/** @param {any[]} sessions @param {Case} other @returns {Record<string, number | null>} */
function ratios(sessions, other) {
  const inRound = (/** @type {(session: any) => number} */ of) =>
    sessions.flatMap((session) => {
      const same = other.sessions.find(({ ok, round: turn }) => ok && turn === session.round)
      return same ? [of(session) / of(same)] : []
    })
  return Object.fromEntries(Object.entries(COMPARED).map(([name, of]) => [name, round(median(inRound(of)), 3)]))
}

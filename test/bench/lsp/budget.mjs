/**
 * What one key may cost, as ratios to a server of the same run that only parses. The margins are those of the harness
 * against itself: 30 % of a median, 10 % of CPU, over three rounds or more.
 */
const BUDGET = [
  { size: 'typical', what: 'edit p50', against: 'floor-json', most: 2, margin: 1.3, of: (row) => row.toJson.editP50 },
  { size: 'large', what: 'edit p50', against: 'floor-json-zod', most: 1, margin: 1.3, of: (row) => row.toJsonZod.editP50 },
  { size: 'huge', what: 'edit p50', against: 'floor-json', most: 1.5, margin: 1.3, of: (row) => row.toJson.editP50 },
  {
    size: undefined,
    what: 'CPU per edit',
    against: 'floor-json-zod',
    most: 1.15,
    margin: 1.1,
    of: (row) => row.toJsonZod.cpuPerEdit,
  },
  { size: undefined, what: 'peak memory', against: 'floor-json-zod', most: 1.25, margin: 1.1, of: (row) => row.toJsonZod.rss },
]

/** One sentence for each number of ours that is over its budget. @param {readonly any[]} results @returns {string[]} */
export function overBudget(results) {
  return results
    .filter(({ peer, sessions }) => peer.startsWith('ours') && sessions > 0)
    .flatMap((row) => [
      ...(row.right === 1 ? [] : [`${row.size} "${row.peer}": only ${row.right} of the first answers were right.`]),
      ...BUDGET.filter(({ size, most, margin, of }) => (size ?? row.size) === row.size && of(row) > most * margin).map(
        ({ what, against, most, of }) => `${row.size} "${row.peer}": ${what} is ${of(row)} × ${against}, the budget is ${most}.`,
      ),
    ])
}

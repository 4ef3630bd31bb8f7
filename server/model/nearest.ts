/** The one of these words that somebody probably meant: a slip or two away, no more than a third of it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  let best: string | undefined
  let bestSlips = Math.min(2, Math.floor(Math.max(typed.length, 3) / 3)) + 1
  for (const candidate of words) {
    const slips = countSlips(typed, candidate.toLowerCase(), bestSlips)
    if (slips < bestSlips) {
      best = candidate
      bestSlips = slips
    }
  }
  return best
}

/** Letters to insert, delete or replace, neighbours swapped counting once (optimal string alignment); stops at `limit`. */
function countSlips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const here = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      here[column] = Math.min(
        (above[column] ?? limit) + 1,
        (here[column - 1] ?? limit) + 1,
        (above[column - 1] ?? limit) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? limit) + 1 : limit,
      )
    }
    before = above
    above = here
  }
  return above[b.length] ?? limit
}

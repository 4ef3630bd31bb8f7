/** The p-th percentile of an ascending list (nearest rank). */
export const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)]

export const median = (values) =>
  percentile(
    values.toSorted((a, b) => a - b),
    50,
  )

export const ms = (n) => (n === undefined ? '' : n < 10 ? n.toFixed(3) : n.toFixed(1))

export const ratio = (a, b) => (a === undefined || !b ? undefined : a / b)

export const times = (n) => (n === undefined ? '' : `${n.toFixed(2)}×`)

export const added = (a, b) => `${a < b ? '−' : '+'}${ms(Math.abs(a - b))}`

/** One line of text that fits into a table cell. */
export const brief = (value, length = 70) => {
  const line = String(value).replace(/\s+/g, ' ').replaceAll('|', '/')
  return line.length > length ? `${line.slice(0, length)}…` : line
}

/** A Markdown table; the first column is left-aligned, the others right. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    `|---|${head
      .slice(1)
      .map(() => '--:')
      .join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

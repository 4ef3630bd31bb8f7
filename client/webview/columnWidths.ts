import type { Column } from './columns.ts'

/** A list narrower than this shows a call in two lines. */
export const NARROW = 520

/** The columns that fit into a list of this width. */
export function fittingColumns<Some extends Pick<Column, 'from' | 'narrow'>>(
  columns: readonly Some[],
  width: number,
): readonly Some[] {
  return columns.filter(({ from, narrow }) => (width < NARROW ? narrow : width >= from))
}

/**
 * Px for each column: never less than its least; then what it gets before others grow; then, as far as possible, its usual
 * width; what is left over goes by shares. The sum is `width` unless the least widths are more than that.
 */
export function columnWidths(columns: readonly Pick<Column, 'width'>[], width: number): readonly number[] {
  const steps = [
    columns.map((column) => column.width.least),
    columns.map((column) => column.width.first ?? column.width.least),
    columns.map((column) => column.width.usual),
  ]
  let reached = steps[0] ?? []
  for (const step of steps) {
    const from = sum(reached)
    const to = sum(step)
    const part = to === from ? 1 : Math.min(1, Math.max(0, (width - from) / (to - from)))
    reached = reached.map((px, at) => px + ((step[at] ?? px) - px) * part)
    if (part < 1) break
  }
  const shares = sum(columns.map((column) => column.width.grow))
  const over = shares === 0 ? 0 : Math.max(0, width - sum(reached))
  return reached.map((px, at) => px + (over * (columns[at]?.width.grow ?? 0)) / Math.max(1, shares))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

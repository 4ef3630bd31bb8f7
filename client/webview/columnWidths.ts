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
 * Px for each column: never less than its least, as far as possible its usual width, and what is left over by its share.
 * The sum is `width` unless the least widths are more than that.
 */
export function columnWidths(columns: readonly Pick<Column, 'width'>[], width: number): readonly number[] {
  const least = sum(columns, (column) => column.width.least)
  const usual = sum(columns, (column) => column.width.usual)
  const shares = sum(columns, (column) => column.width.grow)
  const part = usual === least ? 1 : Math.min(1, Math.max(0, (width - least) / (usual - least)))
  const over = Math.max(0, width - usual)
  return columns.map(
    ({ width: { least: from, usual: to, grow } }) => from + (to - from) * part + (shares === 0 ? 0 : (over * grow) / shares),
  )
}

function sum<Some>(list: readonly Some[], of: (one: Some) => number): number {
  return list.reduce((total, one) => total + of(one), 0)
}

import { describe, expect, it } from 'vitest'
import { ROW_BYTES } from '../../server/protocol/viewMessages.ts'
import { columnsOf, RowColumns } from '../../server/trace/rowColumns.ts'

/** Rows whose start is their number. */
function batch(from: number, count: number) {
  const columns = columnsOf(new ArrayBuffer(count * ROW_BYTES), count)
  for (let index = 0; index < count; index += 1) columns.start[index] = from + index
  return { columns, count }
}

const starts = (rows: RowColumns) =>
  Array.from({ length: rows.count }, (_, index) => rows.columns.start[rows.slot(rows.firstId + index)])

describe('columns that begin with a batch', () => {
  it('keep its arrays as they are', () => {
    const first = batch(7, 3)
    const rows = new RowColumns(10, 7, first)
    expect(rows.columns).toBe(first.columns)
    expect(starts(rows)).toEqual([7, 8, 9])
  })

  it('grow to the ring and go round, whatever the first id is', () => {
    for (const firstId of [0, 1, 7, 1_000_003]) {
      const rows = new RowColumns(5, firstId, batch(firstId, 3))
      for (let next = firstId + 3; next < firstId + 14; next += 1) {
        rows.appendBatch(batch(next, 1).columns, 1)
        const oldest = Math.max(firstId, next - 4)
        expect(rows.firstId).toBe(oldest)
        expect(starts(rows)).toEqual(Array.from({ length: next - oldest + 1 }, (_, index) => oldest + index))
      }
    }
  })

  it('keep more rows than asked for when more come at once', () => {
    expect(starts(new RowColumns(2, 0, batch(0, 4)))).toEqual([0, 1, 2, 3])
  })

  it('begin empty with an empty batch', () => {
    const rows = new RowColumns(4, 9, batch(9, 0))
    rows.appendBatch(batch(9, 2).columns, 2)
    expect(starts(rows)).toEqual([9, 10])
  })
})

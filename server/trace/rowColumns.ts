import { type ColumnName, type Columns, ROW_BYTES, ROW_LAYOUT } from '../protocol/viewMessages.ts'

/** Typed views on a batch of `count` rows: column after column in the order of `ROW_LAYOUT`, always aligned. */
export function columnsOf(buffer: ArrayBuffer, count: number): Columns {
  let offset = 0
  const views = ROW_LAYOUT.map(([name, type]) => {
    const view = new type(buffer, offset, count)
    offset += count * type.BYTES_PER_ELEMENT
    return [name, view] as const
  })
  // ROW_LAYOUT names every column once with its type; Object.fromEntries only forgets which is which.
  return Object.fromEntries(views) as unknown as Columns
}

/**
 * The newest `maxRows` rows as one typed array per column. A row keeps its id: the number of its arrival. It lies at
 * `slot(id)`; when the ring is full the oldest row makes room for the newest. Until then no row changes its slot.
 */
export class RowColumns {
  readonly maxRows: number
  columns: Columns
  /** Id of the oldest row that is kept. */
  firstId = 0
  /** Id the next row gets. */
  nextId = 0
  #capacity: number
  /** Id of the row in slot 0, the first time round. */
  readonly #base: number

  /** `batch`: the first rows. Its columns are kept as they are, not copied: a big trace is there without moving a byte. */
  constructor(maxRows: number, firstId = 0, batch?: { readonly columns: Columns; readonly count: number }) {
    const count = batch?.count ?? 0
    this.maxRows = Math.max(1, count, Math.floor(maxRows))
    this.#capacity = count > 0 ? count : Math.min(this.maxRows, 1024)
    this.columns = count > 0 && batch ? batch.columns : allocate(this.#capacity)
    this.#base = firstId
    this.firstId = firstId
    this.nextId = firstId + count
  }

  get count(): number {
    return this.nextId - this.firstId
  }

  has(id: number): boolean {
    return id >= this.firstId && id < this.nextId
  }

  slot(id: number): number {
    const place = id - this.#base
    return place < this.#capacity ? place : place % this.#capacity
  }

  /** Makes room for `count` rows and returns the id of the first. Rows that fall out are gone from `firstId` on. */
  append(count: number): number {
    const id = this.nextId
    if (this.count + count > this.#capacity) this.#grow(this.count + count)
    this.nextId += count
    if (this.count > this.maxRows) this.firstId = this.nextId - this.maxRows
    return id
  }

  /** Overwrites a row that is kept with one of a batch. */
  write(batch: Columns, index: number, id: number): void {
    copyRow(batch, index, this.columns, this.slot(id))
  }

  /** Appends a batch: as many block copies as the ring has ends to wrap around. */
  appendBatch(batch: Columns, count: number): void {
    const skipped = Math.max(0, count - this.maxRows)
    let id = this.append(count) + skipped
    let from = skipped
    while (from < count) {
      const slot = this.slot(id)
      const length = Math.min(count - from, this.#capacity - slot)
      copyRows(batch, from, this.columns, slot, length)
      from += length
      id += length
    }
  }

  /** A new buffer with the rows of these ids, ready to be sent. */
  batch(ids: Iterable<number> & { readonly length: number }): ArrayBuffer {
    const buffer = new ArrayBuffer(ids.length * ROW_BYTES)
    const target = columnsOf(buffer, ids.length)
    let index = 0
    for (const id of ids) copyRow(this.columns, this.slot(id), target, index++)
    return buffer
  }

  /** A new buffer with the rows from `from` up to, not including, `to`. */
  range(from: number, to: number): ArrayBuffer {
    const count = to - from
    const buffer = new ArrayBuffer(count * ROW_BYTES)
    const target = columnsOf(buffer, count)
    let done = 0
    while (done < count) {
      const slot = this.slot(from + done)
      const length = Math.min(count - done, this.#capacity - slot)
      copyRows(this.columns, slot, target, done, length)
      done += length
    }
    return buffer
  }

  #grow(needed: number): void {
    const capacity = Math.min(this.maxRows, Math.max(needed, this.#capacity * 2))
    if (capacity === this.#capacity) return
    // A ring that still grows never went round, so its rows lie in one piece from slot 0 on.
    const columns = allocate(capacity)
    copyRows(this.columns, 0, columns, 0, this.count)
    this.columns = columns
    this.#capacity = capacity
  }
}

const NAMES: readonly ColumnName[] = ROW_LAYOUT.map(([name]) => name)

function allocate(rows: number): Columns {
  return columnsOf(new ArrayBuffer(rows * ROW_BYTES), rows)
}

function copyRow(from: Columns, fromSlot: number, to: Columns, toSlot: number): void {
  for (const name of NAMES) to[name][toSlot] = from[name][fromSlot] ?? 0
}

function copyRows(from: Columns, fromSlot: number, to: Columns, toSlot: number, count: number): void {
  for (const name of NAMES) to[name].set(from[name].subarray(fromSlot, fromSlot + count), toSlot)
}

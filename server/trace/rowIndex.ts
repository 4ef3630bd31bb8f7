import type { RowColumns } from './rowColumns.ts'

/** Rows of several files that arrive late are put in their place when they are this late at most. */
const LATE_MS = 2_000

/** Ids of the rows that are shown, in the order of their start: row `i` of the list is `ids[i]`. */
export class RowIndex {
  readonly #rows: RowColumns
  #ids = new Uint32Array(1024)
  #length = 0
  /** Ids rise with the position: nothing came late, so a search can be binary. */
  #rising = true

  constructor(rows: RowColumns) {
    this.#rows = rows
  }

  get length(): number {
    return this.#length
  }

  at(position: number): number | undefined {
    return position >= 0 && position < this.#length ? this.#ids[position] : undefined
  }

  /** Position of a row, or -1. */
  indexOf(id: number): number {
    if (!this.#rising) return this.#ids.subarray(0, this.#length).indexOf(id)
    const position = this.#lowerBound((other) => other - id)
    return this.#ids[position] === id && position < this.#length ? position : -1
  }

  /** All rows with an id from `from` on that `shows` says yes to, in order. */
  rebuild(from: number, shows: (slot: number) => boolean): void {
    const rows = this.#rows
    const { start } = rows.columns
    this.#reserve(rows.count)
    const ids = this.#ids
    let length = 0
    let last = Number.NEGATIVE_INFINITY
    let sorted = true
    for (let id = Math.max(from, rows.firstId); id < rows.nextId; id += 1) {
      const slot = rows.slot(id)
      if (!shows(slot)) continue
      const time = start[slot] ?? 0
      if (time < last) sorted = false
      last = time
      ids[length] = id
      length += 1
    }
    this.#length = length
    this.#rising = sorted
    if (!sorted) this.#ids.subarray(0, this.#length).sort((one, other) => this.#time(one) - this.#time(other) || one - other)
  }

  /** A row that was just appended. */
  add(id: number): void {
    this.#reserve(this.#length + 1)
    const time = this.#time(id)
    let position = this.#length
    while (position > 0) {
      const before = this.#time(this.#ids[position - 1] ?? 0)
      if (before <= time || before - time > LATE_MS) break
      position -= 1
    }
    if (position < this.#length) this.#rising = false
    this.#ids.copyWithin(position + 1, position, this.#length)
    this.#ids[position] = id
    this.#length += 1
  }

  /** A row that changed and is shown from now on. */
  insert(id: number): void {
    this.#reserve(this.#length + 1)
    const time = this.#time(id)
    const position = this.#lowerBound((other) => this.#time(other) - time || other - id)
    this.#ids.copyWithin(position + 1, position, this.#length)
    this.#ids[position] = id
    this.#length += 1
  }

  remove(id: number): void {
    const position = this.indexOf(id)
    if (position === -1) return
    this.#ids.copyWithin(position, position + 1, this.#length)
    this.#length -= 1
  }

  /** Drops the rows that fell out; returns how many stood at the front. */
  evict(): number {
    const { firstId } = this.#rows
    let kept = 0
    let front = 0
    for (let position = 0; position < this.#length; position += 1) {
      const id = this.#ids[position] ?? 0
      if (id < firstId) {
        if (kept === 0) front += 1
        continue
      }
      this.#ids[kept] = id
      kept += 1
    }
    this.#length = kept
    return front
  }

  #time(id: number): number {
    return this.#rows.columns.start[this.#rows.slot(id)] ?? 0
  }

  /** First position whose id is not before the one that is looked for. */
  #lowerBound(compare: (id: number) => number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.#ids[middle] ?? 0) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #reserve(count: number): void {
    if (count <= this.#ids.length) return
    const ids = new Uint32Array(Math.max(count, this.#ids.length * 2))
    ids.set(this.#ids.subarray(0, this.#length))
    this.#ids = ids
  }
}

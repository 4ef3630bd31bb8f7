import type { DictionaryName, ToPage } from '../protocol/viewMessages.ts'
import { OTHER, STATUS } from './call.ts'
import { isEntry } from './entryShape.ts'
import { emptyDictionaries, type PageDictionaries } from './entryTexts.ts'
import { type FilterToken, Matcher } from './filter.ts'
import { columnsOf, RowColumns } from './rowColumns.ts'
import { RowIndex } from './rowIndex.ts'

export type DataMessage = Extract<ToPage, { readonly seq: number }>

/** What the page does after a data message. */
export type Applied =
  | { readonly state: 'applied'; readonly generation: number; readonly seq: number }
  /** A message that came twice, or one that came while a snapshot is awaited. */
  | { readonly state: 'ignored' }
  | { readonly state: 'resync'; readonly reason: 'gap' | 'generation' | 'error' }

export interface Counts {
  /** Operations a person would call a call, in memory and not cleared. */
  readonly calls: number
  readonly protocol: number
  readonly failed: number
}

/**
 * The page's copy of the rows: applies messages in order, and keeps the list of rows that are shown. Lost, doubled and
 * reordered messages end in the same content as the store's, by way of a new snapshot.
 */
export class PageStore {
  rows: RowColumns
  dictionaries: PageDictionaries = emptyDictionaries()
  index: RowIndex
  epochMs = 0
  #maxRows: number
  #generation = -1
  #seq = 0
  #waiting = true
  #tokens: readonly FilterToken[] = []
  #matcher: Matcher | undefined
  /** The compiled filter over the columns as they are now. */
  #matches: ((slot: number) => boolean) | undefined
  #showProtocol = false
  #clearedUpTo = 0
  #calls = 0
  #failed = 0
  #total = 0
  /** Rows that fell out at the front of the list since the last look: a list that does not follow moves by so much. */
  shifted = 0

  constructor(maxRows: number) {
    this.#maxRows = maxRows
    this.rows = new RowColumns(maxRows)
    this.index = new RowIndex(this.rows)
  }

  get counts(): Counts {
    return { calls: this.#calls, protocol: this.#total - this.#calls, failed: this.#failed }
  }

  /** Takes effect with the next snapshot: rows that are here stay. */
  set maxRows(maxRows: number) {
    this.#maxRows = maxRows
  }

  apply(message: DataMessage): Applied {
    if (message.seq <= this.#seq) return { state: 'ignored' }
    if (message.type === 'snapshot') return this.#snapshot(message)
    if (this.#waiting) return { state: 'ignored' }
    if (message.generation !== this.#generation) return this.#resync('generation')
    if (message.seq !== this.#seq + 1) return this.#resync('gap')
    try {
      const replaced = this.#applyEntries(message.dict)
      this.#bind()
      if (message.type === 'append') this.#append(message)
      else this.#patch(message)
      if (replaced) this.refilter()
    } catch {
      return this.#resync('error') // The content is in doubt; a snapshot settles it.
    }
    this.#seq = message.seq
    return { state: 'applied', generation: message.generation, seq: message.seq }
  }

  setFilter(tokens: readonly FilterToken[]): void {
    if (tokens.length === 0 && this.#tokens.length === 0) return
    this.#tokens = tokens
    this.#compile()
    this.refilter()
  }

  /**
   * For each token of the filter, how many more rows would be shown without it. Knows the first 32 tokens of a filter with at
   * most as many. Reads every row.
   */
  matchesWithout(): readonly number[] {
    const counts = this.#tokens.map(() => 0)
    const missing = this.#matcher?.missing(this.rows.columns)
    if (missing === undefined || this.#tokens.length > 32) return counts
    for (let id = Math.max(this.rows.firstId, this.#clearedUpTo); id < this.rows.nextId; id += 1) {
      const slot = this.rows.slot(id)
      const bits = this.#isListed(slot) ? missing(slot) : 0
      if (bits === 0 || (bits & (bits - 1)) !== 0) continue
      const token = 31 - Math.clz32(bits)
      counts[token] = (counts[token] ?? 0) + 1
    }
    return counts
  }

  get showProtocol(): boolean {
    return this.#showProtocol
  }

  set showProtocol(show: boolean) {
    if (show === this.#showProtocol) return
    this.#showProtocol = show
    this.refilter()
  }

  /** Rows before this id are not shown. Returns the id before, to undo it. */
  clearUpTo(id: number): number {
    const before = this.#clearedUpTo
    this.#clearedUpTo = id
    this.#recount()
    this.refilter()
    return before
  }

  refilter(): void {
    const { kind } = this.rows.columns
    const protocol = this.#showProtocol
    const matches = this.#matcher?.all(this.rows.columns, Math.min(kind.length, this.rows.count))
    this.index.rebuild(
      this.#clearedUpTo,
      matches === undefined
        ? (slot) => protocol || kind[slot] !== OTHER
        : (slot) => matches[slot] === 1 && (protocol || kind[slot] !== OTHER),
    )
  }

  #snapshot(message: Extract<DataMessage, { readonly type: 'snapshot' }>): Applied {
    if (message.generation < this.#generation) return { state: 'ignored' }
    try {
      const batch = columnsOf(message.buffer, message.count)
      this.rows = new RowColumns(this.#maxRows, message.firstId, { columns: batch, count: message.count })
      this.index = new RowIndex(this.rows)
      this.dictionaries = emptyDictionaries()
      this.epochMs = message.epochMs
      this.#matcher = this.#matches = undefined
      this.#applyEntries(message.dict)
    } catch {
      return this.#resync('error') // A buffer that is not what its count says.
    }
    this.#generation = message.generation
    this.#seq = message.seq
    this.#waiting = false
    this.shifted = 0
    this.#recount()
    this.#compile()
    this.refilter()
    return { state: 'applied', generation: message.generation, seq: message.seq }
  }

  #append({ buffer, count, firstId }: Extract<DataMessage, { readonly type: 'append' }>): void {
    if (firstId !== this.rows.nextId) throw new RangeError('rows are missing')
    const batch = columnsOf(buffer, count)
    const { rows } = this
    const fallen = Math.min(rows.nextId, rows.nextId + count - rows.maxRows)
    for (let id = rows.firstId; id < fallen; id += 1) this.#countRow(id, -1)
    rows.appendBatch(batch, count)
    this.#bind() // The columns may have grown.
    if (rows.firstId > 0 && fallen > 0) this.shifted += this.index.evict()
    for (let id = Math.max(firstId, rows.firstId); id < rows.nextId; id += 1) {
      this.#countRow(id, 1)
      if (this.#shows(id, rows.slot(id))) this.index.add(id)
    }
  }

  #patch({ buffer, count, ids }: Extract<DataMessage, { readonly type: 'patch' }>): void {
    const batch = columnsOf(buffer, count)
    const { rows } = this
    for (let position = 0; position < count; position += 1) {
      const id = ids[position] ?? -1
      if (!rows.has(id)) continue
      const slot = rows.slot(id)
      const shown = this.#shows(id, slot)
      this.#countRow(id, -1)
      rows.write(batch, position, id)
      this.#countRow(id, 1)
      const shows = this.#shows(id, slot)
      if (shows && !shown) this.index.insert(id)
      else if (!shows && shown) this.index.remove(id)
    }
  }

  /** True when the change of an entry may have changed which rows match. */
  #applyEntries(dict: DataMessage['dict']): boolean {
    // Entries of one dictionary come one after the other, up to as many as there are rows.
    let last: string | undefined
    let known: unknown[] | undefined
    const applied: (readonly [DictionaryName, number])[] = []
    for (const place of dict) {
      if (!Array.isArray(place)) continue
      const name = place[0]
      if (name !== last) known = Object.hasOwn(this.dictionaries, name) ? this.dictionaries[name] : undefined
      last = name
      // What cannot be shown is left out; rows that point at it show "…".
      if (known === undefined || !isEntry(name, place[1], place[2])) continue
      known[place[1]] = place[2]
      if (this.#matcher) applied.push([name, place[1]])
    }
    // Afterwards, since entries point at each other.
    let replaced = false
    for (const [name, index] of applied) if (this.#matcher?.entryChanged(name, index)) replaced = true
    return replaced
  }

  #compile(): void {
    this.#matcher = this.#tokens.length === 0 ? undefined : new Matcher(this.#tokens, this.dictionaries)
    this.#bind()
  }

  #bind(): void {
    this.#matches = this.#matcher?.over(this.rows.columns)
  }

  #resync(reason: 'gap' | 'generation' | 'error'): Applied {
    this.#waiting = true
    return { state: 'resync', reason }
  }

  #shows(id: number, slot: number): boolean {
    return id >= this.#clearedUpTo && this.#isListed(slot) && (this.#matches === undefined || this.#matches(slot))
  }

  #isListed(slot: number): boolean {
    return this.#showProtocol || this.rows.columns.kind[slot] !== OTHER
  }

  #recount(): void {
    const { rows } = this
    const { kind, status } = rows.columns
    const first = Math.max(rows.firstId, this.#clearedUpTo)
    let calls = 0
    let failed = 0
    for (let id = first; id < rows.nextId; id += 1) {
      const slot = rows.slot(id)
      if (kind[slot] === OTHER) continue
      calls += 1
      if (isFailure(status[slot])) failed += 1
    }
    this.#calls = calls
    this.#failed = failed
    this.#total = Math.max(0, rows.nextId - first)
  }

  #countRow(id: number, sign: 1 | -1): void {
    if (id < this.#clearedUpTo) return
    const slot = this.rows.slot(id)
    this.#total += sign
    if (this.rows.columns.kind[slot] === OTHER) return
    this.#calls += sign
    if (isFailure(this.rows.columns.status[slot])) this.#failed += sign
  }
}

function isFailure(status: number | undefined): boolean {
  return status === STATUS.toolError || status === STATUS.protocolError
}

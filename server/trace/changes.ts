import type { DictionaryName } from '../protocol/viewMessages.ts'

/** What one reader of the store has not seen yet: ids and numbers only, the rows stay in the store. */
export class Changes {
  /** Rows from here on were never sent. */
  sentUpTo: number
  readonly rows = new Set<number>()
  readonly entries = new Map<DictionaryName, Set<number>>()

  constructor(nextId: number) {
    this.sentUpTo = nextId
  }

  rowChanged(id: number): void {
    if (id < this.sentUpTo) this.rows.add(id)
  }

  entryChanged(name: DictionaryName, index: number): void {
    const known = this.entries.get(name)
    if (known) known.add(index)
    else this.entries.set(name, new Set([index]))
  }

  /** Everything up to `nextId` is sent. */
  clear(nextId: number): void {
    this.sentUpTo = nextId
    this.rows.clear()
    this.entries.clear()
  }
}

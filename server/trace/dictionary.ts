/**
 * Strings and small objects that many rows share, each with a number. Rows count as users: an entry without users gives its
 * number to the next new one, so a trace that runs for days does not grow without end.
 */
export class Dictionary<Entry> {
  readonly #limit: number
  readonly #overflow: Entry
  readonly #indexes = new Map<string, number>()
  readonly #keys: string[] = []
  readonly #entries: Entry[] = []
  readonly #users: number[] = []
  readonly #free: number[] = []
  readonly #changed: (index: number) => void

  /** At most `limit` entries; what comes after reads as `overflow`, which has the number `limit`. */
  constructor(limit: number, overflow: Entry, changed: (index: number) => void) {
    this.#limit = limit
    this.#overflow = overflow
    this.#changed = changed
  }

  /** The number of the entry with this key; `make` is called when it is new. The number has one more user. */
  use(key: string, make: () => Entry): number {
    const known = this.#indexes.get(key)
    if (known !== undefined) {
      this.#users[known] = (this.#users[known] ?? 0) + 1
      return known
    }
    if (this.#free.length === 0 && this.#entries.length >= this.#limit) {
      if (this.#entries.length === this.#limit) this.#put(this.#limit, '', this.#overflow)
      return this.#limit
    }
    const index = this.#free.pop() ?? this.#entries.length
    this.#indexes.set(key, index)
    this.#users[index] = 1
    this.#put(index, key, make())
    return index
  }

  /** Takes one user away. */
  release(index: number): void {
    if (index >= this.#limit || this.#users[index] === undefined) return
    const users = (this.#users[index] ?? 0) - 1
    this.#users[index] = users
    if (users > 0) return
    this.#indexes.delete(this.#keys[index] ?? '')
    this.#free.push(index)
  }

  /** The number of a key that is in use. */
  find(key: string): number | undefined {
    return this.#indexes.get(key)
  }

  replace(index: number, entry: Entry): void {
    this.#put(index, this.#keys[index] ?? '', entry)
  }

  get(index: number): Entry | undefined {
    return this.#entries[index]
  }

  get size(): number {
    return this.#entries.length
  }

  #put(index: number, key: string, entry: Entry): void {
    this.#keys[index] = key
    this.#entries[index] = entry
    this.#changed(index)
  }
}

/** A map that forgets its oldest entries beyond `most`: what a hostile peer never ends must not grow without end. */
export class BoundedMap<Key, Value> {
  readonly #map = new Map<Key, Value>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(key: Key): Value | undefined {
    return this.#map.get(key)
  }

  set(key: Key, value: Value): void {
    this.#map.delete(key)
    this.#map.set(key, value)
    if (this.#map.size <= this.#most) return
    for (const oldest of this.#map.keys()) {
      this.#map.delete(oldest)
      return
    }
  }

  delete(key: Key): void {
    this.#map.delete(key)
  }

  get size(): number {
    return this.#map.size
  }

  values(): IterableIterator<Value> {
    return this.#map.values()
  }
}

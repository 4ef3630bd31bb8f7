/** Small seeded generator (mulberry32): the same seed gives the same document on every machine. */
export class Rng {
  #state
  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0
  }
  /** @returns {number} in [0, 1) */
  next() {
    this.#state += 0x6d2b79f5
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  /** @param {number} n @returns {number} integer in [0, n) */
  int(n) {
    return Math.floor(this.next() * n)
  }
  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return /** @type {T} */ (list[this.int(list.length)])
  }
  /** @param {number} p */
  chance(p) {
    return this.next() < p
  }
  /** @template T @param {T[]} list @returns {T[]} a shuffled copy */
  shuffle(list) {
    const out = [...list]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(i + 1)
      ;[out[i], out[j]] = [/** @type {T} */ (out[j]), /** @type {T} */ (out[i])]
    }
    return out
  }
}

const IS_ARRAY = 1
const HAS_BEGUN = 2
/** What a line that was deep leaves behind is given back. */
const KEPT_BYTES = 64 * 1024

/**
 * Containers that are open below the depth at which anything is named: of each whether it is an array and whether anything
 * was read in it, in two bits, so that a line of ten million brackets costs 2.5 MB. Levels count from 1.
 */
export class DeepLevels {
  private bits = new Uint8Array(1024)

  open(level: number, isArray: boolean): void {
    const at = level >> 2
    if (at >= this.bits.length) {
      const more = new Uint8Array(this.bits.length * 2)
      more.set(this.bits)
      this.bits = more
    } else if (level === 1 && this.bits.length > KEPT_BYTES) this.bits = new Uint8Array(1024)
    const shift = (level & 3) * 2
    this.bits[at] = ((this.bits[at] ?? 0) & ~(3 << shift)) | ((isArray ? IS_ARRAY : 0) << shift)
  }

  isArray(level: number): boolean {
    return (this.of(level) & IS_ARRAY) !== 0
  }

  /** Whether an element or a member was begun. */
  hasBegun(level: number): boolean {
    return (this.of(level) & HAS_BEGUN) !== 0
  }

  begin(level: number): void {
    this.bits[level >> 2] = (this.bits[level >> 2] ?? 0) | (HAS_BEGUN << ((level & 3) * 2))
  }

  private of(level: number): number {
    return ((this.bits[level >> 2] ?? 0) >> ((level & 3) * 2)) & 3
  }
}

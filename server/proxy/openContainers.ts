import { DeepLevels } from './deepLevels.ts'
import { LIES_BELOW } from './memberFlags.ts'

export type Path = readonly (string | number)[]

/** Further down nothing is named and no level has flags of its own: only a message made for it goes there. */
const MAX_NAMED_DEPTH = 512
/** From here on the names of an object are looked up instead of compared one by one. */
const LARGE_OBJECT = 12

/**
 * The arrays and objects around what is read now, without a stack of calls. Down to a depth of 512 each has flags, a count and
 * names; below, two bits. Reused from line to line.
 */
export class OpenContainers {
  depth = 0
  deepest = 0
  private readonly deep = new DeepLevels()
  /** Flags of any container that is open below 512 count for all of them: too much is hidden, not too little. */
  private deepFlags = 0
  // One entry for each open container above that.
  private readonly flagsOf: number[] = []
  private readonly arrays: boolean[] = []
  private readonly counts: number[] = []
  private readonly firstNames: number[] = []
  private readonly nameSets: (Set<string> | undefined)[] = []
  /** Name or index of what is read now. */
  private readonly places: (string | number)[] = []
  /** Names of all open objects, one object after the other. */
  private readonly names: string[] = []

  clear(): void {
    this.depth = 0
    this.deepest = 0
    this.names.length = 0
    this.nameSets.length = 0
  }

  /** Goes into a container; `flags` are those of its elements or members. */
  open(isArray: boolean, flags: number): void {
    this.depth += 1
    const { depth } = this
    if (depth > this.deepest) this.deepest = depth
    if (depth > MAX_NAMED_DEPTH) {
      this.deepFlags = depth === MAX_NAMED_DEPTH + 1 ? flags : withMoreHidden(this.deepFlags, flags)
      this.deep.open(depth - MAX_NAMED_DEPTH, isArray)
      return
    }
    this.flagsOf[depth] = flags
    this.arrays[depth] = isArray
    this.counts[depth] = 0
    this.places[depth] = 0
    this.firstNames[depth] = this.names.length
  }

  close(): void {
    if (this.depth <= MAX_NAMED_DEPTH) {
      this.names.length = this.firstNames[this.depth] ?? 0
      this.nameSets[this.depth] = undefined
    }
    this.depth -= 1
  }

  get isArray(): boolean {
    return this.depth > MAX_NAMED_DEPTH ? this.deep.isArray(this.depth - MAX_NAMED_DEPTH) : this.arrays[this.depth] === true
  }

  get flags(): number {
    return this.depth > MAX_NAMED_DEPTH ? this.deepFlags : (this.flagsOf[this.depth] ?? 0)
  }

  get hasBegun(): boolean {
    return this.depth > MAX_NAMED_DEPTH ? this.deep.hasBegun(this.depth - MAX_NAMED_DEPTH) : this.count > 0
  }

  /** How many elements or members were begun, down to a depth of 512. */
  get count(): number {
    return this.counts[this.depth] ?? 0
  }

  /** Begins the next element or member; of an array its index is the place. */
  begin(): void {
    const { depth } = this
    if (depth > MAX_NAMED_DEPTH) {
      this.deep.begin(depth - MAX_NAMED_DEPTH)
      return
    }
    const count = this.counts[depth] ?? 0
    this.counts[depth] = count + 1
    this.places[depth] = count
  }

  /** Remembers the name of the member that was begun. False when its object had that name already. */
  addName(name: string): boolean {
    const { depth, names } = this
    if (depth > MAX_NAMED_DEPTH) return true
    this.places[depth] = name
    const from = this.firstNames[depth] ?? 0
    let set = this.nameSets[depth]
    if (!set && names.length - from >= LARGE_OBJECT) {
      set = new Set(names.slice(from))
      this.nameSets[depth] = set
    }
    if (set ? set.has(name) : names.includes(name, from)) return false
    if (set) set.add(name)
    else names.push(name)
    return true
  }

  /** Names and indexes down to what is read now, or to what holds it. */
  path(): Path {
    return this.places.slice(1, Math.min(this.depth, MAX_NAMED_DEPTH) + 1)
  }
}

/** What either hides is hidden; what exempts from that must hold for both. */
function withMoreHidden(a: number, b: number): number {
  const exempts = LIES_BELOW.schema | LIES_BELOW.prose
  return ((a | b) & ~exempts) | (a & b & exempts)
}

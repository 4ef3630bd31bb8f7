import { LIES_BELOW } from './memberFlags.ts'
import { isSecretLabel, isSecretName } from './secretNames.ts'

/** Further down no sibling is looked for: only a message made for it goes there. */
const MAX_DEPTH = 512
/** Objects that say their name last are remembered one by one up to here; beyond it every value of the message is hidden. */
const MAX_LATE = 10_000
const SAYS_SIBLING = LIES_BELOW.label | LIES_BELOW.labelled

/**
 * Objects like `{"name": "DB_PASSWORD", "value": "…"}`, whose `value` is a secret because a member beside it says so. One
 * entry for each open object. Where the name comes last the line must be read again: the second time it is known.
 */
export class SiblingLabels {
  /** Flags that the labels lay on the values of the open objects. */
  private readonly flags: number[] = []
  private readonly starts: number[] = []
  /** Whether the value was passed before its label. */
  private readonly missed: boolean[] = []
  private late = new Map<number, number>()
  private known: ReadonlyMap<number, number> = new Map()
  private depth = 0

  begin(): void {
    this.known = new Map()
    this.late = new Map()
  }

  /** Whether a value was passed before it was known to be a secret. After this call it is known. */
  takeLate(): boolean {
    if (this.late.size === 0) return false
    this.known = this.late
    this.late = new Map()
    return true
  }

  open(depth: number, start: number): void {
    if (depth > MAX_DEPTH) return
    this.flags[depth] = this.known.size > MAX_LATE ? LIES_BELOW.secretText : (this.known.get(start) ?? 0)
    this.starts[depth] = start
    this.missed[depth] = false
  }

  /** Flags of a member, given those that its own name lays on it; what is said of siblings has done its work here. */
  enter(own: number, depth: number): number {
    if ((own & SAYS_SIBLING) === 0) return own
    if (own & LIES_BELOW.schema || depth > MAX_DEPTH) return own & ~SAYS_SIBLING
    if (own & LIES_BELOW.label) {
      this.depth = depth
      return own
    }
    const label = this.flags[depth] ?? 0
    if (label === 0) this.missed[depth] = true
    return (own & ~LIES_BELOW.labelled) | label
  }

  /** The text of a label, whose member was entered last. */
  label(text: string): void {
    const { depth } = this
    if (!isSecretLabel(text)) return
    const label = isSecretName(text) ? LIES_BELOW.secret : LIES_BELOW.secretText
    this.flags[depth] = (this.flags[depth] ?? 0) | label
    if (this.missed[depth] && this.late.size <= MAX_LATE && this.known.size === 0) this.late.set(this.starts[depth] ?? 0, label)
  }
}

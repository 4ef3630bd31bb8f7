import type { Path } from './openContainers.ts'

/** All pointers of a line together: a message that is all secrets must not make a list longer than itself. */
const MAX_POINTER_CHARS = 64 * 1024
/** A longer name is left out, and the pointer ends above it. */
const MAX_STEP_CHARS = 200

/** Writes the JSON Pointers (RFC 6901) of one line, as long as there is room. `clean`: a name may itself hold a secret. */
export class Pointers {
  private chars = 0
  private readonly steps = new Map<string, string>()

  constructor(private readonly clean: (name: string) => string) {}

  begin(): void {
    this.chars = 0
    this.steps.clear()
  }

  get isFull(): boolean {
    return this.chars >= MAX_POINTER_CHARS
  }

  /** Cut above a name too long to repeat; undefined when the pointers of this line would become too long. */
  pointer(path: Path): string | undefined {
    let pointer = ''
    for (const step of path) {
      const name = String(step)
      if (name.length > MAX_STEP_CHARS) break
      pointer += this.step(name)
      if (this.chars + pointer.length > MAX_POINTER_CHARS) {
        this.chars = MAX_POINTER_CHARS
        return undefined
      }
    }
    this.chars += pointer.length + 1
    return pointer
  }

  private step(name: string): string {
    let step = this.steps.get(name)
    if (step === undefined) {
      step = `/${this.clean(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
      this.steps.set(name, step)
    }
    return step
  }
}

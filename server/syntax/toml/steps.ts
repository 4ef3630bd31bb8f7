import type { Json, TextEdit } from '../patch.ts'
import type { Path } from '../tree.ts'

/** One change, of the file as the steps before left it. */
export type Step =
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }

/** What a step does to the text, and what is to be done right after it. */
export interface Outcome {
  readonly edits: readonly TextEdit[]
  readonly next?: readonly Step[]
}

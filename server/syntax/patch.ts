import type { Path, Span } from './tree.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * A change of the tree; a patcher per format turns patches into text edits that leave everything else byte-identical.
 * `set` replaces the value at a path, or adds the member at the end of its object (or of its array, at index = length).
 * `text` replaces a stretch of the source for what a path cannot name: a comment, a comma, a part of a string.
 */
export type Patch =
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }
  | { readonly op: 'text'; readonly span: Span; readonly text: string }

export interface TextEdit {
  readonly span: Span
  readonly text: string
}

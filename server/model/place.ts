import type { Path, Span } from '../syntax/tree.ts'

/** Where something stands in the file: every fact of the model keeps it, so that every finding knows its place. */
export interface Place {
  readonly span: Span
  /** Of the node the span lies in; a span may be a part of a string. */
  readonly path: Path
}

/** Characters of the file and their place. `span` excludes the quotes and is narrowed to the part that is meant. */
export interface Text extends Place {
  readonly text: string
}

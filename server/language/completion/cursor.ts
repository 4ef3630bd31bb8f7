import type { Format, Path, Span, SyntaxTree } from '../../syntax/tree.ts'
import { jsonCursor } from './jsonCursor.ts'
import { tomlCursor } from './tomlCursor.ts'
import { yamlCursor } from './yamlCursor.ts'

/** What somebody is about to write at a place of a file, half-typed or not begun. */
export interface Cursor {
  /** `key`: a key of the map at `path`. `value`: the value at `path` itself. `header`: the name of a table of TOML. */
  readonly kind: 'key' | 'value' | 'header'
  readonly path: Path
  /** What a whole key or value replaces, quotes included. Lies in one line and holds the caret. */
  readonly span: Span
  /** What stands between the quotes of a string that is there; undefined where no string has begun. */
  readonly content: Span | undefined
  readonly offset: number
  /** `block`: lines with indentation, or statements of TOML. */
  readonly style: 'block' | 'flow'
  /** A key that has its value already. */
  readonly hasValue: boolean
  /** Where a comma is missing in front. */
  readonly commaAt: number | undefined
  /** The next element follows without a comma. */
  readonly commaBehind: boolean
  /** The container on whose one line the caret stands with nothing else in it: `{}`. */
  readonly emptyIn: Span | undefined
  /** White space in front of what is written, and so of the lines that follow. */
  readonly indent: string
  /** A whole table may begin here: no statement of the table above follows. */
  readonly tableMayBegin: boolean
}

const CURSORS: Readonly<Record<Format, (tree: SyntaxTree, offset: number) => Cursor | undefined>> = {
  json: jsonCursor,
  jsonc: jsonCursor,
  toml: tomlCursor,
  yaml: yamlCursor,
  frontmatter: yamlCursor,
}

/** Undefined where nothing can be written, as in a comment or behind a finished value. */
export function cursorAt(tree: SyntaxTree, offset: number): Cursor | undefined {
  return CURSORS[tree.format](tree, offset)
}

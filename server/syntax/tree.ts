/**
 * The one tree of every format we read. Offsets are UTF-16 code units into the source text, `end` is exclusive.
 * Lines and columns exist only at the edges (language server, command line).
 */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Format = 'json' | 'jsonc' | 'toml' | 'yaml' | 'frontmatter'

/** Keys and indexes from the root to a node. */
export type Path = readonly (string | number)[]

export interface ObjectNode {
  readonly kind: 'object'
  readonly span: Span
  readonly members: readonly Member[]
}

/** `"key": value`; the value is missing while somebody types. Of two members with one key, hosts read the last. */
export interface Member {
  readonly key: string
  /** With the quotes. */
  readonly keySpan: Span
  readonly span: Span
  readonly value: SyntaxNode | undefined
}

export interface ArrayNode {
  readonly kind: 'array'
  readonly span: Span
  readonly items: readonly SyntaxNode[]
}

export interface StringNode {
  readonly kind: 'string'
  /** With the quotes. */
  readonly span: Span
  readonly value: string
}

export interface PrimitiveNode {
  readonly kind: 'number' | 'boolean' | 'null'
  readonly span: Span
  readonly value: number | boolean | null
}

export type SyntaxNode = ObjectNode | ArrayNode | StringNode | PrimitiveNode

/**
 * What the parser met; whether it is an error depends on the host (`comment`, `trailing-comma`). `too-deep` and `too-large`
 * are limits of ours.
 */
export interface SyntaxProblem {
  readonly kind: 'invalid' | 'comment' | 'trailing-comma' | 'too-deep' | 'too-large' | 'duplicate-key'
  /** One sentence without a full stop's worth of context: "A comma is missing here." */
  readonly message: string
  readonly span: Span
}

export interface SyntaxTree {
  readonly format: Format
  readonly text: string
  readonly root: SyntaxNode | undefined
  readonly problems: readonly SyntaxProblem[]
}

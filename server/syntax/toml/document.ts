import { remember } from '../remember.ts'
import type { ArrayNode, Member, ObjectNode, Path, Span, SyntaxNode, SyntaxTree } from '../tree.ts'
import { readToml } from './readToml.ts'

/** One key of `a."b c".d`. */
export interface KeyPart {
  readonly key: string
  /** With the quotes. */
  readonly keySpan: Span
}

/** `a.b = 1`, alone on its line or inside `{}`. */
export interface Statement {
  readonly keys: readonly KeyPart[]
  /** What each key became, in the same order. */
  readonly members: readonly Member[]
  readonly value: SyntaxNode | undefined
  readonly span: Span
}

/** `[a.b]` or `[[a.b]]`. */
export interface Header {
  readonly keys: readonly KeyPart[]
  readonly members: readonly Member[]
  readonly isList: boolean
  readonly span: Span
}

/** A header with what follows until the next one; the first has none. */
export interface Section {
  readonly header: Header | undefined
  /** What the keys of the section belong to. Of a half-typed header, an object that is not in the tree. */
  readonly table: ObjectNode
  /** Every object and list the header leads through, one per step of its path; the table last. */
  readonly chain: readonly (ObjectNode | ArrayNode)[]
  readonly statements: readonly Statement[]
  /** From the header to the end of the last statement. */
  readonly span: Span
}

/**
 * How an object or array came to be. `header`: a header of its own; `implied`: by headers of what is in it; `dotted`: by keys
 * with dots; `list`: by `[[headers]]`. All others are written in one piece, with braces or brackets.
 */
export type Origin = 'header' | 'implied' | 'dotted' | 'list'

/** The pieces a TOML file is written in. The tree says what they mean together, this says where they stand. */
export interface TomlDocument {
  /** In the order of the file; never empty. */
  readonly sections: readonly Section[]
  readonly origins: () => ReadonlyMap<ObjectNode | ArrayNode, Origin>
  /** What stands in the braces of inline tables. */
  readonly inline: ReadonlyMap<ObjectNode, readonly Statement[]>
}

/** The path of the table of a section, or that of one of the keys of its header. */
export function pathOf({ header, chain }: Section, key?: KeyPart): Path {
  const path: (string | number)[] = []
  let at = 0
  for (const part of header?.keys ?? []) {
    path.push(part.key)
    if (part === key) return path
    const node = chain[at++]
    const item = node?.kind === 'array' ? chain[at++] : undefined
    if (node?.kind === 'array' && item) path.push(node.items.indexOf(item))
  }
  return path
}

const DOCUMENT = Symbol('pieces of a TOML file')

/** The pieces of a parsed file: kept on its root by the parser. Undefined when the file was refused. */
export function documentOf({ text, root }: SyntaxTree): TomlDocument | undefined {
  return root && remember(root, DOCUMENT, () => readToml(text).document)
}

/** Keeps the pieces where `documentOf` finds them. */
export function keepDocument(root: SyntaxNode, document: TomlDocument): void {
  remember(root, DOCUMENT, () => document)
}

import { contentSpan, nodeAt, spanInString, unitOffsets } from '../syntax/find.ts'
import type { Path, Span, StringNode, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'

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

/** A scalar as text; numbers and booleans as they are written. Undefined for objects, arrays, null and what is missing. */
export function textOf(tree: SyntaxTree, node: SyntaxNode | undefined, path: Path): Text | undefined {
  if (!node || node.kind === 'object' || node.kind === 'array' || node.kind === 'null') return undefined
  if (node.kind === 'string') return { text: node.value, span: contentSpan(tree, node.span), path }
  return { text: tree.text.slice(node.span.start, node.span.end), span: node.span, path }
}

/**
 * The UTF-16 units `start…end` of a text with their own place, whatever escapes stand between. Where a shell has taken
 * quotes out of the text the place stays that of the whole.
 */
export function partOf(tree: SyntaxTree, text: Text, start: number, end: number): Text {
  const part = text.text.slice(start, end)
  const node = nodeAt(tree, text.path)
  if (node?.kind !== 'string') return { ...text, text: part }
  const base = unitAt(tree, node, text.span.start)
  if (node.value !== text.text && !node.value.startsWith(text.text, base)) return { ...text, text: part }
  return { text: part, span: spanInString(tree, node, base + start, base + end), path: text.path }
}

/** The index in a string's value of the unit that stands at an offset of the file. */
function unitAt(tree: SyntaxTree, node: StringNode, offset: number): number {
  const offsets = unitOffsets(tree, node)
  return offsets ? Math.max(0, offsets.indexOf(offset)) : offset - contentSpan(tree, node.span).start
}

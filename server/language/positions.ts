import type { Range } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Span } from '../syntax/tree.ts'

/**
 * Offsets become lines and UTF-16 characters here and only here. The document counts the lines, not the parser: LSP
 * breaks lines at a lone CR too. The span must come from the document's present version.
 */
export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) }
}

export function toSpan(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }
}

/** Whether two spans share a character or touch, so that a caret at the end of a word still means the word. */
export function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end
}

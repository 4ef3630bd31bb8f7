import type { Located } from '../find.ts'
import type { Path, Span, SyntaxNode, SyntaxTree } from '../tree.ts'
import { documentOf, pathOf, type Statement, type TomlDocument } from './document.ts'

/**
 * What stands at an offset of a TOML file. Blank lines and comments belong to the table above them, since a key written
 * there would. In a header whose name is still missing there is no node.
 */
export function locateToml(tree: SyntaxTree, offset: number): Located | undefined {
  const document = documentOf(tree)
  if (!document || !tree.root || !touches(tree.root.span, offset)) return undefined
  const section = lastStarting(document.sections, offset) ?? document.sections[0]
  if (!section) return undefined
  const { header, table, statements } = section
  if (header && touches(header.span, offset)) {
    const at = header.keys.findIndex(({ keySpan }) => touches(keySpan, offset))
    const member = header.members[at]
    if (member) return { node: member.value, path: pathOf(section, header.keys[at]), key: member }
    return { node: header.members.length > 0 ? table : undefined, path: pathOf(section), key: undefined }
  }
  const statement = lastStarting(statements, offset)
  if (statement && touches(statement.span, offset)) return inStatement(document, statement, pathOf(section), offset)
  return { node: header && header.members.length === 0 ? undefined : table, path: pathOf(section), key: undefined }
}

function inStatement(document: TomlDocument, { keys, members, value }: Statement, base: Path, offset: number): Located {
  const at = keys.findIndex(({ keySpan }) => touches(keySpan, offset))
  const key = members[at]
  const path = [...base, ...keys.slice(0, at < 0 ? undefined : at + 1).map((part) => part.key)]
  if (key) return { node: key.value, path, key }
  if (!value || !touches(value.span, offset)) return { node: undefined, path, key: undefined }
  return inValue(document, value, path, offset)
}

function inValue(document: TomlDocument, node: SyntaxNode, path: Path, offset: number): Located {
  if (node.kind === 'array') {
    const item = lastStarting(
      node.items.map((one, index) => ({ one, index, span: one.span })),
      offset,
    )
    if (item && touches(item.span, offset)) return inValue(document, item.one, [...path, item.index], offset)
  } else if (node.kind === 'object') {
    const statement = lastStarting(document.inline.get(node) ?? [], offset)
    if (statement && touches(statement.span, offset)) return inStatement(document, statement, path, offset)
  }
  return { node, path, key: undefined }
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end
}

/** Pieces stand in the order of the file and do not overlap, so halving finds the last one that begins before an offset. */
function lastStarting<Piece extends { readonly span: Span }>(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.span.start ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1
    else high = middle
  }
  return pieces[low - 1]
}

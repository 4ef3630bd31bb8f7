import type { TextEdit } from '../patch.ts'
import type { Member, Path } from '../tree.ts'
import { removeElement } from './inlineEdits.ts'
import { writeKey } from './keys.ts'
import { deletions, keysOf, lineEndAt, type Piece, piecesOf, sectionsThrough } from './pieces.ts'
import { inlineStatements, resolve, type State, type Target } from './resolve.ts'
import type { Outcome } from './steps.ts'

/** Removes one value. What held it stays, if only as an empty table or list, as it would in the other formats. */
export function removeStep(state: State, path: Path): Outcome {
  const { target, missing } = resolve(state, path)
  const { container, origin, inline, member, node, step } = target
  if (missing.length > 0) return { edits: [] }
  if (container.kind === 'array') {
    if (!node) return { edits: [] }
    if (origin !== 'list' || node.kind !== 'object') {
      const elements = container.items.map(({ span }) => span)
      return { edits: removeElement({ text: state.text, node: container, elements }, Number(step)) }
    }
    const edits = deletions(state.text, sectionsThrough(state.document, node))
    return container.items.length > 1 ? { edits } : { edits, next: [{ op: 'set', path: path.slice(0, -1), value: [] }] }
  }
  if (!member) return { edits: [] }
  return inline ? removeInline(state, target, inline, member, path) : { edits: removePieces(state, target, member) }
}

function removeInline(state: State, target: Target, inline: NonNullable<Target['inline']>, member: Member, path: Path): Outcome {
  const statements = state.document.inline.get(inline) ?? []
  const own = inlineStatements(state, inline, member)
  const [first] = own
  if (!first) return { edits: [] }
  const { parent } = target
  // One after the other: each removal may need the comma the next one has.
  if (own.length > 1) return { edits: removeAt(state, inline, statements, first), next: [{ op: 'remove', path }] }
  if (target.origin === 'dotted' && parent && inlineStatements(state, inline, parent).length === 1) {
    const key = first.keys[first.members.indexOf(parent)]
    return { edits: key ? [{ span: { start: key.keySpan.end, end: first.span.end }, text: ' = {}' }] : [] }
  }
  return { edits: removeAt(state, inline, statements, first) }
}

function removeAt(
  { text }: State,
  node: NonNullable<Target['inline']>,
  statements: readonly { readonly span: Member['span'] }[],
  statement: (typeof statements)[number],
): readonly TextEdit[] {
  return removeElement({ text, node, elements: statements.map(({ span }) => span) }, statements.indexOf(statement))
}

function removePieces({ text, document }: State, { container, origin, parent }: Target, member: Member): readonly TextEdit[] {
  const pieces = piecesOf(document, member)
  const [first, ...others] = pieces
  const isLastOfParent = parent && origin !== 'header' && piecesOf(document, parent).length === pieces.length
  if (!first || !isLastOfParent || container.kind === 'array') return deletions(text, pieces)
  return [emptied(text, first, parent), ...deletions(text, others)]
}

/** `[a.b]` becomes `[a]`, and `a.b = 1` becomes `a = {}`. */
function emptied(text: string, piece: Piece, parent: Member): TextEdit {
  const written = piece.kind === 'statement' ? piece.statement : piece.section.header
  const keys = written?.keys ?? []
  const end = keys[written?.members.indexOf(parent) ?? 0]?.keySpan.end ?? piece.span.end
  if (piece.kind === 'statement') return { span: { start: end, end: piece.span.end }, text: ' = {}' }
  const start = keys[0]?.keySpan.start ?? piece.span.start
  return { span: { start: piece.span.start, end: lineEndAt(text, piece.span.end) }, text: `[${text.slice(start, end)}]` }
}

/** Renames a key wherever it is written. */
export function renameStep(state: State, path: Path, key: string): Outcome {
  const { target, missing } = resolve(state, path)
  const { member, inline } = target
  if (!member || missing.length > 0 || member.key === key) return { edits: [] }
  const parts = inline
    ? inlineStatements(state, inline, member).flatMap(({ keys, members }) => keys[members.indexOf(member)] ?? [])
    : keysOf(state.document, member)
  return { edits: parts.map(({ keySpan }) => ({ span: keySpan, text: writeKey(key) })) }
}

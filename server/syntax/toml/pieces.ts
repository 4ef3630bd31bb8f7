import type { TextEdit } from '../patch.ts'
import type { ArrayNode, Member, ObjectNode, Span } from '../tree.ts'
import type { KeyPart, Section, Statement, TomlDocument } from './document.ts'

/** A header with its statements, or one statement. */
export type Piece =
  | { readonly kind: 'section'; readonly section: Section; readonly span: Span }
  | { readonly kind: 'statement'; readonly section: Section; readonly statement: Statement; readonly span: Span }

/** Everything that belongs to a member, in the order of the file. */
export function piecesOf({ sections }: TomlDocument, member: Member): readonly Piece[] {
  return sections.flatMap((section): readonly Piece[] => {
    if (section.header?.members.includes(member)) return [{ kind: 'section', section, span: section.span }]
    return section.statements.flatMap((statement): readonly Piece[] =>
      statement.members.includes(member) ? [{ kind: 'statement', section, statement, span: statement.span }] : [],
    )
  })
}

/** Everything that belongs to a table of a list, or to any other table but the root. */
export function sectionsThrough({ sections }: TomlDocument, node: ObjectNode | ArrayNode): readonly Piece[] {
  return sections.flatMap((section): readonly Piece[] =>
    section.header && section.chain.includes(node) ? [{ kind: 'section', section, span: section.span }] : [],
  )
}

/** Where a member's key stands, in each of its pieces. */
export function keysOf(document: TomlDocument, member: Member): readonly KeyPart[] {
  return document.sections.flatMap(({ header, statements }) =>
    [...(header ? [header] : []), ...statements].flatMap(({ keys, members }) => {
      const key = keys[members.indexOf(member)]
      return members.includes(member) && key ? [key] : []
    }),
  )
}

export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && offset > 0 && text.charCodeAt(0) === 0xfeff ? 1 : start
}

/** Behind the line break, if there is one. */
export function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** Before the line break. */
export function lineEndAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return end > offset && text[end - 1] === '\r' ? end - 1 : end
}

export function lineIndent(text: string, offset: number): string {
  const start = lineStart(text, offset)
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

/** Pieces have their lines for themselves, and go with them; a section takes the blank lines behind it along. */
export function deletions(text: string, pieces: readonly Piece[]): readonly TextEdit[] {
  const spans: Span[] = []
  for (const { kind, span } of pieces) {
    const lines = wholeLines(text, span)
    const gone = kind === 'section' ? withBlankLines(text, lines) : lines
    const last = spans.at(-1)
    if (last && gone.start <= last.end) spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, gone.end) }
    else spans.push(gone)
  }
  return spans.map((span) => ({ span, text: '' }))
}

function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start)
  const end = lineAfter(text, span.end)
  const hasBreak = end > span.end && text[end - 1] === '\n'
  if (hasBreak || start === 0) return { start, end }
  // The last line of a file that does not end with a break: the one before must not get one.
  return { start: text.startsWith('\r\n', start - 2) ? start - 2 : text[start - 1] === '\n' ? start - 1 : start, end }
}

function withBlankLines(text: string, { start, end }: Span): Span {
  const behind = skipBlankLines(text, end)
  const before = blankLinesBefore(text, start)
  if (behind >= text.length) return { start: before, end: behind }
  return { start, end: before < start || start <= 1 ? behind : end }
}

function skipBlankLines(text: string, offset: number): number {
  const blank = /(?:[ \t]*\r?\n)*(?:[ \t]*$)?/y
  blank.lastIndex = offset
  return offset + (blank.exec(text)?.[0].length ?? 0)
}

function blankLinesBefore(text: string, offset: number): number {
  let start = offset
  while (start > 0) {
    const before = lineStart(text, start - 1)
    if (before >= start || text.slice(before, start).trim() !== '') return start
    start = before
  }
  return start
}

/** Comments right above a line speak of it. */
export function withCommentsAbove(text: string, offset: number): number {
  let start = lineStart(text, offset)
  while (start > 0) {
    const before = lineStart(text, start - 1)
    if (before >= start || !/^[ \t]*#/.test(text.slice(before, start))) return start
    start = before
  }
  return start
}

/** The end of the line of `offset`, or of the comments right below it when they speak of nothing further down. */
export function withCommentsBelow(text: string, offset: number): number {
  const own = lineEndAt(text, offset)
  let end = own
  for (;;) {
    const next = lineAfter(text, end)
    if (next >= text.length) return end
    const line = text.slice(next, lineEndAt(text, next))
    if (line.trim() === '') return end
    if (!/^[ \t]*#/.test(line)) return own
    end = lineEndAt(text, next)
  }
}

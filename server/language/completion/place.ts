import type { McpConfig } from '../../model/mcpConfig.ts'
import type { TextEdit } from '../../syntax/patch.ts'
import type { Span } from '../../syntax/tree.ts'
import type { Cursor } from './cursor.ts'
import type { Writer } from './write.ts'

/** Where something is offered, and how it is written there. */
export interface Place {
  readonly cursor: Cursor
  readonly config: McpConfig
  readonly writer: Writer
  /** What stands between the quotes before the caret, or the word before it. */
  readonly typed: string
}

/** The comma that is missing in front, for what is written as a whole element. */
export function commaEdits({ commaAt }: Cursor): readonly TextEdit[] {
  return commaAt === undefined ? [] : [{ span: { start: commaAt, end: commaAt }, text: ',' }]
}

/** What a key or value of one's own replaces: inside a one-line `{}` also the blanks. */
export function wholeSpan({ config, cursor }: Place, fills: boolean): Span {
  const { emptyIn, span, content } = cursor
  if (!fills || !emptyIn || content) return span
  const { text } = config.tree
  let { start, end } = span
  while (start > emptyIn.start + 1 && text[start - 1] === ' ') start--
  while (end < emptyIn.end - 1 && text[end] === ' ') end++
  return { start, end }
}

/** The item of a list within a string on which the caret stands: `repos,iss|`. */
export function wordInList({ cursor: { content, span, offset }, config }: Place, separator: RegExp, from = 0): Span | undefined {
  if (!content) return undefined
  const { text } = config.tree
  const before = text.slice(content.start + from, offset)
  const start = offset - (before.split(separator).at(-1)?.length ?? 0)
  const rest = text.slice(offset, Math.max(offset, content.end)).split(separator)[0] ?? ''
  return { start, end: Math.min(offset + rest.length, span.end) }
}

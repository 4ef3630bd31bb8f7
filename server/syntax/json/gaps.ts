import type { Span } from '../tree.ts'

interface Comment extends Span {
  /** To the end of the line, so that nothing may follow it there. */
  readonly isLine: boolean
}

/** What stands between two elements of a container, or between one and a bracket, with the comments of JSON and of YAML. */
export interface Gap extends Span {
  readonly comma: number | undefined
  readonly comments: readonly Comment[]
}

export function readGap(text: string, start: number, end: number): Gap {
  const comments: Comment[] = []
  let comma: number | undefined
  for (let at = start; at < end; at++) {
    const pair = text.slice(at, at + 2)
    if (pair === '//' || text[at] === '#') {
      let after = at
      while (after < end && text[after] !== '\n' && text[after] !== '\r') after++
      comments.push({ start: at, end: after, isLine: true })
      at = after - 1
    } else if (pair === '/*') {
      const close = text.indexOf('*/', at + 2)
      const after = close < 0 ? end : Math.min(end, close + 2)
      comments.push({ start: at, end: after, isLine: false })
      at = after - 1
    } else if (text[at] === ',') comma ??= at
  }
  return { start, end, comma, comments }
}

/** Where the last thing of the gap ends, and whether more may stand on its line. */
export function lastToken({ start, comma, comments }: Gap): { readonly end: number; readonly open: boolean } {
  const comment = comments.at(-1)
  if (comment && (comma === undefined || comment.start > comma)) return { end: comment.end, open: !comment.isLine }
  return { end: comma === undefined ? start : comma + 1, open: true }
}

/**
 * The end of the comments that follow `offset` on its line, when nothing else does: they speak of what stands before.
 * Undefined when something else stands on the line.
 */
export function endOfLine(text: string, gap: Gap, offset: number): number | undefined {
  let at = skipBlanks(text, offset)
  for (const comment of gap.comments) {
    if (comment.start !== at) continue
    if (/[\r\n]/.test(text.slice(comment.start, comment.end))) return undefined
    at = skipBlanks(text, comment.end)
  }
  return at >= text.length || text[at] === '\n' || text[at] === '\r' ? at : undefined
}

function skipBlanks(text: string, offset: number): number {
  let at = offset
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}

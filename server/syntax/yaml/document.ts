import type { SyntaxProblem } from '../tree.ts'

export interface DocumentRegion {
  readonly start: number
  readonly end: number
  readonly problem: SyntaxProblem | undefined
}

const MARKER = /\n(?:---|\.\.\.)(?=[ \t\r\n]|$)/g

/**
 * The first document of a stretch of text, without its directives and markers: only at the beginning of a line, and
 * there in every context, are `---` and `...` markers.
 */
export function firstDocument(text: string, from: number, to: number): DocumentRegion {
  const start = startOfContent(text, from, to)
  const end = nextMarker(text, start, to)
  const second = end < to ? secondDocument(text, end, to) : undefined
  return {
    start,
    end,
    problem:
      second === undefined
        ? undefined
        : {
            kind: 'invalid',
            message: 'A second document begins here and is not read. Keep one.',
            span: { start: second, end: Math.min(second + 3, to) },
          },
  }
}

/** Where a first value would stand in a text that has none. */
export function endOfDocument(text: string): number {
  return firstDocument(text, 0, text.length).end
}

/** Behind the first `---`, if only comments and directives stand before it. */
function startOfContent(text: string, from: number, to: number): number {
  for (let at = from; at < to; ) {
    if (isMarker(text, at, to, '---')) return at + 3
    const lineEnd = endOfLine(text, at, to)
    let content = at
    while (content < lineEnd && ' \t\r'.includes(text.charAt(content))) content++
    const isSkipped = content >= lineEnd || text[content] === '#' || (content === at && text[content] === '%')
    if (!isSkipped) return from
    at = lineEnd + 1
  }
  return from
}

function isMarker(text: string, at: number, to: number, marker: string): boolean {
  return text.startsWith(marker, at) && (at + 3 >= to || ' \t\r\n'.includes(text.charAt(at + 3)))
}

/** The line break before the next marker. */
function nextMarker(text: string, from: number, to: number): number {
  if (isMarker(text, from, to, '...') && (from === 0 || text[from - 1] === '\n')) return from
  MARKER.lastIndex = from
  const found = MARKER.exec(text)
  return found && found.index + 1 < to ? found.index + 1 : to
}

/** Behind `...` may stand nothing but comments and directives. */
function secondDocument(text: string, marker: number, to: number): number | undefined {
  if (text.startsWith('---', marker)) return marker
  for (let at = endOfLine(text, marker, to) + 1; at < to; ) {
    const lineEnd = endOfLine(text, at, to)
    const line = text.slice(at, lineEnd).trim()
    if (line !== '' && line !== '...' && !/^[#%]/.test(line)) return at
    at = lineEnd + 1
  }
  return undefined
}

function endOfLine(text: string, at: number, to: number): number {
  const found = text.indexOf('\n', at)
  return found === -1 || found > to ? to : found
}

import type { Span } from '../tree.ts'

/** The YAML at the top of a Markdown file. */
export interface FrontmatterRegion {
  /** The first `---`. */
  readonly opening: Span
  /** What stands between the marks, from the beginning of a line to the beginning of a line. */
  readonly content: Span
  readonly isClosed: boolean
}

/**
 * Finds the frontmatter: its first line is `---` and so is its last. Undefined for a file that begins otherwise. While the
 * second mark is missing, an empty line ends it, since behind it stands the text of the page.
 */
export function frontmatterRegion(text: string): FrontmatterRegion | undefined {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  if (!isMark(text, start)) return undefined
  const opening = { start, end: start + 3 }
  const from = nextLine(text, start)
  let firstEmpty: number | undefined
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    if (isMark(text, at)) return { opening, content: { start: from, end: at }, isClosed: true }
    if (firstEmpty === undefined && isEmpty(text, at)) firstEmpty = at
  }
  return { opening, content: { start: from, end: firstEmpty ?? text.length }, isClosed: false }
}

/** `---` with nothing behind it but blanks. */
function isMark(text: string, at: number): boolean {
  return text.startsWith('---', at) && isEmpty(text, at + 3)
}

function isEmpty(text: string, from: number): boolean {
  let at = from
  while (at < text.length && ' \t\r'.includes(text.charAt(at))) at++
  return at >= text.length || text[at] === '\n'
}

function nextLine(text: string, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  return lineBreak === -1 ? text.length : lineBreak + 1
}

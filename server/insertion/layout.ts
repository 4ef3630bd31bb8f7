/** Blanks and tabs at the beginning of the line an offset stands in. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? ''
}

/** Whether nothing but blanks stands before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** The line end nearest before an offset, so that a file with two kinds keeps both; else the first after it. */
export function lineEndNear(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset - 1)
  const at = before === -1 ? text.indexOf('\n', offset) : before
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

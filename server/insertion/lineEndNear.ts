/** The line end nearest before an offset, so that a file with two kinds keeps both; else the first after it. */
export function lineEndNear(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset - 1)
  const at = before === -1 ? text.indexOf('\n', offset) : before
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

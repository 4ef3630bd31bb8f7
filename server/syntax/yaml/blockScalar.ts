/** `|` or `>` with what stands behind it. */
export interface BlockScalarHeader {
  readonly isFolded: boolean
  readonly chomping: '' | '-' | '+'
  /** More than the parent's indentation; undefined when the first line tells. */
  readonly indent: number | undefined
}

/** The characters of a header at `at`; and where they end. */
export function readHeader(text: string, at: number): { readonly header: BlockScalarHeader; readonly end: number } {
  const [marks = '', style = ''] = /^([|>])(?:[-+][1-9]?|[1-9][-+]?)?/.exec(text.slice(at, at + 3)) ?? []
  const digit = /[1-9]/.exec(marks)?.[0]
  const chomping = marks.includes('-') ? '-' : marks.includes('+') ? '+' : ''
  return {
    header: { isFolded: style === '>', chomping, indent: digit === undefined ? undefined : Number(digit) },
    end: at + Math.max(marks.length, 1),
  }
}

export interface BlockScalar {
  readonly value: string
  /** Of the last line with content; where the first line would be when there is none. */
  readonly contentEnd: number
}

/**
 * Reads the lines of a block scalar from `at`, the line behind its header. `parent` is the indentation of the collection
 * it stands in, -1 at the root. YAML 1.2.2, section 8.1 (https://yaml.org/spec/1.2.2/#81-block-scalar-styles).
 */
export function readBlockScalar(text: string, at: number, limit: number, header: BlockScalarHeader, parent: number): BlockScalar {
  const indent = header.indent === undefined ? firstIndent(text, at, limit, parent) : Math.max(parent, 0) + header.indent
  const parts: string[] = []
  let empty = 0
  let wasIndented = false
  let start = at
  let contentEnd = at
  while (start < limit) {
    const lineBreak = text.indexOf('\n', start)
    const next = lineBreak === -1 || lineBreak >= limit ? limit : lineBreak + 1
    const lineEnd = endOfContent(text, start, next)
    const spaces = countSpaces(text, start, lineEnd)
    const isBlank = start + spaces === lineEnd
    if (isBlank && spaces <= indent) empty++
    else if (spaces < indent) break
    else {
      const isIndented = text[start + indent] === ' ' || text[start + indent] === '\t'
      if (parts.length === 0) parts.push('\n'.repeat(empty))
      else if (!header.isFolded || isIndented || wasIndented) parts.push('\n'.repeat(empty + 1))
      else parts.push(empty === 0 ? ' ' : '\n'.repeat(empty))
      parts.push(text.slice(start + indent, lineEnd))
      wasIndented = isIndented
      empty = 0
      contentEnd = lineEnd
    }
    start = next
  }
  if (header.chomping === '+') parts.push('\n'.repeat(parts.length > 0 ? empty + 1 : empty))
  else if (header.chomping === '' && parts.length > 0) parts.push('\n')
  return { value: parts.join(''), contentEnd }
}

/** Of the first line with content. */
function firstIndent(text: string, at: number, limit: number, parent: number): number {
  for (let start = at; start < limit; ) {
    const lineBreak = text.indexOf('\n', start)
    const next = lineBreak === -1 || lineBreak >= limit ? limit : lineBreak + 1
    const lineEnd = endOfContent(text, start, next)
    const spaces = countSpaces(text, start, lineEnd)
    if (start + spaces < lineEnd) return spaces > parent ? spaces : Number.POSITIVE_INFINITY
    start = next
  }
  // Nothing but empty lines, however many spaces they have.
  return Number.POSITIVE_INFINITY
}

function endOfContent(text: string, start: number, next: number): number {
  let end = next
  if (end > start && text[end - 1] === '\n') end--
  if (end > start && text[end - 1] === '\r') end--
  return end
}

function countSpaces(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text[at] === ' ') at++
  return at - start
}

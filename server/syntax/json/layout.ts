import type { Json } from '../patch.ts'
import type { Span, SyntaxTree } from '../tree.ts'

/** How a file is written, so that what is added looks like it. */
export interface Layout {
  readonly eol: string
  /** One level of indentation. */
  readonly unit: string
  /** Between key and value: ": " or ":". */
  readonly colon: string
  /** Inside the braces of a one-line object. */
  readonly padding: string
  readonly scalar: (value: string | number | boolean | null) => string
  readonly key: (key: string) => string
}

/** Longer arrays of scalars are broken, one item a line. */
const ONE_LINE_ARRAY_CHARS = 60

export function layoutOf({ text, root }: SyntaxTree): Layout {
  const compact = /"\s*:\S/.test(text) && !/"\s*:\s/.test(text)
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unitOf(text, root ? lineIndent(text, root.span.start) : ''),
    colon: compact ? ':' : ': ',
    padding: compact || /\{"/.test(text) ? '' : ' ',
    scalar: JSON.stringify,
    key: JSON.stringify,
  }
}

/** What the first indented line has more than the root. */
function unitOf(text: string, base: string): string {
  for (const match of text.matchAll(/^([ \t]+)["[{]/gm)) {
    const indent = match[1] ?? ''
    if (indent.length > base.length && indent.startsWith(base)) return indent.slice(base.length)
  }
  return '  '
}

/** White space in front of the line that holds an offset. */
export function lineIndent(text: string, offset: number): string {
  return /^\ufeff?([ \t]*)/.exec(text.slice(lineStart(text, offset), offset))?.[1] ?? ''
}

export function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--
  return at
}

export function startsLine(text: string, offset: number): boolean {
  return /^\ufeff?[ \t]*$/.test(text.slice(lineStart(text, offset), offset))
}

export function hasLineBreak(text: string, { start, end }: Span): boolean {
  return /[\r\n]/.test(text.slice(start, end))
}

/** A value in the style of the file; `indent` is that of the line it starts in. */
export function render(value: Json, { multiline, indent }: { multiline: boolean; indent: string }, layout: Layout): string {
  if (value === null || typeof value !== 'object') return layout.scalar(value)
  const inner = { multiline, indent: indent + layout.unit }
  const isArray = Array.isArray(value)
  const parts = isArray
    ? value.map((item: Json) => render(item, inner, layout))
    : Object.entries(value).map(([key, member]) => layout.key(key) + layout.colon + render(member, inner, layout))
  const [open, close] = isArray ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  const comma = layout.colon === ':' ? ',' : ', '
  const padding = isArray ? '' : layout.padding
  const oneLine = open + padding + parts.join(comma) + padding + close
  const isShortList =
    isArray && oneLine.length <= ONE_LINE_ARRAY_CHARS && !value.some((item: Json) => typeof item === 'object' && item !== null)
  if (!multiline || isShortList) return oneLine
  const between = layout.eol + inner.indent
  return open + between + parts.join(`,${between}`) + layout.eol + indent + close
}

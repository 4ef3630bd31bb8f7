import type { Cursor } from './cursor.ts'

/** What begins at `start` in a line of its own and reaches to the caret: a value, until the format says what it is. */
export function blockCursor(start: number, offset: number, indent: string): Cursor {
  return {
    kind: 'value',
    path: [],
    span: { start, end: offset },
    content: undefined,
    offset,
    style: 'block',
    hasValue: false,
    commaAt: undefined,
    commaBehind: false,
    emptyIn: undefined,
    indent,
    tableMayBegin: false,
  }
}

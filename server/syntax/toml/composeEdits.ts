import type { TextEdit } from '../patch.ts'

/** A stretch of the text before all edits, or text that was written since. */
type Stretch = { readonly start: number; readonly end: number } | { readonly added: string }

/** Gathers edits that were made one after the other, each on the text the one before left, as edits of the first text. */
export interface Composition {
  /** Edits that do not overlap, of the text as it is now. */
  add(edits: readonly TextEdit[]): void
  /** As it is now. */
  text(): string
  edits(): readonly TextEdit[]
}

export function composeEdits(first: string): Composition {
  const { length } = first
  let stretches: readonly Stretch[] = [{ start: 0, end: length }]
  return {
    add: (edits) => {
      // From the back, so that the offsets of those before stay right.
      for (const { span, text } of [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end))
        stretches = [...cut(stretches, 0, span.start), { added: text }, ...cut(stretches, span.end, Number.POSITIVE_INFINITY)]
    },
    text: () => stretches.map((one) => ('added' in one ? one.added : first.slice(one.start, one.end))).join(''),
    edits: () => toEdits(stretches, length),
  }
}

/** What stands between two offsets of the text as it is now. */
function cut(stretches: readonly Stretch[], from: number, to: number): readonly Stretch[] {
  const result: Stretch[] = []
  let at = 0
  for (const stretch of stretches) {
    const size = 'added' in stretch ? stretch.added.length : stretch.end - stretch.start
    const start = Math.max(from, at) - at
    const end = Math.min(to, at + size) - at
    if (start < end)
      result.push(
        'added' in stretch
          ? { added: stretch.added.slice(start, end) }
          : { start: stretch.start + start, end: stretch.start + end },
      )
    at += size
  }
  return result
}

function toEdits(stretches: readonly Stretch[], length: number): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  let text = ''
  for (const stretch of [...stretches, { start: length, end: length }]) {
    if ('added' in stretch) {
      text += stretch.added
      continue
    }
    if (stretch.start > at || text !== '') edits.push({ span: { start: at, end: stretch.start }, text })
    at = stretch.end
    text = ''
  }
  return edits
}

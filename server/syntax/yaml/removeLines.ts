import { lineStart, startsLine } from '../json/layout.ts'
import type { TextEdit } from '../patch.ts'
import { type Element, keepsEmptyLines, lineEnd, linesEnd } from './elements.ts'

/** Takes the lines of elements away; at least one stays. What else stands on lines of its own stays too. */
export function removals(text: string, elements: readonly Element[], removed: ReadonlySet<number>): readonly TextEdit[] {
  if (removed.size === 0) return []
  const firstKept = elements.findIndex((_, index) => !removed.has(index))
  let takesEmptyLines = false
  return elements.flatMap((element, index): readonly TextEdit[] => {
    if (!removed.has(index)) {
      takesEmptyLines = keepsEmptyLines(text, element.node)
      return []
    }
    // Empty lines behind it would become a part of the text before it.
    if (startsLine(text, element.start))
      return [
        {
          span: {
            start: lineStart(text, element.start),
            end: linesEnd(text, element, takesEmptyLines || keepsEmptyLines(text, element.node)),
          },
          text: '',
        },
      ]
    return index === 0 ? [moveUp(text, element, elements[firstKept], firstKept)] : []
  })
}

/** The first element stands behind the dash of a list around: the first that stays takes its place. */
function moveUp(text: string, first: Element, next: Element | undefined, index: number): TextEdit {
  const end = next?.start ?? first.end
  const between = text.slice(lineEnd(text, first.end), end)
  // The lines between are removed by themselves, or hold comments that stay.
  if (index === 1 && /^\s*$/.test(between)) return { span: { start: first.start, end }, text: '' }
  let start = first.start
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--
  return { span: { start, end: lineEnd(text, first.end) }, text: '' }
}

import type { Span } from '../syntax/tree.ts'

/** An example without its marks, and the ranges that stood between « and ». */
export function marksOut(text: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = []
  const starts: number[] = []
  let plain = ''
  for (const char of text) {
    if (char === '«') starts.push(plain.length)
    else if (char === '»') spans.push({ start: starts.pop() ?? 0, end: plain.length })
    else plain += char
  }
  return { text: plain, spans: spans.sort((a, b) => a.start - b.start) }
}

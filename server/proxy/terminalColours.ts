/** A text without what lies over it. */
export interface Plain {
  readonly bytes: Buffer
  /** Where in the text as it stands secrets begin and end, in turn, that were found in `bytes`; ascending. */
  readonly offsets: (edges: readonly number[]) => number[]
}

/** A control sequence (ECMA-48, 5.4): ESC, "[", parameters, intermediate bytes, one final byte. */
const SEQUENCE = /\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g
const MAX_SEQUENCE = 32

/** The bytes without control sequences of a terminal. */
export function withoutColours(bytes: Buffer): Plain {
  const pieces: Buffer[] = []
  /** Place in what is left, and how much was taken away up to there. */
  const cuts: { readonly at: number; readonly taken: number }[] = []
  let [from, taken] = [0, 0]
  for (const { index, 0: sequence } of bytes.toString('latin1').matchAll(SEQUENCE)) {
    pieces.push(bytes.subarray(from, index))
    from = index + sequence.length
    cuts.push({ at: index - taken, taken: taken + sequence.length })
    taken += sequence.length
  }
  pieces.push(bytes.subarray(from))
  return { bytes: Buffer.concat(pieces), offsets: (edges) => restored(cuts, edges) }
}

/** A secret begins behind the sequence in front of it, and ends before the one that follows: the colours stay. */
function restored(cuts: readonly { readonly at: number; readonly taken: number }[], edges: readonly number[]): number[] {
  let next = 0
  return edges.map((edge, i) => {
    const isEnd = i % 2 === 1
    for (let cut = cuts[next]; cut && (isEnd ? cut.at < edge : cut.at <= edge); cut = cuts[next]) next += 1
    return edge + (cuts[next - 1]?.taken ?? 0)
  })
}

/** Whether the character in front of `at` is the last of a control sequence. Looks a bounded way back. */
export function isAfterColour(text: string, at: number): boolean {
  const least = Math.max(0, at - MAX_SEQUENCE)
  let i = at - 2
  while (i > least && text.charCodeAt(i) >= 0x20 && text.charCodeAt(i) < 0x40) i -= 1
  return i > 0 && text[i] === '[' && text[i - 1] === '\x1b'
}

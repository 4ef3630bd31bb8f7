import { expect } from 'vitest'
import { locate, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Format, Span, SyntaxNode, SyntaxTree } from '../../server/syntax/tree.ts'

/** The most that may pass until a text is read, in a machine that does other things too: past it, somebody waits. */
const HANG_MS = 2_000

/**
 * Reads a text as it grows under somebody's hands: every prefix of it, or about `most` of them spread evenly, its start and
 * its end always among them. Fails when one throws, hangs, or gives a tree whose places contradict each other.
 */
export function readEveryPrefix(text: string, format: Format, most = Number.POSITIVE_INFINITY): void {
  const step = Math.max(1, Math.ceil(text.length / most))
  for (let length = 0; ; length = Math.min(text.length, length + step)) {
    expectSound(readInTime(text.slice(0, length), format))
    if (length === text.length) return
  }
}

/**
 * Reads a text and fails when it takes long; what other programs take does not count, and a machine that was
 * busy may try again.
 */
export function readInTime(text: string, format: Format): SyntaxTree {
  for (let attempt = 1; ; attempt++) {
    const start = performance.now()
    const before = process.cpuUsage()
    const tree = parse(text, format)
    const { user, system } = process.cpuUsage(before)
    const durationMs = Math.min(performance.now() - start, (user + system) / 1_000)
    if (durationMs < HANG_MS) return tree
    if (attempt === 3) expect(durationMs, `${text.length} characters of ${format} are read in time`).toBeLessThan(HANG_MS)
  }
}

/** Each place is in the text, holds those of what is inside, and keys and problems stand in the order of the file. */
export function expectSound(tree: SyntaxTree): void {
  const { root, problems, text, format } = tree
  const whole = { start: 0, end: text.length }
  for (const { span } of problems) expectInside(span, whole)
  const starts = problems.map(({ span }) => span.start)
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  if (!root) return
  expectInside(root.span, whole)
  // An alias in YAML shares what stands elsewhere.
  const shares = (format === 'yaml' || format === 'frontmatter') && text.includes('*')
  if (!shares) expectNested(root)
  toJson(root)
  for (const offset of [0, text.length >> 1, text.length]) locate(tree, offset)
}

function expectNested(node: SyntaxNode): void {
  if (node.kind === 'array')
    for (const item of node.items) {
      expectInside(item.span, node.span)
      expectNested(item)
    }
  if (node.kind !== 'object') return
  let last = 0
  for (const { keySpan, span, value } of node.members) {
    expectInside(keySpan, span)
    expectInside(span, node.span)
    // Members come in the order of their first keys, or those who search by halves would miss some.
    if (span.start < last) expect(span.start).toBeGreaterThanOrEqual(last)
    last = span.start
    if (!value) continue
    expectInside(value.span, span)
    expectNested(value)
  }
}

/** Compared by hand first: a test of every prefix makes millions of these. */
function expectInside(inner: Span, outer: Span): void {
  if (outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end) return
  expect({ ...inner, isInside: false }).toEqual({ ...inner, isInside: `${outer.start}…${outer.end}` })
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initiallyOpen, treeRows } from '../../client/webview/treeRows.ts'
import { parseJsonText } from '../../server/trace/jsonText.ts'

function lines(text: string, redacted: readonly (readonly [string, string])[] = []): readonly string[] {
  const root = parseJsonText(text)
  return treeRows(root, initiallyOpen(root), redacted).map(
    ({ depth, key, text }) => `${'  '.repeat(depth)}${key === undefined ? '' : `${key}: `}${text}`,
  )
}

describe('the tree of a body', () => {
  it('shows keys in their order, doubles too, and numbers with all digits', () => {
    expect(lines('{"b":1.50,"a":12345678901234567890,"b":[true,null,"x"]}')).toEqual([
      '{3}',
      '  b: 1.50',
      '  a: 12345678901234567890',
      '  b: [3]',
      '    0: true',
      '    1: null',
      '    2: "x"',
    ])
  })

  it('shows a long text line by line, with escapes for what cannot be seen', () => {
    const root = parseJsonText(JSON.stringify({ text: `one\ntwo\u202e\n${'x'.repeat(2_500)}` }))
    const open = new Set(['', '/text@0'])
    expect(treeRows(root, open, []).map(({ text }) => text.slice(0, 12))).toEqual([
      '{1}',
      '3 lines',
      'one',
      'two\\u202e',
      'xxxxxxxxxxxx',
      'xxxxxxxxxxxx',
    ])
  })

  it('shows redacted places by their pointer, not by their text', () => {
    expect(
      lines('{"a":"[redacted:key]","b":"[redacted:key]","c":"Bearer [redacted:value] x"}', [
        ['/a', 'key'],
        ['/c', 'value'],
      ]),
    ).toEqual(['{3}', '  a: ‹redacted: key›', '  b: "[redacted:key]"', '  c: "Bearer [redacted:value] x"'])
  })

  it('survives any text and any nesting', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => text.slice(0, text.length / 2)),
        ),
        (text) => {
          expect(lines(text).length).toBeGreaterThan(0)
        },
      ),
    )
    expect(lines('['.repeat(100_000)).length).toBeGreaterThan(0)
  })
})

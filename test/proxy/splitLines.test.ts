import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLineSplitter } from '../../server/proxy/splitLines.ts'

function lines(chunks: readonly Buffer[], limit = 1000) {
  const found: { text: string; bytes: number; eol: string }[] = []
  const splitter = createLineSplitter(limit, ({ parts, bytes, eol }) =>
    found.push({ text: Buffer.concat(parts).toString('latin1'), bytes, eol }),
  )
  for (const chunk of chunks) splitter.push(chunk)
  splitter.end()
  return found
}

it('cuts at line feeds, knows the line ends and keeps empty lines', () => {
  expect(lines([Buffer.from('a\n\nb\r\n\r\nc')])).toEqual([
    { text: 'a', bytes: 1, eol: 'lf' },
    { text: '', bytes: 0, eol: 'lf' },
    { text: 'b', bytes: 1, eol: 'crlf' },
    { text: '', bytes: 0, eol: 'crlf' },
    { text: 'c', bytes: 1, eol: 'none' },
  ])
})

it('finds the same lines whatever the chunks are', () => {
  const text = fc
    .array(fc.constantFrom('\n', '\r', '\r\n', 'é', '{"a":1}', '😀', ''), { maxLength: 30 })
    .map((pieces) => Buffer.from(pieces.join('')))
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 200 })), fc.integer({ min: 1, max: 40 }), (bytes, cuts, limit) => {
      const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
      const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      expect(lines(chunks, limit)).toEqual(lines([bytes], limit))
    }),
  )
})

it('keeps the beginning of a line that is too long, and its length', () => {
  expect(lines([Buffer.from('abc'), Buffer.from('def\r\nx\n')], 4)).toEqual([
    { text: 'abcd', bytes: 6, eol: 'crlf' },
    { text: 'x', bytes: 1, eol: 'lf' },
  ])
})

import fc from 'fast-check'

/** One change of a text, relative to what it is by then. */
export interface Edit {
  readonly kind: 'insert' | 'delete' | 'replace' | 'paste' | 'line' | 'blank' | 'undo'
  /** Where, as a share of the text, or of its places that mean something. */
  readonly at: number
  /** At a place that means something: beside a bracket, a quote, a separator or the end of a line. */
  readonly atMark: boolean
  readonly length: number
  readonly text: string
  /** Where the pasted text or the copied line comes from. */
  readonly from: number
}

/** What replaces the characters from `start` to `end`. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

const SECRET = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'

/** Signs of all formats, and parts of entries, whole and half. */
const PIECES: readonly string[] = [
  ...['"', "'", '"""', "'''", '{', '}', '[', ']', '[[', ']]', ',', ':', ': ', '=', ' = ', '.', '-', '- ', '#', '//', '/*', '*/'],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\n\n',
    '\n  ',
    '\n    ',
    '---\n',
    '\\',
    '\\u00',
    '&a ',
    '*a',
    '<<: ',
    '|\n',
    '>-\n',
    '!',
    '?',
  ],
  ...[
    'é',
    '𝄞',
    '\ud834',
    '\u0000',
    '\ufeff',
    '\u2028',
    '__proto__',
    'constructor',
    '$',
    '${',
    '${A}',
    '${env:A}',
    '${input:gh}',
    '%',
  ],
  ...['null', 'true', '0', '1e999', SECRET, `"${SECRET}"`, '"*"', 'latest', '@latest', '-y', '"-y", ', '/', 'npx', 'docker'],
  ...[
    '"env": {',
    'env:\n',
    '[mcp_servers.b]\n',
    '[mcp_servers.a.env]\n',
    '  - name: b\n',
    '"b": { "command": "npx", "args": ["acme-docs"] },',
  ],
  ...['"url": "http://mcp.acme.example/mcp?api_key=EXAMPLE0NOTREAL1EXAMPLE2",', '// scopelight-ignore unpinned-package: ours\n'],
  ...['# scopelight-ignore unpinned-package: ours\n', '"mcpServers"', 'mcpServers:\n', 'command: npx\n', 'command = "npx"\n'],
]

const share = fc.double({ min: 0, max: 1, noNaN: true })

export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    'insert',
    'insert',
    'delete',
    'delete',
    'replace',
    'paste',
    'line',
    'blank',
    'blank',
    'blank',
    'undo',
    'undo',
  ),
  at: share,
  atMark: fc.boolean(),
  length: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 2, arbitrary: fc.nat(30) },
    { weight: 1, arbitrary: fc.nat(400) },
  ),
  text: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  ),
  from: share,
})

const MARK = /[{}[\]"':,=#\n-]/g

function placeIn(text: string, { at, atMark, length }: Edit): number {
  if (atMark) {
    const marks = [...text.matchAll(MARK)]
    const mark = marks[Math.min(marks.length - 1, Math.floor(at * marks.length))]
    if (mark) return mark.index + (length % 2)
  }
  return Math.floor(at * (text.length + 1))
}

/** What the edit does to this text; undefined where there is nothing to undo. `others` are texts to paste from. */
export function changeOf(text: string, one: Edit, others: readonly string[], last: Change | undefined): Change | undefined {
  const start = Math.min(text.length, placeIn(text, one))
  const end = Math.min(text.length, start + one.length)
  switch (one.kind) {
    case 'insert':
      return { start, end: start, text: one.text }
    case 'delete':
      return { start, end, text: '' }
    case 'replace':
      return { start, end, text: one.text }
    case 'paste': {
      const source = others[Math.floor(one.from * others.length)] ?? text
      const from = Math.floor(one.from * source.length)
      return { start, end: start, text: source.slice(from, from + one.length * 4) }
    }
    case 'line': {
      // The line is doubled, or taken out.
      const from = text.lastIndexOf('\n', start - 1) + 1
      const to = text.indexOf('\n', start) + 1 || text.length
      return one.atMark ? { start: from, end: from, text: text.slice(from, to) } : { start: from, end: to, text: '' }
    }
    case 'blank': {
      // Moves what follows and breaks nothing, so that what is remembered of it must move along.
      const from = text.lastIndexOf('\n', start - 1) + 1
      return { start: from, end: from, text: one.length % 2 === 0 ? '\n' : '\r\n' }
    }
    case 'undo':
      return last
  }
}

/** The change that takes `change` back. */
export function inverse(text: string, { start, end, text: added }: Change): Change {
  return { start, end: start + added.length, text: text.slice(start, end) }
}

export function applied(text: string, { start, end, text: added }: Change): string {
  return text.slice(0, start) + added + text.slice(end)
}

/**
 * The same runs each time, unless a person asks for others (SCOPELIGHT_FUZZ_SEED) or for that many times more of them
 * (SCOPELIGHT_FUZZ_TIMES).
 */
export function fuzzing(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: Number(process.env.SCOPELIGHT_FUZZ_SEED ?? 20_261_123), numRuns: Math.ceil(numRuns * TIMES) }
}

const TIMES = Number(process.env.SCOPELIGHT_FUZZ_TIMES ?? 1)

/** A limit for a test that is run so many times. */
export function patience(ms: number): number {
  return Math.ceil(ms * Math.max(1, TIMES))
}

import { createScanner } from 'jsonc-parser'
import type { Span } from '../tree.ts'
import { decodeString } from './strings.ts'

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ':'
  | ','
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  /** A word or character that JSON does not know. */
  | 'unknown'
  | 'end'

export interface Token extends Span {
  readonly kind: TokenKind
  /** Strings are decoded; everything else is the source text. */
  readonly value: string
  /** It may have swallowed what followed: the next surprises are no news. */
  readonly broken: boolean
}

/** What is wrong inside one token, or with a comment. */
export interface TokenProblem extends Span {
  readonly kind: 'invalid' | 'comment'
  readonly message: string
}

/**
 * By the number of jsonc-parser's `SyntaxKind`, a const enum whose names do not exist when each file is compiled alone;
 * undefined is trivia.
 */
const KINDS: readonly (TokenKind | undefined)[] = [
  'unknown',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  'boolean',
  'boolean',
  'string',
  'number',
  undefined,
  undefined,
  undefined,
  undefined,
  'unknown',
  'end',
]
const LINE_COMMENT = 12
const BLOCK_COMMENT = 13
/** Of its `ScanError`. */
const UNEXPECTED_END_OF_COMMENT = 1

/** Looks like white space, often pasted, and no parser takes it. What follows is read as usual. */
const INVISIBLE = /^[\p{Z}\u0000-\u001f\u200b-\u200d\u2060\ufeff]+/u

/** The tokens of a JSON text in order, without white space; comments and broken tokens are told to `report`. */
export function createTokens(text: string, report: (problem: TokenProblem) => void): { readonly next: () => Token } {
  const scanner = createScanner(text)
  // Editors strip a byte order mark, files have it; it is part of the offsets and of nothing else.
  if (text.charCodeAt(0) === 0xfeff) scanner.setPosition(1)

  const next = (): Token => {
    for (;;) {
      // Numbers, see above.
      const scanned: number = scanner.scan()
      const start = scanner.getTokenOffset()
      const end = Math.min(scanner.getPosition(), text.length)
      const kind = KINDS[scanned]
      if (scanned === LINE_COMMENT || scanned === BLOCK_COMMENT) {
        report({ kind: 'comment', start, end, message: 'Strict JSON has no comments.' })
        if (scanner.getTokenError() === UNEXPECTED_END_OF_COMMENT)
          report({ kind: 'invalid', start, end: start + 2, message: 'This comment is not closed. Write "*/" at its end.' })
      }
      if (kind === undefined) continue
      if (kind === 'string') return stringToken(text, start, end, report)
      const value = text.slice(start, end)
      const invisible = kind === 'unknown' ? INVISIBLE.exec(value)?.[0] : undefined
      if (invisible !== undefined) {
        const code = invisible.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
        const message = `An invisible character (U+${code}) stands here. Delete it.`
        report({ kind: 'invalid', start, end: start + invisible.length, message })
        scanner.setPosition(start + invisible.length)
        continue
      }
      if (kind === 'number' && scanner.getTokenError() !== 0)
        report({ kind: 'invalid', start, end, message: 'This is not a complete number.' })
      return { kind, start, end, value, broken: false }
    }
  }
  return { next }
}

function stringToken(text: string, start: number, end: number, report: (problem: TokenProblem) => void): Token {
  const { value, closed, problems } = decodeString(text, start, end)
  const [problem] = problems
  if (problem) report({ kind: 'invalid', ...problem })
  if (!closed) report({ kind: 'invalid', start, end, message: 'This text has no closing quote.' })
  return { kind: 'string', start, end, value, broken: !closed }
}

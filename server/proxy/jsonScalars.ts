import { isDigit } from './characters.ts'

const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word))

/** End of the number or literal at `at` (RFC 8259), or `at` when there is none. */
export function scalarEnd(bytes: Uint8Array, at: number): number {
  const first = code(bytes, at)
  if (first === 0x2d || isDigit(first)) return numberEnd(bytes, at)
  const word = LITERALS.find((literal) => literal.every((byte, i) => bytes[at + i] === byte))
  return word ? at + word.length : at
}

function numberEnd(bytes: Uint8Array, at: number): number {
  let i = code(bytes, at) === 0x2d ? at + 1 : at
  const whole = digits(bytes, i)
  // No digit, or a zero in front of others.
  if (whole === i || (code(bytes, i) === 0x30 && whole > i + 1)) return at
  i = whole
  if (code(bytes, i) === 0x2e) {
    const fraction = digits(bytes, i + 1)
    if (fraction === i + 1) return at
    i = fraction
  }
  if (code(bytes, i) === 0x65 || code(bytes, i) === 0x45) {
    const sign = code(bytes, i + 1)
    const from = sign === 0x2b || sign === 0x2d ? i + 2 : i + 1
    const exponent = digits(bytes, from)
    if (exponent === from) return at
    i = exponent
  }
  return i
}

function digits(bytes: Uint8Array, from: number): number {
  let i = from
  while (i < bytes.length && isDigit(code(bytes, i))) i += 1
  return i
}

function code(bytes: Uint8Array, at: number): number {
  return at < bytes.length ? (bytes[at] ?? -1) : -1
}

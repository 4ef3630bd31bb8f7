import type { Path } from './openContainers.ts'

const OPENS = /-----BEGIN[ A-Z0-9_-]{0,100}?PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s]*$/
const END = '-----END'
/** An RSA key of 16,384 bits has 200 lines; what never ends is no key. */
const MAX_STRINGS = 300
const MAX_DEPTH = 16

/** A private key whose lines stand in strings of their own: where these stand, and how many more may come. */
export interface SpreadKey {
  readonly place: Path
  readonly left: number
}

/** The key that begins in this string and does not end in it. */
export function opensKey(text: string, path: Path): SpreadKey | undefined {
  return path.length <= MAX_DEPTH && OPENS.test(text) ? { place: path, left: MAX_STRINGS } : undefined
}

/** What is left of the key after one more of its strings. */
export function afterString(key: SpreadKey, text: string): SpreadKey | undefined {
  return text.includes(END) || key.left <= 1 ? opensKey(text, key.place) : { ...key, left: key.left - 1 }
}

/** Whether both are the same member, of whichever element of an array. */
export function isSamePlace(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i] || (typeof step === 'number' && typeof b[i] === 'number'))
}

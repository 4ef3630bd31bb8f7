/** Length of the run of accepted characters that begins at `from`, `most` at most. */
export function runLength(text: string, from: number, accepts: (code: number) => boolean, most = text.length): number {
  const end = Math.min(text.length, from + most)
  let i = from
  while (i < end && accepts(text.charCodeAt(i))) i += 1
  return i - from
}

/** Letters, digits, `_` and `-`. */
export function isWord(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45
}

/** And `+ / =`. */
export function isBase64(code: number): boolean {
  return isWord(code) || code === 43 || code === 47 || code === 61
}

/** And `. ~ %`. */
export function isToken(code: number): boolean {
  return isBase64(code) || code === 46 || code === 126 || code === 37
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code)
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

export function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

/** Whether the first word at `at` has digits or both cases: it is no name and no word of a sentence. */
export function looksRandom(text: string, at: number): boolean {
  const body = text.slice(at, at + runLength(text, at, isWord, 64))
  return /\d/.test(body) || (/[a-z]/.test(body) && /[A-Z]/.test(body))
}

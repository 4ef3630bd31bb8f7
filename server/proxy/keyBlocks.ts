const BEGIN = /-----BEGIN[ A-Z0-9_-]{0,100}?PRIVATE KEY(?: BLOCK)?-----/g
const END = '-----END'
/** An RSA key of 16,384 bits has 200 lines; what never ends is no key. */
const MAX_LINES = 300

/**
 * Private keys are printed over many lines, of which only the first says so. Says of each line in turn whether it lies in
 * a key that began on an earlier one. Every line must pass, also one that nobody keeps.
 */
export function createKeyBlocks(): (line: string) => boolean {
  let left = 0
  return (line) => {
    const wasInKey = left > 0
    if (wasInKey) left = line.includes(END) ? 0 : left - 1
    // The next key may begin on the line on which one ends.
    if (line.includes('-----BEGIN')) {
      const begin = [...line.matchAll(BEGIN)].at(-1)
      if (begin) left = line.includes(END, begin.index) ? 0 : MAX_LINES
    }
    return wasInKey
  }
}

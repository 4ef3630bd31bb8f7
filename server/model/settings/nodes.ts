import { isAlias, isScalar, isSeq, type Pair } from 'yaml'
import { nearest } from '../nearest.ts'

/** `at` is a node or an offset; without one the problem is about the file. */
export type Report = (severity: 'error' | 'warning', at: unknown, message: string) => void

/** The keys of a map with their values, each key once. A wrong key is reported and left out; an alias is not followed. */
export function eachKey(
  pairs: readonly Pair<unknown, unknown>[],
  report: Report,
  read: (key: string, value: unknown, at: unknown) => void,
): void {
  const seen = new Set<string>()
  for (const { key, value } of pairs) {
    const name = readText(key)
    if (name === undefined) report('error', key, 'A key is a plain text.')
    else if (seen.has(name)) report('error', key, `"${name}" stands here a second time. Keep one.`)
    else if (isAlias(value))
      report('error', value, `"*${value.source}" refers to another place of the file. Write the value itself.`)
    else {
      seen.add(name)
      read(name, value, key)
    }
  }
}

export function readText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

export function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

/** A list of texts; nothing is an empty one. */
export function readTexts(value: unknown, at: unknown, key: string, example: string, report: Report): readonly string[] {
  if (isNothing(value)) return []
  if (!isSeq(value)) {
    report('error', at, `"${key}" is a list, such as "- ${example}".`)
    return []
  }
  return value.items.flatMap((item) => {
    const text = readText(item)
    if (text !== undefined && text.trim() !== '') return [text]
    report('error', item, `An item of "${key}" is a text, such as "${example}".`)
    return []
  })
}

export function readWord<Word extends string>(
  value: unknown,
  at: unknown,
  key: string,
  words: readonly Word[],
  report: Report,
): Word | undefined {
  // YAML 1.1 files say `off` and mean it; the library reads 1.2, where it is the text "off".
  const text = readText(value)
  const word = words.find((each) => each === text)
  if (!word) {
    const meant = text === undefined ? '' : suggest(text, words)
    report('error', rangeOf(value) ? value : at, `"${key}" is one of ${words.map((each) => `"${each}"`).join(', ')}.${meant}`)
  }
  return word
}

/** The stretch of a node in the text; undefined for what stands nowhere. */
export function rangeOf(node: unknown): { readonly start: number; readonly end: number } | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  if (!Array.isArray(range)) return undefined
  const [start, end] = range
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined
}

export function suggest(word: string, words: readonly string[]): string {
  const meant = nearest(word, words)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}

/** A list in a sentence: `a`, `a and b`, `a, b and c`; of more than `most` the rest is counted: `a, b and 3 more`. */
export function inWords(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const words = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

import type { SyntaxTree } from '../../syntax/tree.ts'
import { partOf, type Text } from '../place.ts'

/** A longer line is a program, not one plain command. */
const MAX_CHARS = 8_000

/**
 * The words of a command line that is one plain command; undefined when a shell would do more than start it (pipes,
 * lists, redirections, substitutions, patterns). Variables stay as they are written.
 */
export function shellWords(tree: SyntaxTree, line: Text): readonly Text[] | undefined {
  const words: Text[] = []
  const { text } = line
  if (text.length > MAX_CHARS) return undefined
  let at = 0
  for (;;) {
    while (at < text.length && /[ \t]/.test(text.charAt(at))) at++
    if (at >= text.length) return words
    const start = at
    let word = ''
    let quoted = false
    while (at < text.length && !/[ \t]/.test(text.charAt(at))) {
      const char = text.charAt(at)
      if (char === "'" || char === '"') {
        const end = closingQuote(text, at)
        if (end === undefined) return undefined
        const inside = text.slice(at + 1, end)
        if (char === '"' && /[`\\]|\$\(/.test(inside)) return undefined
        word += inside
        quoted = true
        at = end + 1
      } else if (char === '\\') {
        if (at + 1 >= text.length) return undefined
        word += text.charAt(at + 1)
        quoted = true
        at += 2
      } else {
        if (/[|&;<>()`\n\r*?[\]#!]/.test(char)) return undefined
        word += char
        at++
      }
    }
    const place = partOf(tree, line, start, at)
    words.push(quoted ? unquoted(tree, line, start, at, word) : place)
  }
}

/** A word that is quoted as a whole stands between its quotes; otherwise its place is the word with all its quotes. */
function unquoted(tree: SyntaxTree, line: Text, start: number, end: number, word: string): Text {
  if (line.text.slice(start + 1, end - 1) === word) return partOf(tree, line, start + 1, end - 1)
  return { ...partOf(tree, line, start, end), text: word }
}

function closingQuote(text: string, at: number): number | undefined {
  const end = text.indexOf(text.charAt(at), at + 1)
  return end < 0 ? undefined : end
}

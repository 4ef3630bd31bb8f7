import type { Markup } from '../markup.ts'

const LONGEST_PLAIN_WORD = 40

/**
 * The name of a tool, as a list of the file may hold anything: what has no words but letters and digits at random may be a
 * secret in the wrong place.
 */
export function toolName(name: string, markup: Markup): string {
  return markup.code(name.split(/[^A-Za-z0-9]/).every(isPlain) ? name : '…')
}

function isPlain(word: string): boolean {
  return word.length < 12 || (word.length <= LONGEST_PLAIN_WORD && !(/\d/.test(word) && /[A-Za-z]/.test(word)))
}

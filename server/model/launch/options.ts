import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Argument } from '../launch.ts'
import { partOf, type Text } from '../place.ts'

export interface OptionRules {
  readonly of: Argument['of']
  /** Whether an option without `=` takes the next word as its value. */
  readonly takesValue: (name: string) => boolean
  /** An option behind which everything belongs to what it names: `python -m name`. */
  readonly endsAfter?: (name: string) => boolean
  /** `-it` is `-i -t`, and `-eNAME` is `-e NAME`. */
  readonly shortClusters: boolean
}

export interface Option {
  readonly name: string
  readonly value: Text | undefined
  /** The word the option stands in. */
  readonly word: Text
}

export interface OptionsRead {
  readonly options: readonly Option[]
  readonly args: readonly Argument[]
  /** What follows the options; a `--` between is taken. */
  readonly rest: readonly Text[]
}

/** Reads the options in front of the first word that is none. */
export function readOptions(tree: SyntaxTree, words: readonly Text[], rules: OptionRules): OptionsRead {
  const options: Option[] = []
  const args: Argument[] = []
  let at = 0
  while (at < words.length) {
    const word = words[at]
    if (!word || !isOption(word.text)) break
    at++
    if (word.text === '--') {
      args.push(flag(word, rules.of))
      break
    }
    const parts = splitOption(tree, word, rules)
    for (const part of parts) {
      if (part.value || !rules.takesValue(part.name)) {
        options.push({ ...part, word })
        continue
      }
      const value = words[at]
      options.push({ name: part.name, value, word })
    }
    const lastPart = parts.at(-1)
    if (lastPart?.value) args.push({ ...word, kind: 'flag', flag: lastPart.name, value: lastPart.value, of: rules.of })
    else args.push(flag(word, rules.of))
    const value = words[at]
    if (lastPart && !lastPart.value && rules.takesValue(lastPart.name) && value) {
      args.push({ ...value, kind: 'flag-value', flag: lastPart.name, value, of: rules.of })
      at++
    }
    if (lastPart && rules.endsAfter?.(lastPart.name)) break
  }
  return { options, args, rest: words.slice(at) }
}

export function isOption(word: string): boolean {
  return word.length > 1 && word.startsWith('-')
}

function flag(word: Text, of: Argument['of']): Argument {
  return { ...word, kind: 'flag', flag: undefined, value: word, of }
}

/** `--name=value`, `--name`, or the letters of a cluster; only the last letter of a cluster may take a value. */
function splitOption(tree: SyntaxTree, word: Text, rules: OptionRules): readonly { name: string; value: Text | undefined }[] {
  const { text } = word
  const equals = text.indexOf('=')
  if (text.startsWith('--') || !rules.shortClusters) {
    if (equals < 0) return [{ name: text, value: undefined }]
    return [{ name: text.slice(0, equals), value: partOf(tree, word, equals + 1, text.length) }]
  }
  const parts: { name: string; value: Text | undefined }[] = []
  for (let at = 1; at < text.length; at++) {
    const name = `-${text.charAt(at)}`
    if (!rules.takesValue(name)) parts.push({ name, value: undefined })
    else {
      const start = text.charAt(at + 1) === '=' ? at + 2 : at + 1
      parts.push({ name, value: start < text.length ? partOf(tree, word, start, text.length) : undefined })
      break
    }
  }
  return parts
}

/** Arguments of the server itself: nothing is known about its options, so the word after `--name` counts as its value. */
export function serverArguments(tree: SyntaxTree, words: readonly Text[]): readonly Argument[] {
  const args: Argument[] = []
  let pending: string | undefined
  for (const word of words) {
    const equals = word.text.indexOf('=')
    if (isOption(word.text) && !/^-\d/.test(word.text)) {
      if (equals > 0) {
        const value = partOf(tree, word, equals + 1, word.text.length)
        args.push({ ...word, kind: 'flag', flag: word.text.slice(0, equals), value, of: 'server' })
      } else args.push(flag(word, 'server'))
      pending = equals > 0 || word.text === '--' ? undefined : word.text
    } else {
      args.push({ ...word, kind: pending === undefined ? 'other' : 'flag-value', flag: pending, value: word, of: 'server' })
      pending = undefined
    }
  }
  return args
}

/**
 * Places in a text where a person goes on typing. They are marks of the private use area, which every writer of a format
 * leaves as they are, so that a value with stops is written like any other and becomes a snippet afterwards.
 */
const OPEN = '\ue000'
const OR = '\ue001'
const CLOSE = '\ue002'
const RAW = '\ue003'

/** A stop with what stands there until somebody types; of several choices the first. */
export function stop(first = '', ...others: readonly string[]): string {
  return OPEN + [first, ...others].join(OR) + CLOSE
}

/** A text that is written without quotes: a number, a choice of `true` and `false`. */
export function raw(text: string): string {
  return RAW + text + RAW
}

export function isRaw(text: string): boolean {
  return text.startsWith(RAW)
}

const ANY_RAW = new RegExp(`"?${RAW}([^${RAW}]*)${RAW}"?`, 'g')
const ANY_STOP = new RegExp(`${OPEN}([^${OPEN}${CLOSE}]*)${CLOSE}`, 'g')

/** In the syntax of snippets of the protocol; stops are numbered as they stand, and the caret ends behind the text. */
export function asSnippet(text: string): string {
  const written = text.replace(ANY_RAW, '$1')
  let result = ''
  let at = 0
  let number = 0
  for (const match of written.matchAll(ANY_STOP)) {
    const choices = (match[1] ?? '').split(OR)
    number++
    result += escaped(written.slice(at, match.index)) + stopOf(number, choices)
    at = match.index + match[0].length
  }
  return result + escaped(written.slice(at)) + (number === 0 ? '' : '$0')
}

/** What stands at the stops before anybody types. */
export function asPlain(text: string): string {
  return text.replace(ANY_RAW, '$1').replace(ANY_STOP, (_, choices: string) => choices.split(OR)[0] ?? '')
}

function stopOf(number: number, choices: readonly string[]): string {
  const [first = '', ...others] = choices
  if (others.length > 0) return `\${${number}|${choices.map((one) => one.replace(/[\\,|]/g, '\\$&')).join(',')}|}`
  return first === '' ? `$${number}` : `\${${number}:${escaped(first)}}`
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}

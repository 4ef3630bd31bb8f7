import { isSecretFlag } from './argv.ts'
import { isAlphanumeric } from './characters.ts'
import type { ValueShape } from './fixedShapes.ts'
import { HEAD, isReference, isWorthHiding } from './references.ts'

const FLAG = /[A-Za-z][\w.-]{0,63}/y
/** One blank, or an element of a list as JSON writes it. */
const BETWEEN = /([ \t]{1,16})(\\{0,7}["'`])?|\\{0,7}["'],\s{0,16}\\{0,7}["']/y
const USER = / {1,16}["']?[^\s"'`:/\\]{1,128}:(?![/\\])/y
const BARE = /[^\s,;&|"'`<>)}\]\\]+/y
const QUOTED = /[^\r\n"'`\\]+/y
const LOOK_BACK = 200
const SHORTEST = 4
const LONG = 16

interface Place {
  /** From the prefix to the secret. */
  readonly skip: number
  readonly length: number
}

/**
 * `--token VALUE` in running text, where a sentence may follow a flag as well: the value must look like a secret, more so
 * when it stands apart as in a list of options; as an element of a list it need not.
 */
function flagged(text: string, after: number): Place | undefined {
  FLAG.lastIndex = after
  const name = FLAG.exec(text)?.[0]
  if (name === undefined || !standsAlone(text, after - 2)) return undefined
  BETWEEN.lastIndex = after + name.length
  const between = BETWEEN.exec(text)
  if (!between) return undefined
  const [gap, blanks, quote] = between
  const start = after + name.length + gap.length
  const value = blanks !== undefined && quote === undefined ? BARE : QUOTED
  // Decided by its beginning, as everywhere.
  const head = run(value, text.slice(start, start + HEAD), 0)
  if (head.length < SHORTEST || head.startsWith('--') || isReference(head) || !isSecretFlag(`--${name}`, head)) return undefined
  if (blanks !== undefined && !isWorthHiding(head, false)) return undefined
  if (blanks !== undefined && blanks.length > 1 && !(head.length >= LONG && /\d/.test(head))) return undefined
  return { skip: start - after, length: run(value, text, start).length }
}

/** `curl -u joe:VALUE`; other programs mean other things by it. */
function userFlagged(text: string, after: number): Place | undefined {
  USER.lastIndex = after
  const user = USER.exec(text)?.[0]
  if (user === undefined || !standsAlone(text, after - 2)) return undefined
  if (!/\bcurl\b/.test(text.slice(Math.max(0, after - LOOK_BACK), after))) return undefined
  const start = after + user.length
  const head = run(BARE, text.slice(start, start + HEAD), 0)
  return head === '' || isReference(head) ? undefined : { skip: user.length, length: run(BARE, text, start).length }
}

function standsAlone(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1)
  return start === 0 || !(isAlphanumeric(before) || before === 95 || before === 45)
}

function run(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? ''
}

function shape(prefix: string, find: (text: string, after: number) => Place | undefined): ValueShape {
  return {
    rule: 'key',
    prefix,
    ownWord: false,
    keepsPrefix: true,
    needsNames: true,
    skips: (text, after) => find(text, after)?.skip ?? 0,
    length(text, after) {
      const place = find(text, after)
      return place ? place.skip + place.length : -1
    },
  }
}

export const TEXT_FLAGS: readonly ValueShape[] = [shape('--', flagged), shape('-u', userFlagged)]

import type { Member, ObjectNode, Span, SyntaxNode, SyntaxProblem } from '../tree.ts'
import { quoted, unknownMessage } from './messages.ts'
import { createTokens, type Token, type TokenKind } from './tokens.ts'

/** Further errors are counted, and the last problem says how many: nobody mends hundreds one by one. */
export const MAX_ERRORS = 200

/** Deeper files are refused: nothing real comes near, and every walk over a tree may recurse. */
export const MAX_DEPTH = 256

/**
 * A recovering parser over the tokens of jsonc-parser. It keeps what is half-typed (a key without colon, a colon without
 * value), closes what is left open, and after an error stays quiet until it understands the text again, so that one slip
 * is one problem.
 */
export function parseJson(text: string): ParsedJson {
  return read(text, [])
}

export interface ParsedJson {
  readonly root: SyntaxNode | undefined
  /** In the order of the file. */
  readonly problems: readonly SyntaxProblem[]
}

export type Bracket = '{' | '['

/**
 * Reads the text of one object or array as `parseJson` reads it when it comes there; `around` are the brackets that are open
 * then, from the outside in. Undefined where what is wrong in it would be felt behind it.
 */
export function parseJsonPart(text: string, around: readonly [Bracket, ...Bracket[]]): ParsedJson | undefined {
  const { root, problems, isSettled } = read(text, around)
  return isSettled && root?.span.end === text.length ? { root, problems } : undefined
}

function read(text: string, around: readonly Bracket[]): ParsedJson & { readonly isSettled: boolean } {
  const problems: SyntaxProblem[] = []
  const tokens = createTokens(text, ({ kind, message, start, end }) => {
    if (kind === 'comment') problems.push({ kind, message, span: { start, end } })
    else fail(message, { start, end })
  })
  const open = [...around]
  /** An error was reported and nothing has been understood since. */
  let quiet = false
  let tooDeep: Span | undefined
  let errors = 0
  /** From the first error past the limit to the last one. */
  let rest: Span | undefined
  const fail = (message: string, { start, end }: Span = token): void => {
    if (!quiet && !tooDeep) {
      if (errors < MAX_ERRORS) problems.push({ kind: 'invalid', message, span: { start, end } })
      else rest = { start: Math.min(rest?.start ?? start, start), end: Math.max(rest?.end ?? end, end) }
      errors++
    }
    quiet = true
  }

  let last: Span = { start: 0, end: 0 }
  let token = tokens.next()

  const at = (kind: TokenKind): boolean => token.kind === kind

  const advance = (): Token => {
    const taken = token
    last = taken
    token = tokens.next()
    return taken
  }

  /** The next token is what the grammar wants: from here on errors are news again. */
  const accept = (): Token => {
    // Before the next token is read, since that one may bring its own error.
    quiet = token.broken
    return advance()
  }

  const failAtEnd = (): void =>
    fail(
      `The file ends too early: ${open.length === 1 ? `a "${open[0]}" is` : `${open.length} brackets are`} still open here.`,
      last,
    )

  function parseValue(): SyntaxNode | undefined {
    switch (token.kind) {
      case '{':
        return parseObject()
      case '[':
        return parseArray()
      case 'string': {
        const { start, end, value } = accept()
        return { kind: 'string', span: { start, end }, value }
      }
      case 'number': {
        const { start, end, value } = accept()
        return { kind: 'number', span: { start, end }, value: Number.parseFloat(value) }
      }
      case 'boolean': {
        const { start, end, value } = accept()
        return { kind: 'boolean', span: { start, end }, value: value === 'true' }
      }
      case 'null': {
        const { start, end } = accept()
        return { kind: 'null', span: { start, end }, value: null }
      }
      default:
        return undefined
    }
  }

  /** Past `MAX_DEPTH` the rest of the text is not read. */
  function enter(bracket: Bracket): boolean {
    if (open.length >= MAX_DEPTH) {
      tooDeep ??= { start: token.start, end: token.end }
      token = { kind: 'end', start: text.length, end: text.length, value: '', broken: false }
      return false
    }
    open.push(bracket)
    return true
  }

  function parseObject(): ObjectNode | undefined {
    if (!enter('{')) return undefined
    const { start } = accept()
    const members: Member[] = []
    const seen = new Map<string, Member>()
    for (;;) {
      const member = parseMember()
      if (member) {
        noteDuplicate(seen, member)
        members.push(member)
      }
      if (!continues('}', member !== undefined)) break
    }
    open.pop()
    return { kind: 'object', span: { start, end: last.end }, members }
  }

  function parseArray(): SyntaxNode | undefined {
    if (!enter('[')) return undefined
    const { start } = accept()
    const items: SyntaxNode[] = []
    for (;;) {
      const item = parseValue()
      if (item) items.push(item)
      else if (at('unknown')) skipUnknown()
      if (!continues(']', item !== undefined)) break
    }
    open.pop()
    return { kind: 'array', span: { start, end: last.end }, items }
  }

  /** Between two members or items: takes the comma or the closing bracket. False when the container is over. */
  function continues(close: '}' | ']', hasElement: boolean): boolean {
    let something = hasElement
    const other = close === '}' ? ']' : '}'
    for (;;) {
      if (at(close)) {
        accept()
        return false
      }
      if (at('end')) {
        failAtEnd()
        return false
      }
      if (at(',')) {
        if (!something) fail('A comma stands here without anything before it.')
        const understood = something && !quiet
        const comma = advance()
        if (something) quiet = false
        if (at(close) && understood)
          problems.push({
            kind: 'trailing-comma',
            message: 'Strict JSON has no comma after the last value.',
            span: { start: comma.start, end: comma.end },
          })
        return true
      }
      if (at(other)) {
        fail(`This "${other}" does not close the "${close === '}' ? '{' : '['}" that is open here.`)
        // It belongs to a container further out, which will take it; if there is none, it is a slip.
        if (open.includes(other === '}' ? '{' : '[')) return false
        advance()
        continue
      }
      if (at(':')) {
        fail('A colon stands here without a key before it.')
        advance()
        return true
      }
      if (at('unknown')) {
        skipUnknown()
        continue
      }
      if (close === '}' && !at('string')) {
        fail('A key in double quotes is missing before this value.')
        parseValue()
        quiet = true
        something = true
        continue
      }
      if (something) fail('A comma is missing before this.')
      return true
    }
  }

  function parseMember(): Member | undefined {
    if (at('unknown')) return parseUnquotedMember()
    if (!at('string')) return undefined
    const key = accept()
    const keySpan = { start: key.start, end: key.end }
    if (!at(':')) {
      fail(at('end') ? endMessage() : 'A colon and a value are missing after this.', keySpan)
      return { key: key.value, keySpan, span: keySpan, value: undefined }
    }
    return finishMember(key.value, keySpan)
  }

  /** `key: 1`, as in JavaScript: said once, and read as it is meant. */
  function parseUnquotedMember(): Member | undefined {
    const word = skipUnknown(true)
    if (!at(':') || !word) return undefined
    return finishMember(word.value, { start: word.start, end: word.end })
  }

  function finishMember(key: string, keySpan: Span): Member {
    const colon = quiet ? advance() : accept()
    const value = parseValue()
    if (value) return { key, keySpan, span: { start: keySpan.start, end: value.span.end }, value }
    if (at('unknown')) skipUnknown()
    else fail(at('end') ? endMessage() : 'A value is missing after this key.', { start: keySpan.start, end: colon.end })
    return { key, keySpan, span: { start: keySpan.start, end: colon.end }, value: undefined }
  }

  const endMessage = (): string => 'The file ends too early: a value is missing here.'

  function skipUnknown(asKey = false): Token | undefined {
    const first = token
    fail(unknownMessage(first.value, asKey))
    while (at('unknown')) advance()
    return first
  }

  function noteDuplicate(seen: Map<string, Member>, member: Member): void {
    // A text without a value may be no key at all but a value in the wrong place, and is not repeated in a message.
    if (!member.value) return
    const first = seen.get(member.key)
    if (!first) seen.set(member.key, member)
    else if (!tooDeep)
      problems.push({
        kind: 'duplicate-key',
        message: `The key ${quoted(member.key)} stands here a second time, and only the last one counts.`,
        span: member.keySpan,
      })
  }

  let root = parseValue()
  if (!root && at('unknown')) skipUnknown()
  else if (!root && !at('end')) fail('A "{" is missing before this.')
  if (!at('end')) {
    fail('The file goes on after its end: it may hold only one value.')
    // Comments behind the end still count as comments; nothing else is read.
    while (!at('end')) advance()
  }
  // The last bracket was closed by one of its own, and nothing has gone wrong since.
  const isSettled = !quiet && !tooDeep && !rest
  if (tooDeep) {
    root = undefined
    problems.length = 0
    problems.push({
      kind: 'too-deep',
      message: `The file is nested deeper than ${MAX_DEPTH} levels and is not read.`,
      span: tooDeep,
    })
  } else if (rest) {
    const more = errors - MAX_ERRORS
    problems.push({
      kind: 'invalid',
      message: `${more} more ${more === 1 ? 'error follows' : 'errors follow'} from here on.`,
      span: rest,
    })
  }
  return { root, problems: problems.sort((a, b) => a.span.start - b.span.start), isSettled }
}

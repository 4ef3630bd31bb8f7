import { locate, memberOf } from '../syntax/find.ts'
import type { Member, Path, Span, SyntaxTree } from '../syntax/tree.ts'
import type { Host } from './host.ts'

/** `// scopelight-ignore rule-id: reason (expires 2027-01-31)`, with `#` in YAML and TOML. */
export interface Suppression {
  readonly rule: string
  readonly ruleAt: Span
  readonly reason: string
  /** As written, perhaps no date. */
  readonly expires: { readonly text: string; readonly at: Span } | undefined
  /** The comment from its first character to the end of what it says. */
  readonly at: Span
  /** Stands alone on its line. */
  readonly alone: boolean
  /** The line it speaks of: its own, or the next one that holds more than comments. */
  readonly line: Span
}

const MARK = 'scopelight-ignore'
/** Blanks between the sign of a comment and the mark. */
const LONGEST_GAP = 20
/** What somebody writes as a reason; more is cut. */
const MOST_CHARACTERS = 1_000
const BEFORE = /(?:\/\/|\/\*|#)[ \t]*$/

/**
 * The suppressions of a file, in its order. Hosts that refuse comments have none: what stands there is wrong for another
 * reason. A mark inside a value is text of that value.
 */
export function readSuppressions(tree: SyntaxTree, { syntax }: Host): readonly Suppression[] {
  if (!syntax.comments) return []
  const { text } = tree
  const found: Suppression[] = []
  for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, at)) {
    const opened = BEFORE.exec(text.slice(Math.max(0, at - LONGEST_GAP), at))
    if (!opened || isInScalar(tree, at)) {
      at += MARK.length
      continue
    }
    const line = lineAt(text, at)
    const start = at - opened[0].length
    const alone = text.slice(line.start, start).trim() === ''
    const before = found.at(-1)
    // One search serves all that stand above one line.
    const target = !alone ? line : before?.alone && line.end < before.line.start ? before.line : nextLine(text, line.end)
    found.push({ ...readWords(text, at, line.end), at: { start, end: endOf(text, line) }, alone, line: target })
    // The rest of the line belongs to this comment.
    at = line.end
  }
  return found
}

/**
 * Where the parts on the way to a path begin, outermost first: the keys, and the items of lists. Of a dotted key of TOML only
 * the last part counts: a comment above `[mcp_servers.docs]` is about "docs", also where that line is the first of all servers.
 */
export function beginningsOf(tree: SyntaxTree, path: Path): readonly Span[] {
  const beginnings: Span[] = []
  let node = tree.root
  for (const step of path) {
    if (node?.kind === 'object') {
      const member: Member | undefined = memberOf(node, String(step))
      if (member && !isFollowedByDot(tree.text, member.keySpan.end)) beginnings.push(member.keySpan)
      node = member?.value
    } else {
      node = node?.kind === 'array' && typeof step === 'number' ? node.items[step] : undefined
      if (node) beginnings.push(node.span)
    }
  }
  return beginnings
}

/** In JSON and YAML a colon follows a key. */
function isFollowedByDot(text: string, end: number): boolean {
  return text[skipBlanks(text, end)] === '.'
}

function isInScalar(tree: SyntaxTree, at: number): boolean {
  const found = locate(tree, at)
  if (found?.key && found.key.keySpan.start < at && at < found.key.keySpan.end) return true
  const node = found?.node
  return node !== undefined && node.kind !== 'object' && node.kind !== 'array' && node.span.start < at && at < node.span.end
}

/** Read by hand: an expression with several runs of blanks takes forever on a line that is made of them. */
function readWords(text: string, at: number, end: number): Pick<Suppression, 'rule' | 'ruleAt' | 'reason' | 'expires'> {
  const line = text.slice(at, Math.min(end, at + MOST_CHARACTERS))
  const closed = line.indexOf('*/')
  const said = closed < 0 ? line : line.slice(0, closed)
  const ruleFrom = skipBlanks(said, MARK.length)
  const ruleTo = ruleFrom === MARK.length ? ruleFrom : endOfName(said, ruleFrom)
  const colon = skipBlanks(said, ruleTo)
  const wordsFrom = skipBlanks(said, said[colon] === ':' ? colon + 1 : colon)
  const words = said.slice(wordsFrom).trimEnd()
  const day = dayIn(words)
  return {
    rule: said.slice(ruleFrom, ruleTo),
    ruleAt: { start: at + ruleFrom, end: at + ruleTo },
    reason: (day ? words.slice(0, day.from) : words).trim(),
    expires: day && {
      text: day.text.trim(),
      at: { start: at + wordsFrom + day.start, end: at + wordsFrom + day.start + day.text.length },
    },
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at++
  return at
}

function endOfName(text: string, from: number): number {
  let at = from
  while (at < text.length && !/[\s:*]/.test(text[at] ?? '')) at++
  return at
}

const EXPIRES = '(expires'

/** `(expires 2027-01-31)` at the end of the words. */
function dayIn(words: string): { readonly from: number; readonly start: number; readonly text: string } | undefined {
  const from = words.lastIndexOf(EXPIRES)
  if (from < 0 || !words.endsWith(')')) return undefined
  const start = skipBlanks(words, from + EXPIRES.length)
  const text = words.slice(start, -1)
  return start === from + EXPIRES.length || /[()]/.test(text) ? undefined : { from, start, text }
}

function endOf(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length
}

/** Without the line break. */
function lineAt(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return { start, end: end === -1 ? text.length : end }
}

/** Several suppressions may stand above one line, and blank lines between. */
function nextLine(text: string, end: number): Span {
  for (let at = end + 1; at < text.length; ) {
    const line = lineAt(text, at)
    if (!/^\s*(?:$|\/\/|#|\/\*[^\n]*\*\/\s*$)/.test(text.slice(line.start, line.end))) return line
    at = line.end + 1
  }
  return { start: text.length, end: text.length }
}

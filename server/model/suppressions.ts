import { locate } from '../syntax/find.ts'
import type { Path, Span, SyntaxTree } from '../syntax/tree.ts'
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
const BEFORE = /(?:\/\/|\/\*|#)[ \t]*$/
const SAYS = /^scopelight-ignore(?:[ \t]+([^\s:*]+))?[ \t]*:?[ \t]*(.*?)[ \t]*(?:\*\/.*)?$/
const EXPIRES = /[ \t]*\(expires[ \t]+([^()]*)\)[ \t]*$/

/**
 * The suppressions of a file, in its order. Hosts that refuse comments have none: what stands there is wrong for another
 * reason. A mark inside a value is text of that value.
 */
export function readSuppressions(tree: SyntaxTree, { syntax }: Host): readonly Suppression[] {
  if (!syntax.comments) return []
  const found: Suppression[] = []
  for (let at = tree.text.indexOf(MARK); at !== -1; at = tree.text.indexOf(MARK, at + MARK.length)) {
    const suppression = isInScalar(tree, at) ? undefined : readAt(tree.text, at)
    if (suppression) found.push(suppression)
  }
  return found
}

/** Whether it speaks of a finding at this path and place: the line of the anchor, or of a key around it. */
export function speaksOf({ line }: Suppression, at: Span, keysAround: readonly Span[]): boolean {
  return [at, ...keysAround].some(({ start }) => line.start <= start && start <= line.end)
}

/** The keys on the way to a path, outermost first. */
export function keysOf(tree: SyntaxTree, path: Path): readonly Span[] {
  const keys: Span[] = []
  let node = tree.root
  for (const step of path) {
    if (node?.kind === 'object') {
      const member = node.members.findLast(({ key }) => key === String(step))
      if (member) keys.push(member.keySpan)
      node = member?.value
    } else node = node?.kind === 'array' && typeof step === 'number' ? node.items[step] : undefined
  }
  return keys
}

function isInScalar(tree: SyntaxTree, at: number): boolean {
  const found = locate(tree, at)
  if (found?.key && found.key.keySpan.start < at && at < found.key.keySpan.end) return true
  const node = found?.node
  return node !== undefined && node.kind !== 'object' && node.kind !== 'array' && node.span.start < at && at < node.span.end
}

function readAt(text: string, at: number): Suppression | undefined {
  const line = lineAt(text, at)
  const opened = BEFORE.exec(text.slice(line.start, at))
  const said = SAYS.exec(text.slice(at, line.end))
  if (!opened || !said) return undefined
  const start = line.start + opened.index
  const alone = text.slice(line.start, start).trim() === ''
  const [, rule = '', words = ''] = said
  const expires = EXPIRES.exec(words)
  const ruleStart = rule === '' ? at + MARK.length : text.indexOf(rule, at + MARK.length)
  const wordsStart = words === '' ? ruleStart + rule.length : text.indexOf(words, ruleStart + rule.length)
  const dateAt = expires ? wordsStart + words.indexOf(expires[1] ?? '', expires.index) : 0
  return {
    rule,
    ruleAt: { start: ruleStart, end: ruleStart + rule.length },
    reason: expires ? words.slice(0, expires.index) : words,
    expires: expires
      ? { text: (expires[1] ?? '').trim(), at: { start: dateAt, end: dateAt + (expires[1] ?? '').length } }
      : undefined,
    at: { start, end: line.start + text.slice(line.start, line.end).trimEnd().length },
    alone,
    line: alone ? nextLine(text, line.end) : line,
  }
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

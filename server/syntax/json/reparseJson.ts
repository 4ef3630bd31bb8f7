import { type ChangedStretch, changedStretch } from '../changedStretch.ts'
import { movedMember, movedNode, movedSpan } from '../movedNode.ts'
import type { ArrayNode, Member, ObjectNode, Span, SyntaxNode, SyntaxProblem, SyntaxTree } from '../tree.ts'
import { type Bracket, MAX_ERRORS, type ParsedJson, parseJsonPart } from './parseJson.ts'

/**
 * What `parseJson(text)` gives, made from the tree of a text that differs in one stretch: only the object or array around that
 * stretch is read, and what stands behind it moves. Undefined where the whole text has to be read: where the stretch touches a
 * bracket of all that is worth reading alone, or what is wrong in it may reach beyond it.
 *
 * Right because the parser looks one token ahead and knows nothing of what it has read but the open brackets and whether it is
 * quiet after an error: an object that begins at the same place within the same brackets, and that its own bracket closes in
 * both texts, leaves the parser in the same state.
 */
export function reparseJson(before: SyntaxTree, text: string): ParsedJson | undefined {
  if (!before.root || countErrors(before.problems) >= MAX_ERRORS) return undefined
  const changed = changedStretch(before.text, text)
  const [root, ...path] = containersAround(before.root, changed)
  if (!root) return undefined
  for (let length = path.length; length > 0; length--) {
    const inner = path.slice(0, length)
    const container = inner.at(-1)
    if (!container || isMostOf(container.span, before.text)) return undefined
    const part = reread(before.text, text, [root, ...inner.slice(0, -1)], container.span)
    if (part) return merged(before, part, [root, ...inner], text.length - before.text.length)
  }
  return undefined
}

type Container = ObjectNode | ArrayNode

/** From the outside in, those whose brackets the change leaves alone. */
function containersAround(root: SyntaxNode, { start, endBefore }: ChangedStretch): readonly Container[] {
  const found: Container[] = []
  let node: SyntaxNode | undefined = root
  while (node && (node.kind === 'object' || node.kind === 'array') && node.span.start < start && endBefore < node.span.end) {
    found.push(node)
    node = childrenOf(node).find((child) => child && child.span.start < start && endBefore < child.span.end)
  }
  return found
}

function childrenOf(node: Container): readonly (SyntaxNode | undefined)[] {
  return node.kind === 'array' ? node.items : node.members.map(({ value }) => value)
}

/** Then reading all of it costs hardly more. */
function isMostOf({ start, end }: Span, text: string): boolean {
  return (end - start) * 2 > text.length
}

/** The container in the new text; undefined unless its own bracket closes it in both. */
function reread(
  before: string,
  text: string,
  [root, ...outside]: readonly [Container, ...Container[]],
  { start, end }: Span,
): ParsedJson | undefined {
  const around = [bracketOf(root), ...outside.map(bracketOf)] as const
  const old = parseJsonPart(before.slice(start, end), around)
  const part = old && parseJsonPart(detached(text.slice(start, end + text.length - before.length)), around)
  if (!part?.root) return undefined
  const by = start - MARGIN.length
  return { root: movedNode(part.root, by), problems: part.problems.map((problem) => movedProblem(problem, by)) }
}

function bracketOf({ kind }: Container): Bracket {
  return kind === 'object' ? '{' : '['
}

const MARGIN = ' '

/** A piece of a text keeps all of it alive. What is put together anew does not, and white space is no matter. */
function detached(piece: string): string {
  return MARGIN + piece
}

function merged(
  before: SyntaxTree,
  part: ParsedJson,
  path: readonly [Container, ...Container[]],
  by: number,
): ParsedJson | undefined {
  const { start, end } = (path.at(-1) ?? path[0]).span
  const outside = before.problems.filter(({ span }) => span.end <= start)
  const behind = before.problems.filter(({ span }) => span.start >= end)
  const within = before.problems.filter(({ span }) => span.start >= start && span.end <= end)
  if (outside.length + behind.length + within.length !== before.problems.length) return undefined
  const problems = [...outside, ...part.problems, ...behind.map((problem) => movedProblem(problem, by))]
  if (countErrors(problems) >= MAX_ERRORS) return undefined
  const root = path.reduceRight<SyntaxNode | undefined>(
    (inner, parent, index) => (index === path.length - 1 ? inner : inner && withChild(parent, path[index + 1], inner, by)),
    part.root,
  )
  return { root, problems }
}

function movedProblem(problem: SyntaxProblem, by: number): SyntaxProblem {
  return by === 0 ? problem : { ...problem, span: movedSpan(problem.span, by) }
}

/** The same container with one child replaced and what stands behind that moved. */
function withChild(parent: Container, child: Container | undefined, replacement: SyntaxNode, by: number): SyntaxNode {
  const span = { start: parent.span.start, end: parent.span.end + by }
  const place = childrenOf(parent).indexOf(child)
  const isMoved = (index: number) => index > place && by !== 0
  if (parent.kind === 'array') {
    const items = parent.items.map((item, index) => {
      if (index === place) return replacement
      return isMoved(index) ? movedNode(item, by) : item
    })
    return { kind: 'array', span, items }
  }
  const members = parent.members.map((member, index): Member => {
    if (index === place) return { ...member, span: { start: member.span.start, end: member.span.end + by }, value: replacement }
    return isMoved(index) ? movedMember(member, by) : member
  })
  return { kind: 'object', span, members }
}

function countErrors(problems: readonly SyntaxProblem[]): number {
  return problems.reduce((count, { kind }) => count + Number(kind === 'invalid'), 0)
}

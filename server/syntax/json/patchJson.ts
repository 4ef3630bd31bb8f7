import { toJson } from '../find.ts'
import type { Json, Patch, TextEdit } from '../patch.ts'
import type { Member, Span, SyntaxNode, SyntaxTree } from '../tree.ts'
import { endOfLine, type Gap, lastToken, readGap } from './gaps.ts'
import { hasLineBreak, type Layout, layoutOf, lineIndent, lineStart, render, startsLine } from './layout.ts'
import { type Container, type ContainerPlan, type Plan, planPatches } from './patchPlan.ts'

/** A container as it is written. */
interface Written {
  readonly text: string
  readonly layout: Layout
  readonly node: Container
  readonly elements: readonly Span[]
  /** Of the closing bracket; where the next thing would stand when there is none yet. */
  readonly close: number
  readonly isClosed: boolean
  /** Before the first element, and behind each. */
  readonly head: Gap
  readonly gaps: readonly Gap[]
  /** Elements stand on lines of their own. */
  readonly multiline: boolean
}

/** Patches of JSON and JSONC as text edits; `text` patches are left to the caller. */
export function patchJson(tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  const plan = planPatches(tree, patches)
  const layout = layoutOf(tree)
  if (plan.root !== undefined) return [replaceRoot(tree, plan.root, layout)]
  return tree.root ? editsOf(tree, tree.root, plan, layout, true) : []
}

function replaceRoot({ text, root }: SyntaxTree, value: Json, layout: Layout): TextEdit {
  const rendered = render(value, { multiline: true, indent: '' }, layout)
  return root ? { span: root.span, text: rendered } : { span: { start: text.length, end: text.length }, text: rendered }
}

/**
 * From the outside in, so that nothing is edited inside what is replaced or removed. Also what YAML has in brackets is
 * patched here; the layout says how its scalars are written.
 */
export function editsOf(
  tree: SyntaxTree,
  node: SyntaxNode,
  plan: Plan,
  layout: Layout,
  parentIsMultiline: boolean,
): readonly TextEdit[] {
  if (node.kind !== 'object' && node.kind !== 'array') return []
  const own = plan.containers.get(node)
  if (!own) return []
  const written = readContainer(tree.text, node, layout, parentIsMultiline)
  const children = node.kind === 'array' ? node.items : node.members.map(({ value }) => value)
  return [
    ...children.flatMap((child, index) =>
      !child || own.replaced.has(index) || own.removed.has(index) ? [] : editsOf(tree, child, plan, layout, written.multiline),
    ),
    ...replacements(written, own),
    ...renames(node, own, layout),
    ...(own.added.length > 0 ? additions(written, own) : removals(written, own)),
  ]
}

function readContainer(text: string, node: Container, layout: Layout, parentIsMultiline: boolean): Written {
  const elements = node.kind === 'array' ? node.items.map(({ span }) => span) : node.members.map(({ span }) => span)
  const last = elements.at(-1)
  const end = node.span.end
  const bracket = node.kind === 'array' ? ']' : '}'
  const isClosed = text[end - 1] === bracket && end - 1 >= (last?.end ?? node.span.start + 1)
  const close = isClosed ? end - 1 : end
  const head = readGap(text, node.span.start + 1, elements[0]?.start ?? close)
  const gaps = elements.map((element, index) => readGap(text, element.end, elements[index + 1]?.start ?? close))
  const tail = gaps.at(-1)
  const multiline = hasLineBreak(text, head) || (tail !== undefined && hasLineBreak(text, tail)) || (!last && parentIsMultiline)
  return { text, layout, node, elements, close, isClosed, head, gaps, multiline }
}

function replacements(written: Written, { replaced }: ContainerPlan): readonly TextEdit[] {
  const { text, layout, node } = written
  return [...replaced].flatMap(([index, value]): readonly TextEdit[] => {
    const element = node.kind === 'array' ? node.items[index] : node.members[index]
    if (!element) return []
    const old = 'keySpan' in element ? element.value : element
    if (old && JSON.stringify(toJson(old)) === JSON.stringify(value)) return []
    const place = {
      multiline: old ? isMultiline(text, old, written.multiline) : written.multiline,
      indent: lineIndent(text, element.span.start),
    }
    const rendered = render(value, place, layout)
    // In YAML a value that is not written is null.
    const isWritten = old !== undefined && old.span.start < old.span.end
    return [isWritten ? { span: old.span, text: rendered } : missingValue(text, element as Member, rendered, layout)]
  })
}

function isMultiline(text: string, node: SyntaxNode, otherwise: boolean): boolean {
  const isEmpty = (node.kind === 'object' && node.members.length === 0) || (node.kind === 'array' && node.items.length === 0)
  return (node.kind === 'object' || node.kind === 'array') && !isEmpty ? hasLineBreak(text, node.span) : otherwise
}

/** Somebody has typed the key and perhaps the colon. */
function missingValue(text: string, { keySpan, span }: Member, rendered: string, layout: Layout): TextEdit {
  const hasColon = text.slice(keySpan.end, span.end).includes(':')
  return { span: { start: span.end, end: span.end }, text: (hasColon ? layout.colon.slice(1) : layout.colon) + rendered }
}

function renames(node: Container, { renamed, removed }: ContainerPlan, layout: Layout): readonly TextEdit[] {
  if (node.kind !== 'object') return []
  return [...renamed].flatMap(([index, key]) => {
    const member = node.members[index]
    return member && !removed.has(index) && member.key !== key ? [{ span: member.keySpan, text: layout.key(key) }] : []
  })
}

function additions(written: Written, own: ContainerPlan): readonly TextEdit[] {
  const { elements, layout, gaps } = written
  const lastKept = elements.findLastIndex((_, index) => !own.removed.has(index))
  const first = elements[lastKept + 1]
  const end = elements.at(-1)?.end
  // The last elements go: the new ones take their place.
  if (first && end !== undefined) {
    const multiline = written.multiline && startsLine(written.text, first.start)
    const text = renderAdded(written, own, multiline, lineIndent(written.text, first.start))
    return [...removalsBefore(written, own, lastKept), { span: { start: first.start, end }, text }]
  }
  const last = elements[lastKept]
  const gap = gaps[lastKept]
  if (!last || !gap) return [addToEmpty(written, own)]

  const afterComma = gap.comma === undefined ? last.end : gap.comma + 1
  const lineEnd = endOfLine(written.text, gap, afterComma)
  const behindComment = gap.comments.some(({ start }) => start >= afterComma && lineEnd !== undefined && start < lineEnd)
  const multiline = written.multiline || behindComment
  const indent = startsLine(written.text, last.start)
    ? lineIndent(written.text, last.start)
    : lineIndent(written.text, written.node.span.start) + layout.unit
  const at = behindComment && lineEnd !== undefined ? trimmedEnd(written.text, lineEnd) : afterComma
  const separator = multiline ? layout.eol + indent : layout.colon.slice(1)
  const text = separator + renderAdded(written, own, multiline, indent)
  const edits = removalsBefore(written, own, lastKept)
  if (gap.comma !== undefined) return [...edits, { span: { start: at, end: at }, text: `${text},` }]
  if (at === last.end) return [...edits, { span: { start: at, end: at }, text: `,${text}` }]
  return [...edits, { span: { start: last.end, end: last.end }, text: ',' }, { span: { start: at, end: at }, text }]
}

function trimmedEnd(text: string, offset: number): number {
  let at = offset
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--
  return at
}

function addToEmpty(written: Written, own: ContainerPlan): TextEdit {
  const { text, layout, node, head, close, multiline } = written
  const base = lineIndent(text, node.span.start)
  const indent = base + layout.unit
  const comment = head.comments.at(-1)
  const added = renderAdded(written, own, multiline, indent)
  if (comment) {
    const separator = comment.isLine || multiline ? layout.eol + indent : ' '
    return { span: { start: comment.end, end: comment.end }, text: separator + added }
  }
  const span = { start: node.span.start + 1, end: close }
  if (multiline) return { span, text: layout.eol + indent + added + layout.eol + base }
  const padding = node.kind === 'object' ? layout.padding : ''
  return { span, text: padding + added + padding }
}

function renderAdded({ layout }: Written, { added }: ContainerPlan, multiline: boolean, indent: string): string {
  const separator = multiline ? `,${layout.eol}${indent}` : `,${layout.colon.slice(1)}`
  return added
    .map(
      ({ key, value }) =>
        (key === undefined ? '' : layout.key(key) + layout.colon) + render(value, { multiline, indent }, layout),
    )
    .join(separator)
}

/** Nothing is added: the last kept element must not keep a comma the file has nowhere else. */
function removals(written: Written, own: ContainerPlan): readonly TextEdit[] {
  const { elements, gaps, head, close, isClosed, node } = written
  if (own.removed.size === 0) return []
  const lastKept = elements.findLastIndex((_, index) => !own.removed.has(index))
  if (lastKept < 0 && isClosed && [head, ...gaps].every(({ comments }) => comments.length === 0))
    return [{ span: { start: node.span.start + 1, end: close }, text: '' }]

  const edits = [...removalsBefore(written, own, lastKept)]
  for (let index = lastKept + 1; index < elements.length; index++) edits.push(...removeLast(written, index))
  const comma = gaps[lastKept]?.comma
  const hasTrailingComma = gaps.at(-1)?.comma !== undefined
  if (lastKept >= 0 && lastKept < elements.length - 1 && comma !== undefined && !hasTrailingComma)
    edits.push({ span: { start: comma, end: comma + 1 }, text: '' })
  return edits
}

/** Removed elements with a kept one behind them. */
function removalsBefore(written: Written, { removed }: ContainerPlan, lastKept: number): readonly TextEdit[] {
  return [...removed].filter((index) => index < lastKept).flatMap((index) => removeInner(written, index))
}

/** An element with its comma, when another stands behind it. */
function removeInner(written: Written, index: number): readonly TextEdit[] {
  const { text, elements, gaps } = written
  const element = elements[index]
  const gap = gaps[index]
  if (!element || !gap) return []
  const wholeLines = ownLines(written, index)
  if (wholeLines) return [{ span: wholeLines, text: '' }]
  const between = { start: element.end, end: gap.end }
  if (gap.comments.length > 0 || gap.comma === undefined) return piecewise(element, gap)
  // The next one stands on the same line and moves up.
  if (!hasLineBreak(text, between)) return [{ span: { start: element.start, end: gap.end }, text: '' }]
  return fromTokenBefore(written, index)
}

/** An element that is last, or behind which all go: the space before it goes with it. */
function removeLast(written: Written, index: number): readonly TextEdit[] {
  const wholeLines = ownLines(written, index)
  return wholeLines ? [{ span: wholeLines, text: '' }] : fromTokenBefore(written, index)
}

function fromTokenBefore(written: Written, index: number): readonly TextEdit[] {
  const { elements, gaps, head } = written
  const element = elements[index]
  const gap = gaps[index]
  if (!element || !gap) return []
  const before = lastToken(index === 0 ? head : (gaps[index - 1] ?? head))
  if (!before.open || (gap.comma !== undefined && gap.comments.some(({ start }) => start < (gap.comma ?? 0))))
    return piecewise(element, gap)
  return [{ span: { start: before.end, end: gap.comma === undefined ? element.end : gap.comma + 1 }, text: '' }]
}

/** Always right, though white space stays: the element, and its comma. */
function piecewise(element: Span, { comma }: Gap): readonly TextEdit[] {
  const edits = [{ span: element, text: '' }]
  if (comma !== undefined) edits.push({ span: { start: comma, end: comma + 1 }, text: '' })
  return edits
}

/** The lines an element has for itself, with its comma, a comment behind it, and the line end. */
function ownLines({ text, elements, gaps }: Written, index: number): Span | undefined {
  const element = elements[index]
  const gap = gaps[index]
  if (!element || !gap || !startsLine(text, element.start)) return undefined
  if (gap.comma !== undefined && /[\r\n/]/.test(text.slice(element.end, gap.comma))) return undefined
  const end = endOfLine(text, gap, gap.comma === undefined ? element.end : gap.comma + 1)
  if (end === undefined || end >= text.length) return undefined
  const eol = text.startsWith('\r\n', end) ? 2 : 1
  return { start: lineStart(text, element.start), end: end + eol }
}

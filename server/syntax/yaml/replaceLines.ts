import { lineStart } from '../json/layout.ts'
import type { Container, ContainerPlan } from '../json/patchPlan.ts'
import type { Json, TextEdit } from '../patch.ts'
import type { SyntaxNode } from '../tree.ts'
import { type Element, elementsOf, indentOf, lineEnd, linesEnd, propertiesSpan } from './elements.ts'
import { isFlow, type Quote, type YamlStyle } from './style.ts'
import { deeper, isFilled, needsLines, writeInline, writeItem, writeKey, writeLines, writeMember } from './writeYaml.ts'

/** Gives an element another value. */
export function replaceElement(
  text: string,
  element: Element,
  value: Json,
  isMember: boolean,
  quote: Quote,
  style: YamlStyle,
): readonly TextEdit[] {
  const { node, head } = element
  const colon = element.hasColon ? '' : ':'
  const staysFlow = node !== undefined && '[{'.includes(text.charAt(node.span.start)) && isFilledNode(node) && isFilled(value)
  if (!staysFlow && needsLines(value, style)) return replaceByLines(text, element, value, isMember, quote, style)
  const written = writeInline(value, quote, style)
  if (!node) return [{ span: { start: head, end: head }, text: `${colon} ${written}` }]
  const isBelow = hasLineBreak(text, head, node.span.start)
  if (isBelow)
    return [putOnLine(text, element, node, written), { span: { start: lineEnd(text, head), end: node.span.end }, text: '' }]
  if (node.span.start === node.span.end || propertiesSpan(text, head, node))
    return [{ span: { start: head, end: node.span.end }, text: `${colon} ${written}` }]
  return [{ span: node.span, text: written }]
}

function isFilledNode(node: SyntaxNode): boolean {
  return (node.kind === 'array' && node.items.length > 0) || (node.kind === 'object' && node.members.length > 0)
}

function hasLineBreak(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('\n')
}

/** In place of anchors and tags, which belong to what goes. */
function putOnLine(text: string, { head, hasColon }: Element, node: SyntaxNode, written: string): TextEdit {
  return { span: propertiesSpan(text, head, node) ?? { start: head, end: head }, text: `${hasColon ? '' : ':'} ${written}` }
}

function replaceByLines(
  text: string,
  { start, head, hasColon, node, end }: Element,
  value: Json,
  isMember: boolean,
  quote: Quote,
  style: YamlStyle,
): readonly TextEdit[] {
  const indent = indentOf(text, start)
  const isBelow = node !== undefined && hasLineBreak(text, head, node.span.start)
  const properties = node && propertiesSpan(text, head, node)
  if (isBelow) {
    const isLikewise = !isFlow(text, node) && node.kind === (Array.isArray(value) ? 'array' : 'object')
    const below = isLikewise
      ? indentOf(text, node.span.start)
      : deeper(indent, value, isMember ? style : { ...style, listUnit: 2, unit: 2 })
    const lines = writeLines(value, below, quote, style).join(style.eol)
    return [
      ...(properties ? [{ span: properties, text: '' }] : []),
      { span: { start: lineStart(text, node.span.start), end: node.span.end }, text: lines },
    ]
  }
  if (!isMember) {
    const [first = '', ...rest] = writeItem(value, indent, quote, style)
    return [{ span: { start: head, end }, text: [first.slice(indent.length + 1), ...rest].join(style.eol) }]
  }
  const lines = writeLines(value, deeper(indent, value, style), quote, style).map((line) => style.eol + line)
  const after = lineEnd(text, end)
  const cut = { span: { start: head, end }, text: hasColon ? '' : ':' }
  if (after === end) return [{ ...cut, text: cut.text + lines.join('') }]
  return [cut, { span: { start: after, end: after }, text: lines.join('') }]
}

/** All of a collection in lines goes: `{}` or `[]` stays, and comments on lines of their own. */
export function emptied(text: string, element: Element, node: Container): readonly TextEdit[] {
  const written = node.kind === 'array' ? '[]' : '{}'
  if (!hasLineBreak(text, element.head, node.span.start)) return [{ span: node.span, text: written }]
  return [
    putOnLine(text, element, node, written),
    ...elementsWithLines(text, node).map(({ start, end }) => ({ span: { start, end }, text: '' })),
  ]
}

function elementsWithLines(text: string, node: Container): readonly { readonly start: number; readonly end: number }[] {
  return elementsOf(text, node).map((element) => ({ start: lineStart(text, element.start), end: linesEnd(text, element) }))
}

/** Below the last element that stays, with its indentation. */
export function additions(
  text: string,
  node: Container,
  elements: readonly Element[],
  { added, removed }: ContainerPlan,
  quote: Quote,
  style: YamlStyle,
): readonly TextEdit[] {
  const last = elements.findLast((_, index) => !removed.has(index))
  if (added.length === 0 || !last) return []
  const indent = indentOf(text, elements[0]?.start ?? last.start)
  const lines = added.flatMap(({ key, value }) =>
    node.kind === 'array'
      ? writeItem(value, indent, quote, style)
      : writeMember(writeKey(key ?? '', false), value, indent, quote, style),
  )
  const at = linesEnd(text, last)
  const isAtEnd = at === text.length && text[at - 1] !== '\n'
  return [
    {
      span: { start: at, end: at },
      text: isAtEnd ? lines.map((line) => style.eol + line).join('') : lines.map((line) => line + style.eol).join(''),
    },
  ]
}

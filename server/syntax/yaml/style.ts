import { lineStart } from '../json/layout.ts'
import type { Member, SyntaxNode, SyntaxTree } from '../tree.ts'

export type Quote = 'plain' | '"' | "'"

/** How a file is written, so that what is added looks like it. */
export interface YamlStyle {
  readonly eol: string
  /** One level of indentation, in spaces. */
  readonly unit: number
  /** How much deeper than its key a list stands. */
  readonly listUnit: number
  /** Lists of scalars stand in brackets. */
  readonly hasFlowLists: boolean
  /** Inside the braces of a map: `{ a: 1 }`. */
  readonly padding: string
}

/** Nodes looked at: a file is written in one style. */
const MOST_NODES = 500

export function styleOf({ text, root }: SyntaxTree): YamlStyle {
  let unit: number | undefined
  let listUnit: number | undefined
  let hasFlowLists: boolean | undefined
  const queue: SyntaxNode[] = root ? [root] : []
  const visit = (node: SyntaxNode, { keySpan, value }: Member): void => {
    if (!value || isFlow(text, node)) return
    if (value.kind === 'array' && value.items.length > 0 && hasFlowLists === undefined) hasFlowLists = isFlow(text, value)
    if (isFlow(text, value) || lineStart(text, keySpan.start) === lineStart(text, value.span.start)) return
    const deeper = columnOf(text, value.span.start) - columnOf(text, keySpan.start)
    if (value.kind === 'object' && deeper > 0) unit ??= deeper
    if (value.kind === 'array' && deeper >= 0) listUnit ??= deeper
  }
  for (let at = 0; at < queue.length && at < MOST_NODES; at++) {
    const node = queue[at]
    if (node?.kind === 'array') queue.push(...node.items.slice(0, MOST_NODES))
    if (node?.kind !== 'object') continue
    for (const member of node.members.slice(0, MOST_NODES)) {
      visit(node, member)
      if (member.value) queue.push(member.value)
    }
  }
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unit ?? 2,
    listUnit: listUnit ?? unit ?? 2,
    hasFlowLists: hasFlowLists ?? false,
    padding: /\{[^\s}]/.test(text) ? '' : ' ',
  }
}

/** A collection in brackets, or inside of them; an alias counts too, since nothing in it stands in lines. */
export function isFlow(text: string, { span }: SyntaxNode): boolean {
  return '[{*'.includes(text.charAt(span.start))
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** The quotes of a scalar; undefined where none is. */
export function quoteOf(text: string, node: SyntaxNode | undefined): Quote | undefined {
  if (node?.kind !== 'string' || node.span.start === node.span.end) return undefined
  const mark = text.charAt(node.span.start)
  if (mark === '"' || mark === "'") return mark
  return '|>*'.includes(mark) ? undefined : 'plain'
}

import type { ArrayNode, Member, ObjectNode, Span, SyntaxNode } from './tree.ts'

/**
 * The same node, with everything below it, `by` units further on in a text that is otherwise the same there. What is below is
 * moved when somebody looks at it: of most nodes behind a key that was typed nobody does.
 */
export function movedNode(node: SyntaxNode, by: number): SyntaxNode {
  if (node.kind === 'object') return moved(node, by, (origin, far) => new MovedObject(origin, far))
  if (node.kind === 'array') return moved(node, by, (origin, far) => new MovedArray(origin, far))
  return { ...node, span: movedSpan(node.span, by) }
}

/**
 * The node this one was moved from, or itself: as long as two nodes have one origin, what stands in them, and between two
 * places of them, is the same.
 */
export function originOf(node: SyntaxNode): SyntaxNode {
  return node instanceof MovedObject || node instanceof MovedArray ? node.origin : node
}

export function movedMember({ key, keySpan, span, value }: Member, by: number): Member {
  return { key, keySpan: movedSpan(keySpan, by), span: movedSpan(span, by), value: value && movedNode(value, by) }
}

export function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}

/** Moved nodes are moved from their origin again, so that no chain grows while somebody types. */
function moved<Node extends ObjectNode | ArrayNode>(node: Node, by: number, make: (origin: Node, far: number) => Node): Node {
  // An origin has the kind of what was moved from it.
  const origin = originOf(node) as Node
  const far = by + node.span.start - origin.span.start
  return far === 0 ? origin : make(origin, far)
}

class MovedObject implements ObjectNode {
  readonly kind = 'object'
  readonly span: Span
  readonly origin: ObjectNode
  readonly #by: number
  #members: readonly Member[] | undefined

  constructor(origin: ObjectNode, by: number) {
    this.origin = origin
    this.span = movedSpan(origin.span, by)
    this.#by = by
  }

  get members(): readonly Member[] {
    this.#members ??= this.origin.members.map((member) => movedMember(member, this.#by))
    return this.#members
  }
}

class MovedArray implements ArrayNode {
  readonly kind = 'array'
  readonly span: Span
  readonly origin: ArrayNode
  readonly #by: number
  #items: readonly SyntaxNode[] | undefined

  constructor(origin: ArrayNode, by: number) {
    this.origin = origin
    this.span = movedSpan(origin.span, by)
    this.#by = by
  }

  get items(): readonly SyntaxNode[] {
    this.#items ??= this.origin.items.map((item) => movedNode(item, this.#by))
    return this.#items
  }
}

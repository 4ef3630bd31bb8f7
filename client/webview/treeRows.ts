import { type JsonNode, nodeAt, sourceOf, stringOf } from '../../server/trace/jsonText.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { count } from './format.ts'

/** A line of the tree: a value, or a piece of a long text. */
export interface TreeRow {
  /** Stands for the value over redraws: its JSON Pointer, and the number of the piece. */
  readonly path: string
  readonly depth: number
  readonly key: string | undefined
  readonly kind: JsonNode['kind'] | 'redacted' | 'piece'
  readonly text: string
  readonly expandable: boolean
  readonly expanded: boolean
}

/** A string longer than this, or of several lines, opens into pieces. */
const MOST_INLINE = 160
const MOST_PIECE = 2_000
/** A tree of so few values is shown open. */
const SMALL = 120

/** Pointers of the values that are open at first: all of a small tree, else two levels. */
export function initiallyOpen(root: JsonNode): Set<string> {
  const open = new Set<string>()
  const small = countNodes(root, SMALL) < SMALL
  walk(root, '', 0, (node, path, depth) => {
    const opens = node.children.length > 0 && (small ? depth < 12 : depth < 2)
    if (opens) open.add(path)
    return opens
  })
  return open
}

/** The lines that are seen, from top to bottom. */
export function treeRows(
  root: JsonNode,
  open: ReadonlySet<string>,
  redacted: readonly (readonly [pointer: string, rule: string])[],
): readonly TreeRow[] {
  const rules = new Map(
    redacted.flatMap(([pointer, rule]) => {
      const node = nodeAt(root, pointer)
      return node === undefined ? [] : [[node, rule] as const]
    }),
  )
  const rows: TreeRow[] = []
  walk(root, '', 0, (node, path, depth) => {
    const rule = rules.get(node)
    const text = node.kind === 'string' ? stringOf(node) : ''
    const whole = rule !== undefined && (node.kind !== 'string' || /^\[redacted:[^\]]*\]$/.test(text))
    const long = node.kind === 'string' && (text.length > MOST_INLINE || /[\r\n]./s.test(text))
    const expandable = !whole && (node.children.length > 0 || long)
    const expanded = expandable && open.has(path)
    rows.push({
      path,
      depth,
      key: node.key ?? (depth === 0 ? undefined : path.slice(path.lastIndexOf('/') + 1).split('@')[0]),
      kind: whole ? 'redacted' : node.kind,
      text: whole ? `‹redacted: ${visibleText(rule)}›` : label(node, text, expanded, long),
      expandable,
      expanded,
    })
    if (expanded && long) for (const piece of pieces(path, depth + 1, text)) rows.push(piece)
    return expanded && !whole
  })
  return rows
}

function label(node: JsonNode, text: string, expanded: boolean, long: boolean): string {
  const children = node.children.length
  switch (node.kind) {
    case 'object':
      return children === 0 ? '{}' : `{${children}}`
    case 'array':
      return children === 0 ? '[]' : `[${children}]`
    case 'string': {
      if (!long) return `"${visibleText(text)}${node.open ? '…' : '"'}`
      const lines = text.split('\n').length
      const size = lines > 1 ? `${count(lines)} lines` : `${count(text.length)} characters`
      return expanded ? size : `"${visibleText(text.slice(0, MOST_INLINE))}…  ${size}`
    }
    case 'missing':
      return '…'
    case 'number':
    case 'word':
      return visibleText(sourceOf(node).slice(0, MOST_PIECE))
  }
}

/** Line by line; a line that is too long goes on in the next piece. */
function pieces(path: string, depth: number, text: string): readonly TreeRow[] {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const parts: string[] = []
    for (let at = 0; at === 0 || at < line.length; at += MOST_PIECE) parts.push(line.slice(at, at + MOST_PIECE))
    return parts
  })
  return lines.map((line, index) => ({
    path: `${path}#${index}`,
    depth,
    key: undefined,
    kind: 'piece',
    text: visibleText(line),
    expandable: false,
    expanded: false,
  }))
}

/** In the order of the text; children only where `visit` says so. Iterative, since nesting is the sender's choice. */
function walk(
  root: JsonNode,
  path: string,
  depth: number,
  visit: (node: JsonNode, path: string, depth: number) => boolean,
): void {
  const stack = [{ node: root, path, depth }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (!visit(next.node, next.path, next.depth)) continue
    const { node, path: parent, depth: level } = next
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index]
      if (child === undefined) continue
      const name = node.kind === 'array' ? String(index) : `${(child.key ?? '').replaceAll('~', '~0').replaceAll('/', '~1')}`
      // Two members may have the same name; the position keeps them apart.
      stack.push({ node: child, path: `${parent}/${name}@${index}`, depth: level + 1 })
    }
  }
}

function countNodes(root: JsonNode, most: number): number {
  let count = 0
  walk(root, '', 0, () => {
    count += 1
    return count < most
  })
  return count
}

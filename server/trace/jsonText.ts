/**
 * JSON with its source text kept: numbers keep all their digits, keys their order and their doubles. Reads as far as the
 * text goes, so a message that was cut still shows its beginning. Iterative: nesting cannot exhaust the stack.
 */
export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'word' | 'missing'
  /** Key in an object, undefined in an array and at the root. */
  readonly key: string | undefined
  /** UTF-16 offsets in the text; of an object or array with its brackets. */
  readonly start: number
  end: number
  readonly text: string
  readonly children: JsonNode[]
  /** The text ended before this value did. */
  open: boolean
}

/** Nodes beyond this are left out; the parent then is `open`. */
const MOST_NODES = 200_000

/** The value at the start of `text`. What follows it is ignored. */
export function parseJsonText(text: string): JsonNode {
  let at = 0
  let count = 0
  const stack: JsonNode[] = []
  const node = (kind: JsonNode['kind'], key: string | undefined): JsonNode => {
    count += 1
    return { kind, key, start: at, end: at, text, children: [], open: false }
  }

  const blanks = (): void => {
    for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; code = text.charCodeAt(++at));
  }

  /** End of the string that starts at `at`, or -1. */
  const stringEnd = (): number => {
    for (let end = at + 1; end < text.length; end += 1) {
      const code = text.charCodeAt(end)
      if (code === 34) return end + 1
      if (code === 92) end += 1
    }
    return -1
  }

  const readValue = (key: string | undefined): JsonNode => {
    const first = text[at]
    if (first === '{' || first === '[') {
      const container = node(first === '{' ? 'object' : 'array', key)
      container.open = true
      stack.push(container)
      at += 1
      return container
    }
    if (first === '"') {
      const string = node('string', key)
      const end = stringEnd()
      string.open = end === -1
      at = end === -1 ? text.length : end
      string.end = at
      return string
    }
    const scalar = node(first === undefined ? 'missing' : /[-0-9]/.test(first) ? 'number' : 'word', key)
    while (at < text.length && !/[\s,:[\]{}"]/.test(text[at] ?? '')) at += 1
    scalar.end = at
    return scalar
  }

  blanks()
  const root = readValue(undefined)
  while (stack.length > 0 && count < MOST_NODES) {
    const parent = stack.at(-1) ?? root
    blanks()
    const next = text[at]
    if (next === undefined) break
    if (next === ',') {
      at += 1
      continue
    }
    if (next === '}' || next === ']') {
      at += 1
      parent.end = at
      parent.open = false
      stack.pop()
      continue
    }
    let key: string | undefined
    if (parent.kind === 'object') {
      if (next !== '"') break
      const end = stringEnd()
      if (end === -1) break
      key = unquote(text.slice(at, end))
      at = end
      blanks()
      if (text[at] !== ':') break
      at += 1
      blanks()
    }
    const before = at
    parent.children.push(readValue(key))
    if (at === before) break // Not JSON here; what was read stays.
  }
  for (const left of stack) left.end = text.length
  return root
}

/** The source text of a node: a number with all its digits, a string with its quotes. */
export function sourceOf(node: JsonNode): string {
  return node.text.slice(node.start, node.end)
}

/** The characters of a string node. A string that was cut is read as far as it goes. */
export function stringOf(node: JsonNode): string {
  return unquote(node.open ? `${sourceOf(node).replace(/\\(u[0-9a-fA-F]{0,3})?$/, '')}"` : sourceOf(node))
}

/** The node at a JSON Pointer. */
export function nodeAt(root: JsonNode, pointer: string): JsonNode | undefined {
  let node: JsonNode | undefined = root
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    node = node?.kind === 'array' ? node.children[Number(key)] : node?.children.find((child) => child.key === key)
  }
  return node
}

/** Source text of a member of the object that `text` is, or of an element of the array; undefined when it is not there. */
export function memberSource(text: string, key: string | number): string | undefined {
  let at = skipBlanks(text, 0)
  const inObject = text[at] === '{'
  if (!inObject && text[at] !== '[') return undefined
  at = skipBlanks(text, at + 1)
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index += 1) {
    let name: string | number = index
    if (inObject) {
      const end = skipValue(text, at)
      name = unquote(text.slice(at, end))
      at = skipBlanks(text, end)
      if (text[at] !== ':') return undefined
      at = skipBlanks(text, at + 1)
    }
    const end = skipValue(text, at)
    if (name === key) return text.slice(at, end)
    if (end === at) return undefined
    at = skipBlanks(text, end)
    if (text[at] === ',') at = skipBlanks(text, at + 1)
  }
  return undefined
}

function skipBlanks(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; ) code = text.charCodeAt(++at)
  return at
}

/** End of the value at `from`, by its brackets and quotes alone. */
function skipValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== 34; at += 1) if (text.charCodeAt(at) === 92) at += 1
      if (depth === 0) return at + 1
    } else if (code === 123 || code === 91) depth += 1
    else if (code === 125 || code === 93) {
      if (depth === 0) return at
      depth -= 1
      if (depth === 0) return at + 1
    } else if (depth === 0 && (code === 44 || code === 58 || code <= 32)) return at
  }
  return text.length
}

/** Plain values of a tree of moderate depth, for readers that look at a few members. Deeper than 64 reads as undefined. */
export function plainValue(node: JsonNode, depth = 0): unknown {
  if (depth > 64) return undefined
  if (node.kind === 'array') return node.children.map((child) => plainValue(child, depth + 1))
  if (node.kind === 'object')
    return Object.fromEntries(node.children.map((child) => [child.key ?? '', plainValue(child, depth + 1)]))
  if (node.kind === 'string') return stringOf(node)
  try {
    return JSON.parse(sourceOf(node))
  } catch {
    return undefined // Half a word at the end of a cut text.
  }
}

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === 'string' ? value : quoted
  } catch {
    return quoted.slice(1, -1) // Not a JSON string: shown as it stands.
  }
}

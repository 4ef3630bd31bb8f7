import { nodeAt, toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'

/** Value, and each problem as `kind: the marked text`. */
export function read(text: string): { value: unknown; problems: readonly string[] } {
  const { root, problems } = parse(text, 'yaml')
  return {
    value: root && toJson(root),
    problems: problems.map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`),
  }
}

/** The source of the node at a path. */
export function sourceAt(text: string, ...path: (string | number)[]): string | undefined {
  const node = nodeAt(parse(text, 'yaml'), path)
  return node && text.slice(node.span.start, node.span.end)
}

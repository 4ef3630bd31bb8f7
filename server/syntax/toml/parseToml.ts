import type { SyntaxNode, SyntaxProblem } from '../tree.ts'
import { keepDocument } from './document.ts'
import { readToml } from './readToml.ts'

/**
 * Reads TOML 1.0 and 1.1 into our tree, whatever is half-typed in it. Tables, lists of tables, keys with dots and inline
 * tables become one nested tree:
 *
 * - A key of a header (`[a.b]`) or before a dot (`a.b = 1`) is the member's key where it stands first.
 * - An object with headers begins at its first header and ends with the last statement in or below it; other tables may
 *   stand between. One made by dots begins at its first inner key. So the text from a key to the end of its value holds all
 *   that is said of it, and spans of neighbours may overlap (`locate` goes by the pieces of the file, see document.ts).
 * - The root is the whole text, also an empty one.
 * - Dates are strings of what is written.
 *
 * What stands twice or continues what is complete is a `duplicate-key`: TOML refuses such a file. It is in the tree beside
 * the first.
 */
export function parseToml(text: string): { root: SyntaxNode | undefined; problems: readonly SyntaxProblem[] } {
  const { root, document, problems, isTooDeep } = readToml(text)
  if (isTooDeep) return { root: undefined, problems }
  keepDocument(root, document)
  return { root, problems }
}

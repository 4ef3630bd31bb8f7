import type { SyntaxProblem, SyntaxTree } from '../tree.ts'
import { parseYaml } from '../yaml/parseYaml.ts'
import { frontmatterRegion } from './region.ts'

/**
 * Reads the YAML at the top of a Markdown file; offsets are those of the file. A file without it has no root and no
 * problem. One whose second `---` is missing has one problem, whatever else: what stands in it is a guess.
 */
export function parseFrontmatter(text: string): Pick<SyntaxTree, 'root' | 'problems'> {
  const region = frontmatterRegion(text)
  if (!region) return { root: undefined, problems: [] }
  const { opening, content, isClosed } = region
  const { root, problems } = parseYaml(text, content.start, content.end)
  if (isClosed) return { root, problems }
  const unclosed: SyntaxProblem = {
    kind: 'invalid',
    message: 'The frontmatter that begins here has no end. Write "---" on a line of its own behind it.',
    span: opening,
  }
  return { root, problems: [unclosed, ...problems.filter(({ kind }) => kind === 'too-deep' || kind === 'duplicate-key')] }
}

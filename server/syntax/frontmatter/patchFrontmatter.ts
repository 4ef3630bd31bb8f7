import type { Patch, TextEdit } from '../patch.ts'
import type { SyntaxTree } from '../tree.ts'
import { patchYaml } from '../yaml/patchYaml.ts'
import { frontmatterRegion } from './region.ts'

/** Patches of the YAML at the top of a Markdown file; a file without one gets it. */
export function patchFrontmatter(tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  const region = frontmatterRegion(tree.text)
  if (region) return patchYaml(tree, patches, region.content.end)
  const start = tree.text.charCodeAt(0) === 0xfeff ? 1 : 0
  const eol = tree.text.includes('\r\n') ? '\r\n' : '\n'
  return patchYaml(tree, patches, start).map(({ span, text }) => ({ span, text: `---${eol}${text}---${eol}` }))
}

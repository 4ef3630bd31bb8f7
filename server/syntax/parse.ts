import { parseFrontmatter } from './frontmatter/parseFrontmatter.ts'
import { parseJson } from './json/parseJson.ts'
import { parseToml } from './toml/parseToml.ts'
import type { Format, SyntaxTree } from './tree.ts'
import { parseYaml } from './yaml/parseYaml.ts'

/** A new format is a new row here and in the table of patchers (patch.ts). */
const PARSERS: Readonly<Record<Format, (text: string) => Omit<SyntaxTree, 'format' | 'text'>>> = {
  json: parseJson,
  jsonc: parseJson,
  toml: parseToml,
  yaml: (text) => parseYaml(text),
  frontmatter: parseFrontmatter,
}

/**
 * Reads a text into a tree with offsets. Never throws and never gives up early: of a half-typed file every part that can
 * be told is in the tree, and `problems` says what is broken, once per broken region, in the order of the file. Only a
 * text nested deeper than `MAX_DEPTH` has no root.
 *
 * `json` and `jsonc` give the same tree and problems; whether a comment is an error is for the host to say.
 */
export function parse(text: string, format: Format): SyntaxTree {
  return { format, text, ...PARSERS[format](text) }
}

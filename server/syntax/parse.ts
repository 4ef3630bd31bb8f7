import { parseFrontmatter } from './frontmatter/parseFrontmatter.ts'
import { parseJson } from './json/parseJson.ts'
import { reparseJson } from './json/reparseJson.ts'
import { parseToml } from './toml/parseToml.ts'
import type { Format, SyntaxProblem, SyntaxTree } from './tree.ts'
import { parseYaml } from './yaml/parseYaml.ts'

/** A new format is a new row here and in the table of patchers (patch.ts). */
const PARSERS: Readonly<Record<Format, (text: string) => Omit<SyntaxTree, 'format' | 'text'>>> = {
  json: parseJson,
  jsonc: parseJson,
  toml: parseToml,
  yaml: (text) => parseYaml(text),
  frontmatter: parseFrontmatter,
}

/** For formats that can be read in parts. */
const REPARSERS: Partial<Record<Format, (before: SyntaxTree, text: string) => Omit<SyntaxTree, 'format' | 'text'> | undefined>> =
  { json: reparseJson, jsonc: reparseJson }

/**
 * In UTF-16 units: what is read in less than two seconds however dense it is, measured in November 2026. Real files of JSON
 * may be large, since some clients keep their history beside their settings; the largest YAML is a catalog of servers.
 */
export const MAX_CHARS: Readonly<Record<Format, number>> = {
  json: 5_000_000,
  jsonc: 5_000_000,
  toml: 1_000_000,
  yaml: 2_000_000,
  frontmatter: 2_000_000,
}

function tooLarge(limit: number): SyntaxProblem {
  const size = limit === 1_000_000 ? 'a million' : `${limit / 1_000_000} million`
  return {
    kind: 'too-large',
    message: `The file is longer than ${size} characters and is not checked. Remove from it what is no setting.`,
    span: { start: 0, end: 1 },
  }
}

/**
 * Reads a text into a tree with offsets. Never throws and never gives up early: of a half-typed file every part that can
 * be told is in the tree, and `problems` says what is broken, once per broken region, in the order of the file. Only a
 * text nested deeper than `MAX_DEPTH` or longer than `MAX_CHARS` has no root.
 *
 * `json` and `jsonc` give the same tree and problems; whether a comment is an error is for the host to say.
 *
 * `before` is the tree of an earlier text of the same file: it makes reading faster and changes nothing.
 */
export function parse(text: string, format: Format, before?: SyntaxTree): SyntaxTree {
  const limit = MAX_CHARS[format]
  if (text.length > limit) return { format, text, root: undefined, problems: [tooLarge(limit)] }
  const reparsed = before?.format === format ? REPARSERS[format]?.(before, text) : undefined
  return { format, text, ...(reparsed ?? PARSERS[format](text)) }
}

import { patchFrontmatter } from './frontmatter/patchFrontmatter.ts'
import { patchJson } from './json/patchJson.ts'
import { patchToml } from './toml/patchToml.ts'
import type { Format, Path, Span, SyntaxTree } from './tree.ts'
import { endOfDocument } from './yaml/document.ts'
import { patchYaml } from './yaml/patchYaml.ts'
import { textEdits } from './yaml/textEdits.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * A change of the tree; a patcher per format turns patches into text edits that leave everything else byte-identical.
 * `set` replaces the value at a path, or adds the member at the end of its object (or of its array, at index = length).
 * `text` replaces a stretch of the source for what a path cannot name: a comment, a comma, a part of a string.
 *
 * All paths name the tree as it was parsed, whatever the patches before say.
 */
export type Patch =
  | { readonly op: 'set'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'rename'; readonly path: Path; readonly key: string }
  | { readonly op: 'text'; readonly span: Span; readonly text: string }

export interface TextEdit {
  readonly span: Span
  readonly text: string
}

/** A new format is a new row here and in the table of parsers (parse.ts). */
const PATCHERS: Readonly<Record<Format, (tree: SyntaxTree, patches: readonly Patch[]) => readonly TextEdit[]>> = {
  json: patchJson,
  jsonc: patchJson,
  toml: patchToml,
  yaml: (tree, patches) => patchYaml(tree, patches, endOfDocument(tree.text)),
  frontmatter: patchFrontmatter,
}

/** Formats in which a text that is put into a string may need other quotes. */
const TEXT_PATCHERS: Readonly<Partial<Record<Format, typeof asWritten>>> = { yaml: textEdits, frontmatter: textEdits }

function asWritten(_tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  return patches.flatMap((patch) => (patch.op === 'text' ? [{ span: patch.span, text: patch.text }] : []))
}

/**
 * Turns patches into text edits that do not overlap, in the order of the file. Comments, layout, indentation, line ends
 * and the style of commas stay; what is added looks like its neighbours. Throws an `Error` for patches that contradict
 * each other or go through a value that is no object: those are mistakes of whoever made them. Throws an
 * `ImpossiblePatch` for what the file cannot take.
 */
export function applyPatches(tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  return withoutOverlap([...PATCHERS[tree.format](tree, patches), ...(TEXT_PATCHERS[tree.format] ?? asWritten)(tree, patches)])
}

/** Sorted by place; what two edits delete both is deleted once. */
function withoutOverlap(edits: readonly TextEdit[]): readonly TextEdit[] {
  const result: TextEdit[] = []
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const last = result.at(-1)
    if (!last || edit.span.start >= last.span.end) result.push(edit)
    else if (edit.text === '' && last.text === '')
      result[result.length - 1] = { span: { start: last.span.start, end: Math.max(last.span.end, edit.span.end) }, text: '' }
    else throw new Error('Two patches change the same text.')
  }
  return result
}

/** The text after edits that do not overlap, given in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + replacement
    at = span.end
  }
  return result + text.slice(at)
}

import { MarkupKind } from 'vscode-languageserver/node'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'

/**
 * How a hover is written. Everything that comes from a file goes through `code`, our own words through `text`: a server
 * named `[click](command:evil)` stays a name.
 */
export interface Markup {
  readonly kind: MarkupKind
  /** Words of ours or of the knowledge, never of a file. */
  text(words: string): string
  strong(words: string): string
  /** Characters of the user's file. A credential of a known issuer is never shown, whatever it stands for there. */
  code(characters: string): string
  /** `url` must be ours. */
  link(words: string, url: string): string
  list(items: readonly string[]): string
  sections(sections: readonly string[]): string
}

export const MARKDOWN: Markup = {
  kind: MarkupKind.Markdown,
  text: escapeMarkdown,
  strong: (words) => `**${escapeMarkdown(words)}**`,
  code: (characters) => codeSpan(withoutCredentials(characters)),
  link: (words, url) => `[${escapeMarkdown(words)}](${url})`,
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
  sections: (sections) => sections.join('\n\n---\n\n'),
}

export const PLAIN: Markup = {
  kind: MarkupKind.PlainText,
  text: visible,
  strong: visible,
  code: (characters) => visible(withoutCredentials(characters)),
  link: (words, url) => `${visible(words)}: ${url}`,
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
  sections: (sections) => sections.join('\n\n'),
}

const LONGEST_CODE = 200

function codeSpan(characters: string): string {
  const shown = visible(shorten(characters))
  if (shown.trim() === '') return '(empty)'
  const longestRun = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  // The blanks keep a backtick at an end of the text apart from the fence; a reader drops one on each side.
  return `${fence} ${shown} ${fence}`
}

/** Marks of CommonMark that may stand inside a line; the words are ours, so none begins with a mark of a block. */
function escapeMarkdown(words: string): string {
  return visible(words).replace(/[\\`*_[\]<>~|$&#!^{}]/g, '\\$&')
}

function shorten(characters: string): string {
  if (characters.length <= LONGEST_CODE) return characters
  return `${characters.slice(0, LONGEST_CODE).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Line ends become blanks, and characters that hide or reorder others become their code point: `U+202E`. */
export function visible(characters: string): string {
  return characters
    .replace(/[ \t\r\n\v\f]+/g, ' ')
    .replace(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu,
      (c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
}

import { type DocumentFilter, languages, type TextDocument, window } from 'vscode'
import { COMMON_FILE_PATTERNS, HOST_FILE_PATTERNS } from '../server/protocol/hostPatterns.ts'

/**
 * Schemes of documents that stand for a file somebody uses. Not `untitled` (no host reads it) and not the old
 * revisions of `git`, which nobody can repair. The user's own `mcp.json` opens as `vscode-userdata`.
 */
const SCHEMES = ['file', 'vscode-remote', 'vscode-userdata', 'vscode-vfs'] as const

const filters = (patterns: readonly string[]) => SCHEMES.flatMap((scheme) => patterns.map((pattern) => ({ scheme, pattern })))

/** Files whose name says whose they are. */
const OWN_DOCUMENTS = filters([...HOST_FILE_PATTERNS, '**/.scopelight.yaml']) satisfies readonly DocumentFilter[]
const COMMON_DOCUMENTS = filters(COMMON_FILE_PATTERNS) satisfies readonly DocumentFilter[]

/** What the language server is asked about, in whatever language mode the person has it. */
export const HOST_DOCUMENTS = [...OWN_DOCUMENTS, ...COMMON_DOCUMENTS] satisfies readonly DocumentFilter[]

/**
 * Whether a document is worth the start of the language server. One of a common name only while somebody looks at it: the
 * editor keeps documents open that nobody sees, such as its own settings.
 */
export function isHostDocument(document: TextDocument): boolean {
  if (languages.match(OWN_DOCUMENTS, document) > 0) return true
  const isSeen = window.visibleTextEditors.some((editor) => editor.document === document)
  return isSeen && languages.match(COMMON_DOCUMENTS, document) > 0
}

/**
 * What the language server is asked about besides where the workspace has a `.scopelight.yaml`: that file gives hosts to files
 * of any name, and only the server reads it. Of other files it knows at once that they are none.
 */
export const JSON_DOCUMENTS = ['json', 'jsonc'].map((language) => ({
  scheme: 'file',
  language,
})) satisfies readonly DocumentFilter[]

export function isJsonDocument(document: TextDocument): boolean {
  return languages.match(JSON_DOCUMENTS, document) > 0
}

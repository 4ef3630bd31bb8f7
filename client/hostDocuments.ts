import { type DocumentFilter, languages, type TextDocument } from 'vscode'
import { HOST_FILE_PATTERNS } from '../server/protocol/hostPatterns.ts'

/**
 * Schemes of documents that stand for a file somebody uses. Not `untitled` (no host reads it) and not the old
 * revisions of `git`, which nobody can repair. The user's own `mcp.json` opens as `vscode-userdata`.
 */
const SCHEMES = ['file', 'vscode-remote', 'vscode-userdata', 'vscode-vfs'] as const

const LANGUAGES = ['json', 'jsonc'] as const

/** What the language server is asked about. */
export const HOST_DOCUMENTS = SCHEMES.flatMap((scheme) =>
  LANGUAGES.flatMap((language) => HOST_FILE_PATTERNS.map((pattern) => ({ scheme, language, pattern }))),
) satisfies readonly DocumentFilter[]

export function isHostDocument(document: TextDocument): boolean {
  return languages.match(HOST_DOCUMENTS, document) > 0
}

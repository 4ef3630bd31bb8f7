import { type DocumentFilter, languages, type TextDocument } from 'vscode'
import { COMMON_FILE_PATTERNS, HOST_FILE_PATTERNS } from '../server/protocol/hostPatterns.ts'

/**
 * Schemes of documents that stand for a file somebody uses. Not `untitled` (no host reads it) and not the old
 * revisions of `git`, which nobody can repair. The user's own `mcp.json` opens as `vscode-userdata`.
 */
const SCHEMES = ['file', 'vscode-remote', 'vscode-userdata', 'vscode-vfs'] as const

/** What the language server is asked about, in whatever language mode the person has it. */
export const HOST_DOCUMENTS = SCHEMES.flatMap((scheme) =>
  [...HOST_FILE_PATTERNS, ...COMMON_FILE_PATTERNS, '**/.scopelight.yaml'].map((pattern) => ({ scheme, pattern })),
) satisfies readonly DocumentFilter[]

export function isHostDocument(document: TextDocument): boolean {
  return languages.match(HOST_DOCUMENTS, document) > 0
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

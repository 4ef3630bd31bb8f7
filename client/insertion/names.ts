import path from 'node:path'
import type { TextDocument, Uri } from 'vscode'

/** The file's name in straight quotes, as messages write it. */
export function nameOf({ uri }: { readonly uri: Uri } | TextDocument): string {
  return `"${path.posix.basename(uri.path)}"`
}

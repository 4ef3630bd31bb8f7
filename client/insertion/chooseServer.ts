import { type TextDocument, Uri, window, workspace } from 'vscode'
import { HOST_FILE_PATTERNS } from '../../server/protocol/hostPatterns.ts'
import { LIST_SERVERS, type ServerSummary } from '../../server/protocol/languageRequests.ts'
import { isHostDocument } from '../hostDocuments.ts'
import type { LanguageServer } from '../languageClient.ts'
import { nameOf } from './names.ts'

export interface Chosen {
  readonly document: TextDocument
  readonly server: ServerSummary
}

/** What a lens hands to its command. Any extension can call a command, so nothing is known of it. */
export type LensArguments = readonly unknown[]

/**
 * The server a command is about: the one of the lens, else one the person picks among those of the active configuration,
 * else of the configurations in the workspace. Undefined when the person lets go; a sentence when there is none.
 */
export async function chooseServer(
  language: LanguageServer,
  [uri, name]: LensArguments,
  fits: (server: ServerSummary) => boolean,
  words: { readonly pick: string; readonly none: string },
): Promise<Chosen | string | undefined> {
  const document = typeof uri === 'string' ? await workspace.openTextDocument(Uri.parse(uri, true)) : await chooseDocument()
  if (document === undefined || typeof document === 'string') return document
  const servers = await language.request<readonly ServerSummary[]>(LIST_SERVERS, { uri: document.uri.toString() })
  if (typeof name === 'string') {
    const server = servers.find((each) => each.name === name)
    return server ? { document, server } : `${nameOf(document)} has no server "${name}" any more.`
  }
  const fitting = servers.filter(fits)
  if (fitting.length === 0) return `${nameOf(document)} ${words.none}`
  const picked = await window.showQuickPick(
    fitting.map((server) => ({ label: server.name, description: server.transport, server })),
    { title: words.pick, placeHolder: `Servers of ${nameOf(document)}` },
  )
  return picked && { document, server: picked.server }
}

async function chooseDocument(): Promise<TextDocument | string | undefined> {
  const active = window.activeTextEditor?.document
  if (active && isHostDocument(active)) return active
  const files = await workspace.findFiles(`{${HOST_FILE_PATTERNS.join(',')}}`, '**/node_modules/**', 100)
  if (files.length === 0) {
    return 'There is no MCP configuration in this workspace. Open the one of your agent, such as ".vscode/mcp.json" or ".mcp.json", and choose the command again.'
  }
  const items = files
    .map((file) => ({ label: workspace.asRelativePath(file), file }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
  const picked = items.length === 1 ? items[0] : await window.showQuickPick(items, { title: 'Choose an MCP configuration' })
  return picked && workspace.openTextDocument(picked.file)
}

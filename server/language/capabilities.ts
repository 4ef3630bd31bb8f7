import { CodeActionKind, PositionEncodingKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node'
import type { Abilities } from './abilities.ts'
import { FIX_ALL } from './codeActions.ts'

/** What this server offers this client. */
export function capabilitiesFor(abilities: Abilities): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    inlayHintProvider: true,
    completionProvider: { triggerCharacters: ['"', ' ', '$', '{', ':', '[', '-', '=', ','] },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    ...(abilities.nestsSymbols && { documentSymbolProvider: true }),
    codeLensProvider: {},
    ...(abilities.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'scopelight', interFileDependencies: true, workspaceDiagnostics: true },
    }),
    documentLinkProvider: { resolveProvider: true },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: abilities.preparesRename ? { prepareProvider: true } : true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  }
}

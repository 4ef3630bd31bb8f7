import { type InitializeParams, InsertTextMode } from 'vscode-languageserver/node'
import type { LanguageServerOptions } from '../protocol/settings.ts'

/** What this client can do, read once from `initialize`; nothing else looks at its capabilities. */
export interface Abilities {
  readonly pullsDiagnostics: boolean
  readonly refreshesDiagnostics: boolean
  readonly refreshesInlayHints: boolean
  readonly refreshesCodeLenses: boolean
  readonly answersConfiguration: boolean
  readonly registersConfiguration: boolean
  readonly registersWatchers: boolean
  readonly tellsFolders: boolean
  readonly readsMarkdown: boolean
  readonly completesMarkdown: boolean
  readonly takesSnippets: boolean
  /** Leaves the indentation of what is inserted as it is, where it is told to. */
  readonly keepsIndentation: boolean
  readonly takesCodeActions: boolean
  readonly nestsSymbols: boolean
  readonly preparesRename: boolean
  readonly takesVersionedEdits: boolean
  readonly showsRelatedInformation: boolean
  /** Shows *Record calls…* and has the commands behind it. */
  readonly records: boolean
  /** Has the commands that show the page of a rule and let a finding be. */
  readonly explains: boolean
  /** Has the command that goes to a finding. */
  readonly shows: boolean
  /** Ids of languages in which the editor reports syntax errors itself. */
  readonly checksSyntaxOf: ReadonlySet<string>
  /** Settings of clients that do not answer `workspace/configuration`. */
  readonly initialSettings: unknown
}

export function readAbilities({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { workspace, textDocument } = capabilities
  const options = readOptions(initializationOptions)
  const item = textDocument?.completion?.completionItem
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsFolders: workspace?.workspaceFolders === true,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    completesMarkdown: item?.documentationFormat?.includes('markdown') === true,
    takesSnippets: item?.snippetSupport === true,
    keepsIndentation: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    takesCodeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    takesVersionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    // Only a client that says so has a place for it; a pulling client says it beside `diagnostic`.
    showsRelatedInformation:
      textDocument?.publishDiagnostics?.relatedInformation === true || textDocument?.diagnostic?.relatedInformation === true,
    records: options.recording === true,
    explains: options.explaining === true,
    shows: options.showing === true,
    checksSyntaxOf: new Set(options.checksSyntaxOf ?? []),
    initialSettings: options.settings,
  }
}

/** Options come from the outside: whatever is not of the agreed shape counts as not said. */
function readOptions(options: unknown): LanguageServerOptions {
  if (typeof options !== 'object' || options === null) return {}
  const { recording, explaining, showing, checksSyntaxOf, settings } = options as Record<keyof LanguageServerOptions, unknown>
  return {
    recording: recording === true,
    explaining: explaining === true,
    showing: showing === true,
    checksSyntaxOf: Array.isArray(checksSyntaxOf) ? checksSyntaxOf.filter((id) => typeof id === 'string') : [],
    settings,
  }
}

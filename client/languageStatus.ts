import { Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages, type TextDocument, window } from 'vscode'
import { DOCUMENT_STATUS, type DocumentStatus } from '../server/protocol/languageRequests.ts'
import { HOST_DOCUMENTS } from './hostDocuments.ts'
import type { LanguageServer } from './languageClient.ts'
import { type StatusText, statusText } from './statusText.ts'

/** What is asked after the last of several changes; nobody reads a status while it changes. */
const REST_MS = 200

/** Says beside the language of a configuration who reads it, what is in it and what is wrong. Starts no server for that. */
export function createLanguageStatus(language: LanguageServer): Disposable {
  let item: LanguageStatusItem | undefined
  let timer: NodeJS.Timeout | undefined
  // Answers may overtake each other.
  let newest = 0

  async function update(): Promise<void> {
    const nth = ++newest
    const document = window.activeTextEditor?.document
    const shown = document && languages.match(HOST_DOCUMENTS, document) > 0 ? await textFor(document, language) : undefined
    if (nth === newest) show(shown)
  }

  function show(shown: StatusText | undefined): void {
    if (!shown) {
      item?.dispose()
      item = undefined
      return
    }
    item ??= languages.createLanguageStatusItem('scopelight', HOST_DOCUMENTS)
    const { text, detail, severity, busy, command } = shown
    item.name = 'Scopelight'
    item.text = text
    item.detail = detail
    item.severity = severity === 'error' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
    item.busy = busy
    item.command = { ...command, arguments: [...(command.arguments ?? [])] }
  }

  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void update(), REST_MS)
  }
  const listeners = Disposable.from(
    language.onState(soon),
    window.onDidChangeActiveTextEditor(soon),
    // After each check, and so after each change of the document that matters.
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString()
      if (uris.some((uri) => uri.toString() === active)) soon()
    }),
  )
  soon()
  return new Disposable(() => {
    newest++
    clearTimeout(timer)
    listeners.dispose()
    item?.dispose()
  })
}

async function textFor(document: TextDocument, language: LanguageServer): Promise<StatusText | undefined> {
  const problems = languages.getDiagnostics(document.uri).filter(({ source }) => source === 'scopelight').length
  if (language.state !== 'running') return statusText(language.state, undefined, problems)
  try {
    const status = await language.request<DocumentStatus | null>(DOCUMENT_STATUS, { uri: document.uri.toString() })
    return statusText('running', status, problems)
  } catch {
    // The server went away meanwhile; the editor has said so.
    return undefined
  }
}

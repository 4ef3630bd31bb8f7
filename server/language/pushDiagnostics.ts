import type { Connection, TextDocuments } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { findProblems } from './findProblems.ts'
import { guard } from './guard.ts'
import { Publisher } from './publisher.ts'
import type { Session } from './session.ts'
import { pushWorkspaceDiagnostics } from './workspaceDiagnostics.ts'

/** Sends diagnostics to a client that cannot ask for them, each with the version it is about. */
export function pushDiagnostics(connection: Connection, documents: TextDocuments<TextDocument>, session: Session): void {
  const { configuration, onStale } = session
  // Files of no host are open in other editors too; they are not ours to say anything about, not even "nothing".
  const published = new Set<string>()

  const publish = (uri: string) => {
    guard(connection.console, 'checking', uri, undefined, () => {
      const problems = findProblems(documents, session, uri)
      if (!problems && !published.has(uri)) return
      const version = documents.get(uri)?.version
      const diagnostics = problems?.items() ?? []
      if (problems) published.add(uri)
      else published.delete(uri)
      void connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) })
    })
  }
  const publisher = new Publisher(publish)
  const schedule = (document: TextDocument) => publisher.schedule(document.uri, document.getText().length)

  documents.onDidChangeContent(({ document }) => void configuration.ready.then(() => schedule(document)))
  documents.onDidClose(({ document: { uri } }) => {
    publisher.forget(uri)
    if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] })
  })
  pushWorkspaceDiagnostics(connection, session)
  onStale(() => {
    for (const document of documents.all()) schedule(document)
  })
}

import type { Connection, TextDocuments } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { findProblems } from './findProblems.ts'
import { guard } from './guard.ts'
import { Publisher } from './publisher.ts'
import type { Session } from './session.ts'
import { pushWorkspaceDiagnostics } from './workspaceDiagnostics.ts'

/** After the last key, before the other open documents are compared with what was typed. */
const REST_MS = 150

/** Sends diagnostics to a client that cannot ask for them, each with the version it is about. */
export function pushDiagnostics(connection: Connection, documents: TextDocuments<TextDocument>, session: Session): void {
  const { configuration, onStale } = session
  // Files of no host are open in other editors too; they are not ours to say anything about, not even "nothing". Of each of the
  // others, which answer about which version was told last.
  const published = new Map<string, string>()

  const publish = (uri: string) => {
    guard(connection.console, 'checking', uri, undefined, () => {
      const problems = findProblems(documents, session, uri)
      if (!problems && !published.has(uri)) return
      const version = documents.get(uri)?.version
      const answer = `${version} ${problems?.id}`
      if (published.get(uri) === answer) return
      const diagnostics = problems?.items() ?? []
      if (problems) published.set(uri, answer)
      else published.delete(uri)
      void connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) })
    })
  }
  const publisher = new Publisher(publish)
  const schedule = (document: TextDocument) => publisher.schedule(document.uri)

  const scheduleAll = () => {
    for (const document of documents.all()) schedule(document)
  }
  // What is said about one document may depend on the others that are open.
  let rest: NodeJS.Timeout | undefined
  const scheduleOthersSoon = () => {
    clearTimeout(rest)
    rest = setTimeout(scheduleAll, REST_MS).unref()
  }

  documents.onDidChangeContent(({ document }) => {
    void configuration.ready.then(() => schedule(document))
    scheduleOthersSoon()
  })
  documents.onDidClose(({ document: { uri } }) => {
    scheduleOthersSoon()
    publisher.forget(uri)
    if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] })
  })
  pushWorkspaceDiagnostics(connection, session)
  onStale(scheduleAll)
}

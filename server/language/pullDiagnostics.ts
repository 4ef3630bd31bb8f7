import { setImmediate as idleTurn } from 'node:timers/promises'
import {
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { findProblems } from './findProblems.ts'
import { guard } from './guard.ts'
import type { Session } from './session.ts'
import { askInPassing } from './tellClient.ts'
import { pullWorkspaceDiagnostics } from './workspaceDiagnostics.ts'

/** Answers `textDocument/diagnostic`; the client decides when to ask, so nothing waits here. */
export function pullDiagnostics(connection: Connection, documents: TextDocuments<TextDocument>, session: Session): void {
  const { abilities, configuration, onStale } = session
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    await configuration.ready
    // Changes that have arrived meanwhile are read first. They cancel this question, and its answer would be out of date.
    await idleTurn()
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'A newer change has come.')
    return guard<DocumentDiagnosticReport>(connection.console, 'checking', uri, NOTHING, () => {
      const problems = findProblems(documents, session, uri)
      if (!problems) return NOTHING
      const { id: resultId, items } = problems
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: items() }
    })
  })
  pullWorkspaceDiagnostics(connection, session)
  onStale(() => {
    if (abilities.refreshesDiagnostics)
      askInPassing(connection, 'refresh diagnostics', connection.languages.diagnostics.refresh())
  })
}

const NOTHING: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }

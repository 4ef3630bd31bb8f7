import { setImmediate as idleTurn } from 'node:timers/promises'
import {
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node'
import { toDiagnostics } from './diagnostics.ts'
import { guard } from './guard.ts'
import type { Session } from './session.ts'
import { askInPassing } from './tellClient.ts'

/** Answers `textDocument/diagnostic`; the client decides when to ask, so nothing waits here. */
export function pullDiagnostics(connection: Connection, { abilities, analyses, configuration, onStale }: Session): void {
  connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }, token) => {
    await configuration.ready
    // Changes that have arrived meanwhile are read first. They cancel this question, and its answer would be out of date.
    await idleTurn()
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'A newer change has come.')
    return guard<DocumentDiagnosticReport>(connection.console, 'checking', uri, NOTHING, () => {
      const analysis = analyses.of(uri)
      if (!analysis) return NOTHING
      const resultId = String(analysis.id)
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items: toDiagnostics(analysis, abilities) }
    })
  })
  onStale(() => {
    if (abilities.refreshesDiagnostics)
      askInPassing(connection, 'refresh diagnostics', connection.languages.diagnostics.refresh())
  })
}

const NOTHING: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }

import {
  type CancellationToken,
  type Connection,
  type DiagnosticServerCancellationData,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticReport,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver/node'
import { documentPath } from './documentPath.ts'
import type { Session } from './session.ts'
import type { WorkspaceProblems } from './workspaceProblems.ts'

type Refusal = ResponseError<DiagnosticServerCancellationData>

/**
 * Answers `workspace/diagnostic` about configurations that are not open. The question stays open until there is something
 * new; a client that takes parts of an answer gets them as they come, and no end.
 */
export function pullWorkspaceDiagnostics(connection: Connection, { workspace }: Session): void {
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token, _, progress) => {
    const known = new Map(previousResultIds.map(({ uri, value }) => [documentPath(uri)?.path ?? uri, value]))
    return new Promise<WorkspaceDiagnosticReport | Refusal>((resolve) => {
      const end = (answer: WorkspaceDiagnosticReport | Refusal) => {
        forget()
        cancelled.dispose()
        resolve(answer)
      }
      const tellNews = () => {
        // A client that takes no parts is answered when all is known.
        if (!progress && !workspace.isSettled) return
        const items = news(workspace, known)
        if (items.length === 0) return
        if (progress) progress.report({ items })
        else end({ items })
      }
      const forget = workspace.onNews(tellNews)
      const cancelled = onCancelled(token, () =>
        end(new ResponseError(LSPErrorCodes.RequestCancelled, 'The client no longer asks.')),
      )
      tellNews()
    })
  })
}

/** Tells a client that cannot ask. */
export function pushWorkspaceDiagnostics(connection: Connection, { workspace }: Session): void {
  const known = new Map<string, string>()
  workspace.onNews(() => {
    for (const { uri, items } of news(workspace, known)) void connection.sendDiagnostics({ uri, diagnostics: items })
  })
}

/** What the client does not know yet; it does afterwards. */
function news(workspace: WorkspaceProblems, known: Map<string, string>): WorkspaceFullDocumentDiagnosticReport[] {
  return [...workspace.all()].flatMap(([path, { uri, id, items }]): readonly WorkspaceFullDocumentDiagnosticReport[] => {
    if (known.get(path) === id) return []
    known.set(path, id)
    return [{ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId: id, items: [...items] }]
  })
}

function onCancelled(token: CancellationToken, listener: () => void): { dispose(): void } {
  if (token.isCancellationRequested) setImmediate(listener)
  return token.onCancellationRequested(listener)
}

import type { Diagnostic, TextDocuments } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { toDiagnostics } from './diagnostics.ts'
import type { Session } from './session.ts'
import { isSettingsDocument, settingsDiagnostics } from './settingsDocument.ts'

export interface Problems {
  /** The same for the same answer. */
  readonly id: string
  /** Worked out when it is first asked for. */
  readonly items: () => Diagnostic[]
}

/** What is wrong with a document, a configuration or a `.scopelight.yaml`, open or not; undefined for a file that is neither. */
export function findProblems(
  documents: TextDocuments<TextDocument>,
  { analyses, abilities, configuration, today, workspace }: Session,
  uri: string,
): Problems | undefined {
  const analysis = analyses.of(uri)
  if (analysis) return { id: String(analysis.id), items: () => toDiagnostics(analysis, abilities) }
  const open = documents.get(uri)
  if (!open) return closedProblems(workspace, uri)
  const document = isSettingsDocument(uri) ? open : undefined
  if (!document) return undefined
  const settings = configuration.lintSettings(undefined)
  return { id: `settings ${document.version}`, items: () => settingsDiagnostics(document, today(), settings) }
}

/** A client asks about a tab whose document it has not loaded yet, or has closed. */
function closedProblems(workspace: Session['workspace'], uri: string): Problems | undefined {
  const closed = workspace.of(uri)
  return closed && { id: closed.id, items: () => [...closed.items] }
}

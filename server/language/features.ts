import type { Connection, TextDocuments } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import {
  ADD_WAIVER,
  DOCUMENT_STATUS,
  type DocumentStatus,
  type EditPlan,
  EXPLAIN_RULE,
  type IgnorePlan,
  LAUNCHER_TEXT,
  LIST_RULES,
  LIST_SERVERS,
  PLAN_IGNORE,
  PLAN_RECORDING,
  PLAN_UNRECORDING,
} from '../protocol/languageRequests.ts'
import type { Analysis } from './analysis.ts'
import { toCodeActions } from './codeActions.ts'
import { toCodeLenses } from './codeLens.ts'
import { completionAt } from './completion/complete.ts'
import { prepareRename, toDefinition, toHighlights, toReferences, toRename } from './definition.ts'
import { resolveLink, toDocumentLinks, uriOfLink } from './documentLinks.ts'
import { toDocumentSymbols } from './documentSymbols.ts'
import { explainRule, listRules } from './explainRule.ts'
import { guard } from './guard.ts'
import { toHover } from './hover.ts'
import { toInlayHints } from './inlayHints.ts'
import { planIgnore } from './planIgnore.ts'
import { toSpan } from './positions.ts'
import { pullDiagnostics } from './pullDiagnostics.ts'
import { pushDiagnostics } from './pushDiagnostics.ts'
import { launcherTextFor, listServers, recordingPlan, unrecordingPlan } from './recording.ts'
import type { Session } from './session.ts'
import { settingsCompletion } from './settingsCompletion.ts'
import { isSettingsDocument } from './settingsDocument.ts'
import { toStatus } from './status.ts'
import { askInPassing } from './tellClient.ts'
import { waiverText } from './waiverText.ts'

/** One line per feature: what is asked for, the name for the log, the empty answer, and the pure function behind it. */
export function offerFeatures(connection: Connection, documents: TextDocuments<TextDocument>, session: Session): void {
  const { abilities, analyses, configuration } = session
  const answer = <T>(feature: string, uri: string, empty: T, from: (analysis: Analysis) => T): T =>
    guard(connection.console, feature, uri, empty, () => {
      const analysis = analyses.of(uri)
      return analysis ? from(analysis) : empty
    })

  if (abilities.pullsDiagnostics) pullDiagnostics(connection, documents, session)
  else pushDiagnostics(connection, documents, session)

  connection.onHover(({ textDocument: { uri }, position }) =>
    answer('the hover', uri, null, (analysis) => toHover(analysis, analysis.document.offsetAt(position), abilities) ?? null),
  )
  connection.onCodeAction((params) =>
    answer('the quick fixes', params.textDocument.uri, [], (analysis) => toCodeActions(analysis, params, abilities)),
  )
  connection.onCompletion(({ textDocument: { uri }, position }) =>
    isSettingsDocument(uri)
      ? guard(connection.console, 'the completion', uri, [], () => {
          const document = documents.get(uri)
          return document ? settingsCompletion(document, document.offsetAt(position)) : []
        })
      : answer('the completion', uri, [], (analysis) => completionAt(analysis, analysis.document.offsetAt(position), abilities)),
  )
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    answer('the inlay hints', uri, [], (analysis) => toInlayHints(analysis, toSpan(analysis.document, range))),
  )
  connection.onCodeLens(({ textDocument: { uri } }) =>
    answer('the code lenses', uri, [], (analysis) =>
      configuration.settings.codeLens.enabled ? toCodeLenses(analysis, abilities) : [],
    ),
  )
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    answer('the definition', uri, [], (analysis) =>
      toDefinition(analysis, analysis.document.offsetAt(position), session.filesBeside(uri)),
    ),
  )
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    answer('the references', uri, [], (analysis) =>
      toReferences(analysis, analysis.document.offsetAt(position), session.filesBeside(uri), context.includeDeclaration),
    ),
  )
  connection.onDocumentHighlight(({ textDocument: { uri }, position }) =>
    answer('the highlights', uri, null, (analysis) => toHighlights(analysis, analysis.document.offsetAt(position))),
  )
  connection.onPrepareRename(({ textDocument: { uri }, position }) =>
    answer('the rename', uri, null, (analysis) => prepareRename(analysis, analysis.document.offsetAt(position))),
  )
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }) =>
    answer('the rename', uri, null, (analysis) => toRename(analysis, analysis.document.offsetAt(position), newName, abilities)),
  )
  connection.onDocumentLinks(({ textDocument: { uri } }) => answer('the links', uri, [], toDocumentLinks))
  connection.onDocumentLinkResolve((link) =>
    guard(connection.console, 'the target of a link', uriOfLink(link), link, () =>
      resolveLink(link, analyses.of(uriOfLink(link))),
    ),
  )
  connection.onDocumentSymbol(({ textDocument: { uri } }) => answer('the outline', uri, [], toDocumentSymbols))
  connection.onRequest(LIST_SERVERS, (params: unknown) => answer('the list of servers', uriOf(params), [], listServers))
  connection.onRequest(DOCUMENT_STATUS, (params: unknown) =>
    answer<DocumentStatus | null>('the status', uriOf(params), null, (analysis) => toStatus(analysis, session)),
  )
  connection.onRequest<EditPlan, void>(PLAN_RECORDING, (params: unknown) =>
    guard(connection.console, 'the plan of a recording', uriOf(params), FAILED, () =>
      recordingPlan(analyses.of(uriOf(params)), params),
    ),
  )
  connection.onRequest<EditPlan, void>(PLAN_UNRECORDING, (params: unknown) =>
    guard(connection.console, 'the plan to stop a recording', uriOf(params), FAILED, () =>
      unrecordingPlan(analyses.of(uriOf(params)), params),
    ),
  )
  connection.onRequest(LAUNCHER_TEXT, launcherTextFor)
  connection.onRequest(EXPLAIN_RULE, explainRule)
  connection.onRequest(ADD_WAIVER, waiverText)
  connection.onRequest<IgnorePlan, void>(PLAN_IGNORE, (params: unknown) =>
    guard(connection.console, 'the plan to ignore a finding', uriOf(params), FAILED, () =>
      planIgnore(analyses.of(uriOf(params)), params, session.settingsPlace(uriOf(params))),
    ),
  )
  connection.onRequest(LIST_RULES, listRules)

  session.onStale(() => {
    if (abilities.refreshesInlayHints) askInPassing(connection, 'refresh inlay hints', connection.languages.inlayHint.refresh())
    if (abilities.refreshesCodeLenses)
      askInPassing(connection, 'refresh code lenses', connection.sendRequest('workspace/codeLens/refresh'))
  })
}

const FAILED = { ok: false, reason: 'Scopelight met a bug and changes nothing. Its output channel says where.' } as const

function uriOf(params: unknown): string {
  const uri = typeof params === 'object' && params !== null && 'uri' in params ? params.uri : undefined
  return typeof uri === 'string' ? uri : ''
}

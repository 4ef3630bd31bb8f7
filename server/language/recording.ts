import { ErrorCodes, ResponseError } from 'vscode-languageserver/node'
import { launcherText } from '../insertion/launcher.ts'
import type { InsertionPlan } from '../insertion/plan.ts'
import { planRecording } from '../insertion/planRecording.ts'
import { planUnrecording } from '../insertion/planUnrecording.ts'
import { proxyOf } from '../insertion/proxyWords.ts'
import type { EditPlan, LauncherText, ServerSummary } from '../protocol/languageRequests.ts'
import type { Analysis } from './analysis.ts'
import { documentPath } from './documentPath.ts'
import { toRange } from './positions.ts'
import { readLauncherParams, readRecordingParams, readUnrecordingParams } from './recordingParams.ts'

/** Answers `scopelight/servers`: the entries of a document, in the order of the file. */
export function listServers(analysis: Analysis): ServerSummary[] {
  return analysis.config.servers.map((server) => {
    const proxy = proxyOf(server)
    return {
      name: server.name,
      range: toRange(analysis.document, server.nameAt.span),
      transport: server.launch.transport,
      recorded: proxy !== undefined,
      ...(proxy?.entry !== undefined && { entry: proxy.entry }),
    }
  })
}

/** Answers `scopelight/planRecording`. Nothing is changed here: the editor shows the plan and applies it to this version. */
export function recordingPlan(analysis: Analysis | undefined, params: unknown): EditPlan {
  const request = readRecordingParams(params)
  if (!request) return WRONG_QUESTION
  if (!analysis) return NO_SERVERS
  const file = documentPath(analysis.document.uri)?.path ?? analysis.config.file
  return toEditPlan(analysis, planRecording(analysis.config, { ...request, file }))
}

/** Answers `scopelight/planUnrecording`. */
export function unrecordingPlan(analysis: Analysis | undefined, params: unknown): EditPlan {
  const request = readUnrecordingParams(params)
  if (!request) return WRONG_QUESTION
  return analysis ? toEditPlan(analysis, planUnrecording(analysis.config, request)) : NO_SERVERS
}

/** Answers `scopelight/launcherText`. */
export function launcherTextFor(params: unknown): LauncherText | ResponseError<void> {
  const request = readLauncherParams(params)
  if (!request) return new ResponseError(ErrorCodes.InvalidParams, WRONG_QUESTION.reason)
  return { text: launcherText(request.platform, request) }
}

const NO_SERVERS: EditPlan = { ok: false, reason: 'This document is not open, or it is no configuration of MCP servers.' }
const WRONG_QUESTION = {
  ok: false,
  reason: 'The editor and the language server are not of the same version. Restart the editor.',
} as const satisfies EditPlan

function toEditPlan({ document, version }: Analysis, plan: InsertionPlan): EditPlan {
  if (!plan.ok) return plan
  const { span, ...rest } = plan
  return { ...rest, version, range: toRange(document, span) }
}

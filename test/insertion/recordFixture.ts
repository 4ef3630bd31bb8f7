import type { InsertionPlan } from '../../server/insertion/plan.ts'
import { planRecording, type RecordingRequest } from '../../server/insertion/planRecording.ts'
import { planUnrecording } from '../../server/insertion/planUnrecording.ts'
import { hostById } from '../../server/model/hosts/index.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import type { UndoRecord } from '../../server/protocol/languageRequests.ts'
import { parse } from '../../server/syntax/parse.ts'

export const LAUNCHER = '/home/jo/.local/state/scopelight/bin/scopelight-proxy'
export const HOST_IDS = ['vscode', 'claude-code', 'claude-desktop', 'cursor'] as const

export function read(text: string, hostId: string = 'vscode'): McpConfig {
  const host = hostById(hostId)
  if (!host) throw new Error(`no host ${hostId}`)
  return readMcpConfig(parse(text, host.syntax.format), host, 'mcp.json')
}

export function rootKey(hostId: string): string {
  return hostId === 'vscode' ? 'servers' : 'mcpServers'
}

export function record(text: string, hostId?: string, request: Partial<RecordingRequest> = {}): InsertionPlan {
  return planRecording(read(text, hostId), { server: 'fs', launcher: LAUNCHER, entry: '3f9c', ...request })
}

export function unrecord(text: string, undo: UndoRecord | undefined, hostId?: string, server = 'fs'): InsertionPlan {
  return planUnrecording(read(text, hostId), { server, ...(undo && { undo }) })
}

/** The whole text after a plan; throws with the reason of a refusal. */
export function applied(text: string, plan: InsertionPlan): string {
  if (!plan.ok) throw new Error(plan.reason)
  if (text.slice(plan.span.start, plan.span.end) !== plan.before) throw new Error('"before" is not what stands there')
  return text.slice(0, plan.span.start) + plan.after + text.slice(plan.span.end)
}

export function undoOf(plan: InsertionPlan): UndoRecord {
  if (!plan.ok || !plan.undo) throw new Error('no undo record')
  return plan.undo
}

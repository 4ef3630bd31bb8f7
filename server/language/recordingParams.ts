import type { RecordingRequest } from '../insertion/planRecording.ts'
import type { UnrecordingRequest } from '../insertion/planUnrecording.ts'
import type { LauncherTextParams, UndoRecord } from '../protocol/languageRequests.ts'

/** What the editor sends comes from outside and is read here once; undefined when it is of another shape. */
export function readRecordingParams(params: unknown): RecordingRequest | undefined {
  if (!isRecord(params)) return undefined
  const { server, launcher, entry, workload } = params
  if (typeof server !== 'string' || typeof launcher !== 'string' || typeof entry !== 'string') return undefined
  return { server, launcher, entry, ...(typeof workload === 'string' && { workload }) }
}

export function readUnrecordingParams(params: unknown): UnrecordingRequest | undefined {
  if (!isRecord(params) || typeof params.server !== 'string') return undefined
  const undo = readUndoRecord(params.undo)
  return { server: params.server, ...(undo && { undo }) }
}

export function readLauncherParams(params: unknown): LauncherTextParams | undefined {
  if (!isRecord(params)) return undefined
  const { platform, proxy, editor } = params
  if (typeof platform !== 'string' || typeof proxy !== 'string' || typeof editor !== 'string') return undefined
  return { platform, proxy, editor }
}

/** A record that is damaged counts as lost: the command is then taken from behind `--`. */
function readUndoRecord(record: unknown): UndoRecord | undefined {
  if (!isRecord(record) || record.v !== 1) return undefined
  const { id, host, file, server, path, env, edits, workload } = record
  if (typeof id !== 'string' || typeof host !== 'string' || typeof file !== 'string' || typeof server !== 'string')
    return undefined
  if (!isListOf(path, isPathStep) || !isListOf(env, isText) || !isListOf(edits, isEdit)) return undefined
  return { v: 1, id, host, file, server, path, env, edits, ...(typeof workload === 'string' && { workload }) }
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isPathStep(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function isEdit(value: unknown): value is { readonly before: string; readonly after: string } {
  return isRecord(value) && typeof value.before === 'string' && typeof value.after === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

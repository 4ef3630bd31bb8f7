import { homedir } from 'node:os'
import path from 'node:path'
import { stateDirectory } from '../../protocol/stateDirectory.ts'
import { RecordReader } from '../../trace/readRecords.ts'
import { isCount } from '../../trace/recordShape.ts'
import { type SessionFacts, sessionFacts } from '../../trace/session.ts'
import { visibleText } from '../../trace/visibleText.ts'
import type { ExitCode } from '../command.ts'
import { escapeControls } from '../report/escapeControls.ts'
import type { Terminal } from '../terminal.ts'
import { isProcessAlive } from './processAlive.ts'
import { table } from './table.ts'
import { findTraceFiles, readEnds } from './traceFiles.ts'
import { dateAndTime, workloadWords } from './words.ts'

/** The first line holds the command line and all credentials; the last one only counters. */
const END_BYTES = 256 * 1024

interface ListedTrace {
  readonly file: string
  readonly size: number
  readonly facts: SessionFacts | undefined
  readonly segment: number
  readonly state: 'ended' | 'live' | 'ended abruptly' | 'continued' | 'damaged'
  /** Messages in both directions, where the proxy has counted them. */
  readonly messages: number | undefined
}

/** Lists the traces of a folder, the newest first, from the first and the last line of each file. */
export function listTraces(given: string | undefined, asJson: boolean, terminal: Terminal): ExitCode {
  const folder = path.resolve(
    terminal.cwd,
    given ?? path.join(stateDirectory(process.platform, process.env, homedir()), 'traces'),
  )
  const files = findTraceFiles(folder)
  // Before the first recording there is no folder yet, which is no error unless somebody named one.
  if (!files && given !== undefined) {
    terminal.err(`scopelight: "${visibleText(given)}" cannot be looked into. Name the folder that holds traces.\n`)
    return 2
  }
  const traces = (files ?? []).map(readTrace).sort((a, b) => startOf(b) - startOf(a) || (a.file < b.file ? 1 : -1))
  if (asJson) terminal.out(toJson(traces))
  else if (traces.length === 0) terminal.out(`There are no traces in "${visibleText(folder)}".\n`)
  else terminal.out(table([['STARTED', 'SERVER', 'WORKLOAD', 'MESSAGES', 'STATE', 'FILE'], ...traces.map(toCells)]))
  return 0
}

function readTrace(file: string): ListedTrace {
  const unread: ListedTrace = { file, size: 0, facts: undefined, segment: 0, state: 'damaged', messages: undefined }
  try {
    const { head, tail, size } = readEnds(file, END_BYTES)
    let facts: SessionFacts | undefined
    let segment = 0
    new RecordReader().push(head, ({ record }) => {
      if (record.k !== 'open' || facts) return
      facts = sessionFacts(record)
      segment = typeof record.segment === 'number' ? record.segment : 0
    })
    let messages: number | undefined
    // The first line of a tail is usually half a line, which the reader counts as damaged and skips.
    new RecordReader().push(tail, ({ record }) => {
      if (record.k !== 'close') return
      const { c2s, s2c } = record.frames ?? {}
      messages = (isCount(c2s) ? c2s : 0) + (isCount(s2c) ? s2c : 0)
    })
    return { file, size, facts, segment, messages, state: stateOf(facts, messages !== undefined) }
  } catch {
    // It was removed since it was found, or may not be read: still listed, so that nothing is hidden.
    return unread
  }
}

function stateOf(facts: SessionFacts | undefined, closed: boolean): ListedTrace['state'] {
  if (!facts) return 'damaged'
  if (closed) return 'ended'
  return facts.pid !== undefined && isProcessAlive(facts.pid) ? 'live' : 'ended abruptly'
}

function toCells({ file, facts, segment, state, messages }: ListedTrace): readonly string[] {
  return [
    facts ? dateAndTime(facts.startedMs) : 'unknown',
    visibleText(facts?.server ?? 'unknown') + (segment > 0 ? ` (part ${segment + 1})` : ''),
    facts ? visibleText(workloadWords(facts.workload)) : '–',
    messages === undefined ? '–' : String(messages),
    state,
    visibleText(file),
  ]
}

function toJson(traces: readonly ListedTrace[]): string {
  const listed = traces.map(({ file, size, facts, segment, state, messages }) => ({
    file,
    bytes: size,
    session: facts?.key,
    segment,
    server: facts?.server,
    workload: facts?.workload,
    startedMs: facts?.startedMs,
    state,
    messages,
  }))
  return `${escapeControls(JSON.stringify({ traces: listed }, null, 2))}\n`
}

function startOf({ facts }: ListedTrace): number {
  return facts?.startedMs ?? 0
}

import path from 'node:path'
import { STATUSES } from '../../protocol/viewMessages.ts'
import { kindOf, type Operation, OTHER } from '../../trace/call.ts'
import type { Session } from '../../trace/session.ts'
import { TraceStore } from '../../trace/traceStore.ts'
import { visibleText } from '../../trace/visibleText.ts'
import type { ExitCode } from '../command.ts'
import { escapeControls } from '../report/escapeControls.ts'
import type { Terminal } from '../terminal.ts'
import { isProcessAlive } from './processAlive.ts'
import { table } from './table.ts'
import { readChunks, segmentsFrom } from './traceFiles.ts'
import { clock, credentialWords, dateAndTime, duration, workloadWords } from './words.ts'

/** Of more calls the newest are shown. */
const MOST_ROWS = 1_000_000

interface Shown {
  readonly operation: Operation
  readonly session: Session
}

/** Shows the calls of one trace, as far as it is written and can be read. */
export function showTrace(given: string, asJson: boolean, terminal: Terminal): ExitCode {
  const store = new TraceStore({ maxRows: MOST_ROWS })
  try {
    for (const file of segmentsFrom(path.resolve(terminal.cwd, given))) {
      const reader = store.openFile(file)
      readChunks(file, (chunk) => reader.push(chunk))
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder, not a trace' : 'cannot be read'
    terminal.err(`scopelight: "${visibleText(given)}" ${why}.\n`)
    return 2
  }
  if (store.sessions.size === 0) {
    const newer = store.newer > 0 ? ` It is of format version ${store.newer}: show it with a newer Scopelight.` : ''
    terminal.err(`scopelight: "${visibleText(given)}" holds no record of a trace.${newer}\n`)
    return 2
  }
  for (const session of store.sessions.values()) {
    if (!session.closed && session.facts.pid !== undefined) store.setAlive(session.facts.key, isProcessAlive(session.facts.pid))
  }
  const calls = allOperations(store).filter(({ operation }) => kindOf(operation.method) !== OTHER)
  terminal.out(asJson ? toJson(store, calls) : toText(store, calls))
  return 0
}

function allOperations(store: TraceStore): readonly Shown[] {
  const shown: Shown[] = []
  for (let id = store.rows.firstId; id < store.rows.nextId; id++) {
    const operation = store.operationOf(id)
    if (operation) shown.push(operation)
  }
  return shown
}

function toText(store: TraceStore, calls: readonly Shown[]): string {
  const heads = [...store.sessions.values()].map(headOf)
  const rows = calls.map(({ operation, session }) =>
    [
      clock(operation.startedUs / 1000),
      session.facts.server,
      operation.name,
      workloadWords(session.facts.workload),
      session.facts.credentials.map(credentialWords).join(', ') || '–',
      durationWords(operation),
      effectWords(operation),
    ].map(visibleText),
  )
  const header = ['TIME', 'SERVER', 'TOOL', 'WORKLOAD', 'CREDENTIALS', 'DURATION', 'EFFECT OR ERROR']
  const list = rows.length === 0 ? '' : `\n${table([header, ...rows])}`
  const protocol = store.rows.nextId - store.rows.firstId - calls.length
  return `${heads.join('')}${list}\n${[count(calls.length, 'call'), `${count(protocol, 'protocol message')} not listed`].join(', ')}.\n${remarks(store)}`
}

function headOf({ facts, client, closed, alive }: Session): string {
  const state = closed ? 'ended' : alive ? 'live' : 'ended abruptly'
  const { workload } = facts
  const who =
    workload.id === undefined
      ? 'no workload named'
      : `workload ${workload.id} (by ${workload.by}${workload.verified ? '' : ', unverified'})`
  const lines = [
    `${facts.server}, started ${dateAndTime(facts.startedMs)}, ${state}`,
    `  ${who}${client === undefined ? '' : `, client ${client} in its own words`}`,
    ...facts.credentials.map((credential) => `  ${credentialWords(credential)}`),
  ]
  return lines.map((line) => `${visibleText(line)}\n`).join('')
}

function durationWords({ startedUs, endedUs, status }: Operation): string {
  if (endedUs !== undefined) return duration((endedUs - startedUs) / 1000)
  return STATUSES[status] === 'running' ? '…' : '?'
}

/** A result that went well speaks for itself; every other end is named first. */
function effectWords({ status, effect }: Operation): string {
  const state = STATUSES[status] ?? 'ok'
  if (state === 'ok') return effect
  return effect === '' ? state : `${state}: ${effect}`
}

/** What is missing from the list, so that nobody takes it for complete. */
function remarks(store: TraceStore): string {
  const sentences: string[] = []
  if (store.damaged > 0) sentences.push(`${count(store.damaged, 'line')} of the file could not be read.`)
  if (store.newer > 0) sentences.push(`Some lines are of format version ${store.newer}: show them with a newer Scopelight.`)
  for (const { manifests, errors, dropped, lost } of store.sessions.values()) {
    for (const manifest of manifests) sentences.push(`"${manifest}" was there and was not enforced.`)
    if (dropped > 0) sentences.push(`The proxy could not write ${count(dropped, 'message')}.`)
    if (lost > 0) sentences.push(`${count(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing in between.`)
    sentences.push(...errors)
  }
  return sentences.map((sentence) => `${visibleText(sentence)}\n`).join('')
}

function toJson(store: TraceStore, calls: readonly Shown[]): string {
  const shown = calls.map(({ operation, session: { facts } }) => ({
    startedMs: operation.startedUs / 1000,
    durationMs: operation.endedUs === undefined ? null : (operation.endedUs - operation.startedUs) / 1000,
    server: facts.server,
    method: operation.method,
    name: operation.name,
    workload: facts.workload,
    credentials: facts.credentials,
    status: STATUSES[operation.status],
    effect: operation.effect,
    session: facts.key,
  }))
  return `${escapeControls(JSON.stringify({ calls: shown, damagedLines: store.damaged }, null, 2))}\n`
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}

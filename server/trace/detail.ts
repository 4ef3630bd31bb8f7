import type { CredentialRef } from '../protocol/frame.ts'
import type { BodyDetail, CallDetail, CredentialDetail, ToPage } from '../protocol/viewMessages.ts'
import type { Operation, RecordRef } from './call.ts'
import { kindOf } from './call.ts'
import { credentialLabel } from './credentialLabel.ts'
import { memberSource } from './jsonText.ts'
import { isCount, isObject, shortText } from './recordShape.ts'
import type { Session } from './session.ts'
import type { TraceStore } from './traceStore.ts'

const MOST_BODY = 262_144
const MOST_LINE = 65_536
const MOST_LINES_TEXT = 1_048_576

/** Reads the stretch of a trace file that holds one record; undefined when the file no longer has it. */
export type ReadLine = (file: string, offset: number, length: number) => Promise<string | undefined>

/** The answer to the page's question about one row. Bodies are read from the files at this moment, and never kept. */
export async function answerDetail(store: TraceStore, request: number, id: number, readLine: ReadLine): Promise<ToPage> {
  const found = store.operationOf(id)
  const places = store.refsOf(id)
  if (found === undefined || places === undefined) {
    return {
      v: 1,
      type: 'detail',
      request,
      id,
      body: { error: 'This call is no longer in the view. The trace file still has it.' },
    }
  }
  const lines: RecordLine[] = []
  for (const { file, ref } of places.refs) {
    const text = await readLine(file, ref[1], ref[2])
    if (text !== undefined) lines.push({ text, member: ref[3] })
  }
  if (lines.length === 0) {
    return { v: 1, type: 'detail', request, id, body: { error: 'The trace file of this call is gone or was replaced.' } }
  }
  return { v: 1, type: 'detail', request, id, body: callDetail(found.operation, found.session, lines, places.more) }
}

interface RecordLine {
  readonly text: string
  readonly member: RecordRef[3]
}

function callDetail(operation: Operation, session: Session, lines: readonly RecordLine[], more: number): CallDetail {
  const frames = lines.flatMap(readFrame)
  const { workload } = session.facts
  return {
    title: `${session.facts.server} ${operation.name}`,
    time: operation.startedUs / 1000,
    durationMs: operation.endedUs === undefined ? undefined : (operation.endedUs - operation.startedUs) / 1000,
    workload: { name: workload.id, by: workload.by, verified: workload.verified, client: session.client },
    kind: kindOf(operation.method),
    credentials: session.facts.credentials.map(credentialDetail),
    notes: operation.notes,
    request: frames.find(({ dir, answer }) => dir === operation.dir && !answer)?.body,
    response: frames.findLast(({ dir, answer }) => dir !== operation.dir && answer)?.body,
    records: recordTexts(lines),
    moreRecords: more,
  }
}

interface FrameBody {
  readonly dir: unknown
  readonly answer: boolean
  readonly body: BodyDetail
}

function readFrame({ text, member }: RecordLine): readonly FrameBody[] {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return [] // The file changed under us; the line still shows under "Records".
  }
  if (!isObject(record) || record.k !== 'frame' || record.type === 'stderr' || record.type === 'invalid') return []
  const whole = memberSource(text, 'msg') ?? (typeof record.text === 'string' ? record.text : undefined)
  const source = whole === undefined || member === -1 ? whole : memberSource(whole, member)
  if (source === undefined) return []
  const answer = record.type === 'response' || (member !== -1 && memberSource(source, 'method') === undefined)
  return [
    {
      dir: record.dir,
      answer,
      body: {
        text: source.slice(0, MOST_BODY),
        cut: source.length > MOST_BODY || record.cut !== undefined,
        redacted: redactedPlaces(record.redacted, member),
      },
    },
  ]
}

/** Pointers of the frame, as pointers of the body: in a batch without the number of the member. */
function redactedPlaces(value: unknown, member: number): readonly (readonly [string, string])[] {
  if (!Array.isArray(value)) return []
  const prefix = member === -1 ? '' : `/${member}`
  return value.slice(0, 1_000).flatMap((pair) => {
    const pointer = Array.isArray(pair) ? shortText(pair[0], 1_024) : undefined
    const rule = Array.isArray(pair) ? shortText(pair[1], 64) : undefined
    return pointer === undefined || rule === undefined || !pointer.startsWith(prefix)
      ? []
      : [[pointer.slice(prefix.length), rule] as const]
  })
}

function recordTexts(lines: readonly RecordLine[]): CallDetail['records'] {
  let left = MOST_LINES_TEXT
  return lines.flatMap(({ text }) => {
    if (left <= 0) return []
    const shown = text.length > MOST_LINE ? `${text.slice(0, MOST_LINE)}…` : text
    left -= shown.length
    const n = Number(memberSource(text.slice(0, 256), 'n'))
    return [{ n: isCount(n) ? n : 0, text: shown }]
  })
}

function credentialDetail(credential: CredentialRef): CredentialDetail {
  const { declared, observed } = credential.scopes
  return {
    name: credential.name,
    where: credential.where,
    kind: credential.kind,
    label: credentialLabel(credential.kind)?.label,
    fingerprint: credential.fingerprint,
    scopes:
      declared === undefined && observed === undefined ? undefined : [...new Set([...(declared ?? []), ...(observed ?? [])])],
    verified: credential.verified,
    source: credential.source,
    expires: credential.expires === undefined ? undefined : credential.expires * 1000,
    issuer: credential.iss,
  }
}

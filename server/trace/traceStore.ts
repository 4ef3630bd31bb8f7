import type { EventRecord, FrameRecord, OpenRecord } from '../protocol/frame.ts'
import { FLAGS, NONE } from '../protocol/viewMessages.ts'
import { UNCLASSIFIED } from './access.ts'
import { isMessage, type Operation, OTHER, type RecordRef } from './call.ts'
import { Changes } from './changes.ts'
import { Correlator, type OperationSink } from './correlate.ts'
import { Dictionaries, sessionEntry, UNKNOWN_ZONE } from './dictionaries.ts'
import { readMessages } from './readMessages.ts'
import { RecordReader } from './readRecords.ts'
import { isCount } from './recordShape.ts'
import { RowColumns } from './rowColumns.ts'
import { newSession, readEvent, type Session, type SessionFacts, sessionFacts, unknownSession } from './session.ts'

/** Records of one operation beyond this are counted, not kept. */
const MOST_REFS = 200
const MOST_BYTES = 0xffff_ffff

export interface TraceFile {
  readonly name: string
  /** The next bytes of the file, in chunks of any size. */
  push(bytes: Uint8Array): void
}

interface Row {
  readonly operation: Operation
  readonly session: Session
  readonly refs: RecordRef[]
  moreRefs: number
  effect: number
}

/**
 * The calls of all traces that are open: reads records, puts them together, and keeps the newest `maxRows` as columns. What
 * is appended gives the same rows as what is read at once. Bodies stay in the files: a row knows where its records stand.
 */
export class TraceStore {
  readonly rows: RowColumns
  readonly dictionaries: Dictionaries
  readonly sessions = new Map<string, Session>()
  /** `start` counts from here, ms since 1970. */
  epochMs = 0
  readonly #files: { readonly name: string; readonly reader: RecordReader }[] = []
  readonly #correlators = new Map<Session, Correlator>()
  readonly #operations: (Row | undefined)[] = []
  readonly #watchers = new Set<Changes>()
  /** Rows up to here have been taken out of the dictionaries' counts. */
  #releasedUpTo = 0
  /** Rows that are not protocol messages, ever. */
  calls = 0

  constructor(options: { readonly maxRows: number }) {
    this.rows = new RowColumns(options.maxRows)
    this.dictionaries = new Dictionaries((name, index) => {
      for (const changes of this.#watchers) changes.entryChanged(name, index)
    })
  }

  /** A file to be read from its start. `name` is what `refsOf` gives back. */
  openFile(name: string): TraceFile {
    const file = this.#files.length
    const reader = new RecordReader()
    this.#files.push({ name, reader })
    let session: Session | undefined
    return {
      name,
      push: (bytes) =>
        reader.push(bytes, ({ record, offset, length }) => {
          if (this.epochMs === 0) this.epochMs = Math.floor(record.t / 1000)
          if (record.k === 'open') session = this.#openSession(record)
          session ??= this.#sessionOf(unknownSession(`file ${file}`, record.t))
          this.#count(session, record.n)
          if (record.k === 'frame') this.#frame(session, record, file, offset, length)
          else if (record.k === 'event') this.#event(session, record)
          else if (record.k === 'close') this.#close(session, record.dropped)
        }),
    }
  }

  /** The host's word on a proxy's process. Calls of one that is gone have no answer. */
  setAlive(sessionKey: string, alive: boolean): void {
    const session = this.sessions.get(sessionKey)
    if (session === undefined || session.alive === alive) return
    session.alive = alive
    if (!alive && !session.closed) this.#correlators.get(session)?.end()
    this.#replaceSession(session)
  }

  /** Where the records of a row stand, in the order they were written; undefined when the row is no longer kept. */
  refsOf(
    id: number,
  ): { readonly refs: readonly { readonly file: string; readonly ref: RecordRef }[]; readonly more: number } | undefined {
    const row = this.#row(id)
    if (row === undefined) return undefined
    return { refs: row.refs.map((ref) => ({ file: this.#files[ref[0]]?.name ?? '', ref })), more: row.moreRefs }
  }

  operationOf(id: number): { readonly operation: Operation; readonly session: Session } | undefined {
    return this.#row(id)
  }

  /** Starts to collect what changes from now on, for one page. */
  watch(): Changes {
    const changes = new Changes(this.rows.nextId)
    this.#watchers.add(changes)
    return changes
  }

  unwatch(changes: Changes): void {
    this.#watchers.delete(changes)
  }

  /** Lines that are no records, in all files. */
  get damaged(): number {
    return this.#files.reduce((sum, { reader }) => sum + reader.damaged, 0)
  }

  /** The newest format version that could not be read, or 0. */
  get newer(): number {
    return this.#files.reduce((most, { reader }) => Math.max(most, reader.newer), 0)
  }

  #openSession(record: OpenRecord): Session {
    const session = this.#sessionOf(sessionFacts(record))
    if (isCount(record.from) && session.lastN === 0) session.lastN = record.from
    return session
  }

  #sessionOf(facts: SessionFacts): Session {
    const known = this.sessions.get(facts.key)
    if (known) return known
    const session = newSession(facts)
    this.sessions.set(facts.key, session)
    this.#correlators.set(session, new Correlator(this.#sinkOf(session)))
    return session
  }

  #sinkOf(session: Session): OperationSink {
    return {
      open: (operation, kind, access) => this.#append(session, operation, kind, access),
      change: (operation) => this.#rewrite(operation),
      attach: (operation, ref) => this.#attach(operation, ref),
      nameClient: (label) => {
        if (session.client === label) return
        session.client = label
        this.#replaceSession(session)
      },
    }
  }

  #count(session: Session, n: number): void {
    if (n > session.lastN + 1) session.lost += n - session.lastN - 1
    session.lastN = Math.max(session.lastN, n)
  }

  #frame(session: Session, frame: FrameRecord, file: number, offset: number, length: number): void {
    const correlator = this.#correlators.get(session)
    if (correlator === undefined) return
    if (isMessage(frame)) {
      for (const message of readMessages(frame, file, offset, length)) correlator.take(message)
      return
    }
    if (frame.type === 'invalid') session.invalid += 1
    if (frame.type === 'stderr') session.printed += 1
    const open = correlator.onlyOpen()
    if (open) this.#attach(open, [file, offset, length, -1])
  }

  #event(session: Session, event: EventRecord): void {
    readEvent(session, event)
    if (event.what === 'exit') this.#correlators.get(session)?.end()
  }

  #close(session: Session, dropped: unknown): void {
    session.closed = true
    session.alive = false
    if (isCount(dropped)) session.dropped = Math.max(session.dropped, dropped)
    this.#correlators.get(session)?.end()
    this.#replaceSession(session)
  }

  #append(session: Session, operation: Operation, kind: number, access: number): void {
    const { dictionaries, rows } = this
    const id = rows.append(1)
    operation.row = id
    this.#releaseEvicted()
    const effect = dictionaries.effect.use(operation.effect, () => operation.effect)
    this.#operations[rows.slot(id)] = { operation, session, refs: [], moreRefs: 0, effect }
    const { columns } = rows
    const slot = rows.slot(id)
    columns.start[slot] = operation.startedUs / 1000 - this.epochMs
    columns.effect[slot] = effect
    columns.tool[slot] = dictionaries.useTool(session.facts.server, operation.name, operation.method, access)
    columns.identity[slot] = dictionaries.useIdentity(session.facts)
    columns.credential[slot] = dictionaries.useCredentials(session.facts)
    columns.session[slot] = dictionaries.useSession(session)
    columns.rule[slot] = NONE
    columns.needs[slot] = NONE
    columns.kind[slot] = kind
    columns.access[slot] = access
    columns.dataZone[slot] = UNKNOWN_ZONE
    columns.decision[slot] = 0
    if (kind !== OTHER) this.calls += 1
    this.#writeState(operation, slot)
  }

  #rewrite(operation: Operation): void {
    const row = this.#row(operation.row)
    if (row === undefined) return
    const slot = this.rows.slot(operation.row)
    const { effect } = this.dictionaries
    if (effect.get(row.effect) !== operation.effect) {
      effect.release(row.effect)
      row.effect = effect.use(operation.effect, () => operation.effect)
      this.rows.columns.effect[slot] = row.effect
    }
    this.#writeState(operation, slot)
    for (const changes of this.#watchers) changes.rowChanged(operation.row)
  }

  #writeState(operation: Operation, slot: number): void {
    const { columns } = this.rows
    columns.duration[slot] = operation.endedUs === undefined ? Number.NaN : (operation.endedUs - operation.startedUs) / 1000
    columns.sizeIn[slot] = Math.min(operation.bytesIn, MOST_BYTES)
    columns.sizeOut[slot] = Math.min(operation.bytesOut, MOST_BYTES)
    columns.status[slot] = operation.status
    const guessed = columns.kind[slot] === 0 && columns.access[slot] !== UNCLASSIFIED
    columns.flags[slot] =
      (guessed ? FLAGS.inferred : 0) |
      (operation.redacted ? FLAGS.redacted : 0) |
      (operation.cut ? FLAGS.bodyTruncated : 0) |
      (operation.rounds > 1 ? FLAGS.severalRounds : 0)
  }

  #attach(operation: Operation, ref: RecordRef): void {
    const row = this.#row(operation.row)
    if (row === undefined) return
    if (row.refs.length < MOST_REFS) row.refs.push(ref)
    else row.moreRefs += 1
  }

  #row(id: number): Row | undefined {
    const row = this.rows.has(id) ? this.#operations[this.rows.slot(id)] : undefined
    return row?.operation.row === id ? row : undefined
  }

  /** Called after a row was added: the row that fell out stands in the slot of the new one and is not yet overwritten. */
  #releaseEvicted(): void {
    const { dictionaries, rows } = this
    for (; this.#releasedUpTo < rows.firstId; this.#releasedUpTo += 1) {
      const slot = rows.slot(this.#releasedUpTo)
      const row = this.#operations[slot]
      if (row === undefined) continue
      dictionaries.effect.release(row.effect)
      for (const name of ['tool', 'identity', 'credential', 'session'] as const) {
        dictionaries[name].release(rows.columns[name][slot] ?? NONE)
      }
      this.#operations[slot] = undefined
    }
  }

  #replaceSession(session: Session): void {
    const index = this.dictionaries.session.find(session.facts.key)
    if (index !== undefined) this.dictionaries.session.replace(index, sessionEntry(session))
  }
}

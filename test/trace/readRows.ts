import { type CredentialEntry, KINDS, NONE, STATUSES } from '../../server/protocol/viewMessages.ts'
import type { TraceStore } from '../../server/trace/traceStore.ts'

/** A row in words, so that a test says what it expects. */
export interface RowWords {
  readonly id: number
  readonly startMs: number
  readonly kind: string
  readonly server: string
  readonly tool: string
  readonly identity: string | undefined
  readonly credential: CredentialEntry | undefined
  readonly effect: string
  readonly status: string
  readonly durationMs: number | undefined
  readonly access: number
  readonly flags: number
  readonly sizes: readonly [number, number]
}

export function readRows(store: TraceStore): readonly RowWords[] {
  const { rows, dictionaries } = store
  const words: RowWords[] = []
  for (let id = rows.firstId; id < rows.nextId; id += 1) {
    const slot = rows.slot(id)
    const column = (name: keyof typeof rows.columns) => rows.columns[name][slot] ?? Number.NaN
    const tool = dictionaries.tool.get(column('tool'))
    const duration = column('duration')
    words.push({
      id,
      startMs: column('start') + store.epochMs,
      kind: KINDS[column('kind')] ?? '',
      server: dictionaries.server.get(tool?.server ?? NONE)?.name ?? '',
      tool: tool?.name ?? '',
      identity: dictionaries.identity.get(column('identity'))?.name,
      credential: dictionaries.credential.get(column('credential')),
      effect: dictionaries.effect.get(column('effect')) ?? '',
      status: STATUSES[column('status')] ?? '',
      durationMs: Number.isNaN(duration) ? undefined : duration,
      access: column('access'),
      flags: column('flags'),
      sizes: [column('sizeIn'), column('sizeOut')],
    })
  }
  return words
}

/** Calls only: without protocol messages. */
export function readCalls(store: TraceStore): readonly RowWords[] {
  return readRows(store).filter(({ kind }) => kind !== 'other')
}

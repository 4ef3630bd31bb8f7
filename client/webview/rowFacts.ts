import {
  ACCESS,
  type CredentialEntry,
  type CredentialSummary,
  FLAGS,
  NONE,
  STATUSES,
} from '../../server/protocol/viewMessages.ts'
import { OTHER } from '../../server/trace/call.ts'
import { credentialsOf, type PageDictionaries } from '../../server/trace/entryTexts.ts'
import type { PageStore } from '../../server/trace/pageStore.ts'

export type StatusName = (typeof STATUSES)[number]
export type AccessName = (typeof ACCESS)[number]

/** One row with its numbers looked up, made for the moment it is drawn. */
export interface RowFacts {
  readonly id: number
  /** Ms since 1970. */
  readonly start: number
  /** Ms since the first record of the trace. */
  readonly sinceFirst: number
  readonly durationMs: number | undefined
  readonly status: StatusName
  readonly protocol: boolean
  readonly server: string
  readonly tool: string
  readonly identity: string | undefined
  readonly credentials: readonly CredentialSummary[]
  readonly chips: readonly Chip[]
  readonly access: AccessName
  /** The class is a guess by annotation or name. */
  readonly inferred: boolean
  readonly effect: string
}

/** A scope as it is drawn. The mark says how we know it. */
export interface Chip {
  readonly name: string
  readonly access: AccessName
  readonly mark: 'plain' | 'unverified' | 'inferred' | 'unknown'
}

export function rowFacts(store: PageStore, id: number): RowFacts {
  const { rows, dictionaries } = store
  const { columns } = rows
  const slot = rows.slot(id)
  const tool = dictionaries.tool[columns.tool[slot] ?? NONE]
  const credential = dictionaries.credential[columns.credential[slot] ?? NONE]
  const duration = columns.duration[slot] ?? Number.NaN
  const sinceFirst = columns.start[slot] ?? 0
  return {
    id,
    start: store.epochMs + sinceFirst,
    sinceFirst,
    durationMs: Number.isNaN(duration) ? undefined : duration,
    status: STATUSES[columns.status[slot] ?? 0] ?? 'running',
    protocol: columns.kind[slot] === OTHER,
    server: dictionaries.server[tool?.server ?? NONE]?.name ?? '',
    tool: tool?.name ?? '…',
    identity: dictionaries.identity[columns.identity[slot] ?? NONE]?.name,
    credentials: credentialsOf(credential),
    chips: neededChips(dictionaries, columns.needs[slot] ?? NONE) ?? grantedChips(dictionaries, credential),
    access: accessName(columns.access[slot]),
    inferred: ((columns.flags[slot] ?? 0) & FLAGS.inferred) !== 0,
    effect: dictionaries.effect[columns.effect[slot] ?? NONE] ?? '',
  }
}

export function accessName(index: number | undefined): AccessName {
  return ACCESS[index ?? -1] ?? 'unclassified'
}

export const ACCESS_LETTER: Readonly<Record<AccessName, string>> = {
  read: 'R',
  write: 'W',
  delete: 'D',
  execute: 'X',
  financial: '$',
  admin: 'A',
  unclassified: '?',
}

/** Entries are replaced, never changed, so what was made of one stays right. */
const granted = new WeakMap<CredentialEntry, readonly Chip[]>()
const needed = new WeakMap<object, readonly Chip[]>()
const NO_CHIPS: readonly Chip[] = []

function grantedChips(dictionaries: PageDictionaries, entry: CredentialEntry | undefined): readonly Chip[] {
  if (entry === undefined) return NO_CHIPS
  const known = granted.get(entry)
  if (known) return known
  const chips = credentialsOf(entry).flatMap((credential) => chipsOf(dictionaries, credential))
  granted.set(entry, chips)
  return chips
}

/** Chips of one credential. Without scopes: one that says that they are not known. */
function chipsOf(dictionaries: PageDictionaries, { scopes, verified }: CredentialSummary): readonly Chip[] {
  if (scopes === undefined) return [{ name: 'unknown', access: 'unclassified', mark: 'unknown' }]
  return scopes.map(({ scope, declared }) => ({
    name: dictionaries.scope[scope]?.name ?? '…',
    access: accessName(dictionaries.scope[scope]?.access),
    mark: verified === false && !declared ? 'unverified' : 'plain',
  }))
}

function neededChips(dictionaries: PageDictionaries, index: number): readonly Chip[] | undefined {
  const entry = dictionaries.needs[index]
  if (entry === undefined) return undefined
  const known = needed.get(entry)
  if (known) return known
  const chips = entry.scopes.map(
    (scope, position): Chip => ({
      name: dictionaries.scope[scope]?.name ?? '…',
      access: accessName(dictionaries.scope[scope]?.access),
      mark: entry.inferred[position] === true ? 'inferred' : 'plain',
    }),
  )
  needed.set(entry, chips)
  return chips
}

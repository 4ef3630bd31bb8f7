import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { UndoRecord } from '../protocol/languageRequests.ts'

/** What the proxy needs of the record of an insertion: which entry it stands in. */
export type EntryFacts = Pick<UndoRecord, 'id' | 'host' | 'file' | 'path' | 'server' | 'env'>

const MAX_BYTES = 1024 * 1024

/** Reads `<state>/entries/<id>.json`. Undefined when it is missing or not what it should be: the server starts all the same. */
export function readEntry(state: string, id: string): EntryFacts | undefined {
  const file = path.join(state, 'entries', `${id}.json`)
  try {
    const found = statSync(file)
    // A pipe of that name would hold up the wire until somebody writes to it.
    if (!found.isFile() || found.size > MAX_BYTES) return undefined
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isEntry(record) ? record : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is EntryFacts {
  if (typeof value !== 'object' || value === null) return false
  const record: Partial<Record<keyof EntryFacts, unknown>> = value
  const { id, host, file, server, env } = record
  return (
    [id, host, file, server].every((text) => typeof text === 'string' && text !== '') &&
    isListOf(record.path, (step) => typeof step === 'string' || Number.isInteger(step)) &&
    isListOf(env, (name) => typeof name === 'string')
  )
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test)
}

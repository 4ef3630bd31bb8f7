import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { UndoRecord } from '../../server/protocol/languageRequests.ts'
import { makeStateFolder, stateFolder } from './stateFolder.ts'
import { writePrivateFile } from './writePrivateFile.ts'

// Ids come back to us from configuration files, which anybody may write: nothing but these characters names a file.
const ID = /^[0-9a-f]{4,64}$/

export function newEntryId(): string {
  return randomBytes(6).toString('hex')
}

/** Written before the edit, so that there is no moment at which an entry is changed and cannot be restored. */
export async function writeUndoRecord(record: UndoRecord): Promise<void> {
  const folder = await makeStateFolder('entries')
  await writePrivateFile(path.join(folder, `${record.id}.json`), `${JSON.stringify(record)}\n`, 0o600)
}

/** Undefined when there is none, or when what lies there is not one. */
export async function readUndoRecord(id: string): Promise<UndoRecord | undefined> {
  if (!ID.test(id)) return undefined
  try {
    const record: unknown = JSON.parse(await readFile(undoRecordPath(id), 'utf8'))
    return isUndoRecord(record) && record.id === id ? record : undefined
  } catch {
    // Lost or torn: the command is taken from after `--` instead.
    return undefined
  }
}

export async function removeUndoRecord(id: string): Promise<void> {
  if (ID.test(id)) await rm(undoRecordPath(id), { force: true })
}

/** Entries that were recorded from this machine and not taken back. */
export async function countRecordedEntries(): Promise<number> {
  const names = await readdir(path.join(stateFolder(), 'entries')).catch(() => [])
  return names.filter((name) => name.endsWith('.json')).length
}

function undoRecordPath(id: string): string {
  return path.join(stateFolder(), 'entries', `${id}.json`)
}

function isUndoRecord(value: unknown): value is UndoRecord {
  if (typeof value !== 'object' || value === null) return false
  const record: Partial<Record<keyof UndoRecord, unknown>> = value
  return (
    record.v === 1 &&
    [record.id, record.host, record.file, record.server].every((text) => typeof text === 'string') &&
    isListOf(record.path, (key) => typeof key === 'string' || typeof key === 'number') &&
    isListOf(record.env, (name) => typeof name === 'string') &&
    isListOf(record.edits, isEdit)
  )
}

function isEdit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { before, after }: { before?: unknown; after?: unknown } = value
  return typeof before === 'string' && typeof after === 'string'
}

function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is)
}

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { TRACE_EXTENSION } from '../../server/protocol/frame.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * The trace files of the newest days, oldest first: their names begin with day and time. A missing folder is an empty one:
 * nothing was recorded yet. Rejects when the folder is there and cannot be read.
 */
export async function traceFilesOf(folder: string, days: number): Promise<readonly string[]> {
  const newest = (await names(folder))
    .filter((name) => DAY.test(name))
    .sort()
    .slice(-days)
  const files: string[] = []
  for (const day of newest) {
    const ofDay = (await names(path.join(folder, day))).filter((name) => name.endsWith(TRACE_EXTENSION)).sort()
    files.push(...ofDay.map((name) => path.join(folder, day, name)))
  }
  return files
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

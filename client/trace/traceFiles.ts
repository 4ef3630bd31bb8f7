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

/** A trace file and the other segments of its session, in their order: `…-<session>.mcptrace`, `…-<session>.1.mcptrace`. */
export async function segmentsOf(file: string): Promise<readonly string[]> {
  const folder = path.dirname(file)
  const { stem } = segment(path.basename(file))
  const all = (await names(folder)).filter((name) => name.endsWith(TRACE_EXTENSION)).map((name) => ({ name, ...segment(name) }))
  const ours = all.filter((each) => each.stem === stem).sort((a, b) => a.number - b.number)
  return ours.length > 0 ? ours.map(({ name }) => path.join(folder, name)) : [file]
}

function segment(name: string): { readonly stem: string; readonly number: number } {
  const [, stem = name, number = '0'] = /^(.+?)(?:\.(\d+))?\.mcptrace$/.exec(name) ?? []
  return { stem, number: Number(number) }
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

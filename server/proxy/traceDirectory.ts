import { promises, type Stats } from 'node:fs'
import path from 'node:path'

/**
 * Makes `<folder>/<yyyy-mm-dd>` with mode 0700 where it is missing and returns it. Rejects what is not ours: a symlink or
 * a folder of another user could send the trace elsewhere. `ours` are folders above it that are checked, too. Dates and
 * times in names are UTC.
 */
export async function prepareTraceFolder(folder: string, ours: readonly string[], startMs: number): Promise<string> {
  const day = path.join(folder, new Date(startMs).toISOString().slice(0, 10))
  await promises.mkdir(day, { recursive: true, mode: 0o700 })
  for (const own of [...ours, folder, day]) {
    const problem = refusal(await promises.lstat(own))
    if (problem) throw new Error(`"${own}" ${problem}`)
  }
  return day
}

function refusal(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return 'is a symbolic link'
  if (!stats.isDirectory()) return 'is not a folder'
  const user = process.getuid?.()
  return user !== undefined && stats.uid !== user ? 'belongs to another user' : undefined
}

/** `<hhmmss>-<server>-<session>.mcptrace`; later segments have their number before the extension. Safe for any name. */
export function traceFileName(startMs: number, server: string, session: string, segment: number): string {
  const time = new Date(startMs).toISOString().slice(11, 19).replaceAll(':', '')
  const name = server
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 40)
  return `${time}-${name || 'server'}-${session}${segment === 0 ? '' : `.${segment}`}.mcptrace`
}

import { lstat, mkdir, type Stats } from 'node:fs'
import path from 'node:path'

type Done<T> = (error: Error | undefined, value: T) => void

/**
 * `<folder>/<yyyy-mm-dd>`, made with mode 0700 where it is missing. Refuses what is not ours: a symlink or a folder of
 * another user could send the trace elsewhere. The date and the time in names are UTC.
 */
export function prepareTraceFolder(folder: string, ours: readonly string[], startMs: number, done: Done<string>): void {
  const day = path.join(folder, new Date(startMs).toISOString().slice(0, 10))
  mkdir(day, { recursive: true, mode: 0o700 }, (error) => {
    const check = ([next, ...rest]: readonly string[]): void => {
      if (next === undefined) done(undefined, day)
      else
        lstat(next, (problem, stats) => {
          const refused = problem ?? refusal(next, stats)
          if (refused) done(refused, day)
          else check(rest)
        })
    }
    if (error) done(error, day)
    else check([...ours, folder, day])
  })
}

function refusal(folder: string, stats: Stats): Error | undefined {
  if (stats.isSymbolicLink()) return new Error(`"${folder}" is a symbolic link`)
  if (!stats.isDirectory()) return new Error(`"${folder}" is not a folder`)
  const user = process.getuid?.()
  if (user !== undefined && stats.uid !== user) return new Error(`"${folder}" belongs to another user`)
  return undefined
}

/** `<hhmmss>-<server>-<session>.mcptrace`; later segments have their number before the extension. Safe for any name. */
export function traceFileName(startMs: number, server: string, session: string, segment: number): string {
  const time = new Date(startMs).toISOString().slice(11, 19).replaceAll(':', '')
  const name =
    server
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 40) || 'server'
  return `${time}-${name}-${session}${segment === 0 ? '' : `.${segment}`}.mcptrace`
}

import { promises } from 'node:fs'
import path from 'node:path'
import { makeOwnFolders, type OwnFolder } from '../protocol/ownFolders.ts'

export interface TracePlace {
  /** The state directory. */
  readonly state: string
  /** `--trace-dir`; without it `<state>/traces`. */
  readonly named: string | undefined
}

export function traceFolder({ state, named }: TracePlace): string {
  return named === undefined ? path.join(state, 'traces') : path.resolve(named)
}

/**
 * Makes `<trace folder>/<yyyy-mm-dd>` and returns it. Rejects what is not ours, as `makeOwnFolders` does. Dates and times
 * in names are UTC.
 */
export async function prepareTraceFolder(place: TracePlace, startMs: number): Promise<string> {
  const folder = traceFolder(place)
  const day = path.join(folder, new Date(startMs).toISOString().slice(0, 10))
  const isNamed = place.named !== undefined
  await makeOurs([...(isNamed ? [] : [{ path: place.state }]), { path: folder, isNamed }, { path: day }])
  return day
}

/** Rejects with what is wrong. */
export async function makeOurs(folders: readonly OwnFolder[]): Promise<void> {
  const problem = await makeOwnFolders({ ...promises, dirname: path.dirname }, folders, process.getuid?.())
  if (problem) throw new Error(problem)
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

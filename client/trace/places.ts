import path from 'node:path'
import { stateFolder } from '../insertion/stateFolder.ts'
import type { Place } from './followTraces.ts'
import { segmentsOf, traceFilesOf } from './traceFiles.ts'

/** Yesterday's traces still matter in the morning; older ones are opened by hand. */
const DAYS = 2

export function traceFolder(): string {
  return path.join(stateFolder(), 'traces')
}

/** What every proxy of this machine writes. */
export function livePlace(): Place {
  const folder = traceFolder()
  return { folder, files: () => traceFilesOf(folder, DAYS) }
}

/** One trace a person opened, with all its segments. */
export function placeOf(file: string): Place {
  return { folder: path.dirname(file), files: () => segmentsOf(file) }
}

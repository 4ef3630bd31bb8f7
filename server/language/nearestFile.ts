import * as fs from 'node:fs'
import { readAtMost } from '../protocol/readAtMost.ts'

/** Nobody writes more by hand; what is larger is no file of ours. */
const LARGEST_BYTES = 1_000_000

export interface FoundFile {
  /** With forward slashes. */
  readonly folder: string
  readonly text: string
}

/** Reads the file of this name in the folder or in the nearest one above it; undefined where there is none to be read. */
export function nearestFile(folder: string, name: string): FoundFile | undefined {
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    const text = readText(`${at}/${name}`)
    if (text !== undefined) return { folder: at, text }
  }
  return undefined
}

/** The folder above; undefined above the root of a drive, of a share, or of the file system, which is "". */
function parentOf(folder: string): string | undefined {
  return folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : undefined
}

function readText(path: string): string | undefined {
  try {
    const bytes = readAtMost(fs, path, LARGEST_BYTES)
    return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes)
  } catch {
    // What is not there, or may not be looked into, holds no settings for us.
    return undefined
  }
}

import * as fs from 'node:fs'
import { readAtMost } from '../protocol/readAtMost.ts'

/** Nobody writes more by hand; what is larger is no file of ours. */
const LARGEST_BYTES = 1_000_000

/** The text of the file of this name in a folder; undefined where there is none to be read. */
export function readTextIn(folder: string, name: string): string | undefined {
  try {
    const bytes = readAtMost(fs, `${folder}/${name}`, LARGEST_BYTES)
    return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes)
  } catch {
    // What is not there, or may not be looked into, holds no settings for us.
    return undefined
  }
}

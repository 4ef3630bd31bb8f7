import * as fs from 'node:fs'
import { readAtMost } from '../protocol/readAtMost.ts'

/** The bytes of a file; undefined where it is not there, is no plain file, is larger, or may not be read. Never throws. */
export function readSome(file: string, largestBytes: number): Buffer | undefined {
  try {
    const bytes = readAtMost(fs, file, largestBytes)
    return typeof bytes === 'string' ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } catch {
    // Not there, or not for us: then nothing is known of it.
    return undefined
  }
}

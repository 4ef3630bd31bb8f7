import * as fs from 'node:fs'
import { readAtMost } from '../protocol/readAtMost.ts'

/** No configuration comes near; more would take all memory before anything could be said. */
const MOST_BYTES = 64 * 1024 * 1024

export type FileText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

/** The text of a file, without a byte order mark, as editors show it. The reason continues a sentence: `"a" cannot be …`. */
export function readText(file: string): FileText {
  try {
    const bytes = readAtMost(fs, file, MOST_BYTES)
    if (bytes === 'too large') return { ok: false, reason: 'is larger than 64 MiB and is not read' }
    if (bytes === 'not a file') return { ok: false, reason: 'is not a file' }
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, reason: 'is not UTF-8 text. Save it as UTF-8' }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EACCES' || code === 'EPERM') return { ok: false, reason: 'may not be read by you' }
    return { ok: false, reason: code === 'ENOENT' ? 'is not there' : 'cannot be read' }
  }
}

import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import path from 'node:path'
import { TRACE_EXTENSION } from '../../protocol/frame.ts'

const CHUNK_BYTES = 1 << 20

/** Full paths of the trace files below a folder and its folders of days. Undefined when the folder cannot be looked into. */
export function findTraceFiles(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return findTraceFiles(file) ?? []
      return entry.isFile() && entry.name.endsWith(TRACE_EXTENSION) ? [file] : []
    })
  } catch {
    return undefined
  }
}

/** The file and, if it is the first segment of a session, the ones that follow it: `….mcptrace`, `….1.mcptrace`, … */
export function segmentsFrom(file: string): readonly string[] {
  const segments = [file]
  const stem = file.endsWith(TRACE_EXTENSION) ? file.slice(0, -TRACE_EXTENSION.length) : undefined
  if (stem === undefined || /\.\d+$/.test(stem)) return segments
  for (let number = 1; existsSync(`${stem}.${number}${TRACE_EXTENSION}`); number++)
    segments.push(`${stem}.${number}${TRACE_EXTENSION}`)
  return segments
}

/** Hands over the bytes of a file as they are now, chunk by chunk; each chunk is a buffer of its own. Throws as `fs` does. */
export function readChunks(file: string, each: (chunk: Uint8Array) => void): void {
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const buffer = new Uint8Array(CHUNK_BYTES)
      const length = readSync(descriptor, buffer, 0, CHUNK_BYTES, null)
      if (length === 0) return
      each(buffer.subarray(0, length))
    }
  } finally {
    closeSync(descriptor)
  }
}

/** The beginning and the end of a file, each at most `bytes` long; the same where the file is short. */
export function readEnds(
  file: string,
  bytes: number,
): { readonly head: Uint8Array; readonly tail: Uint8Array; readonly size: number } {
  const descriptor = openSync(file, 'r')
  try {
    const head = new Uint8Array(bytes)
    const headLength = readSync(descriptor, head, 0, bytes, 0)
    const { size } = fstatSync(descriptor)
    if (size <= bytes) return { head: head.subarray(0, headLength), tail: head.subarray(0, headLength), size }
    const tail = new Uint8Array(bytes)
    const tailLength = readSync(descriptor, tail, 0, bytes, size - bytes)
    return { head: head.subarray(0, headLength), tail: tail.subarray(0, tailLength), size }
  } finally {
    closeSync(descriptor)
  }
}

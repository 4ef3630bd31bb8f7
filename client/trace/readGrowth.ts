import { type FileHandle, open } from 'node:fs/promises'

/** How far a trace file has been read, and what tells that it is still that file. */
export interface Position {
  readonly offset: number
  readonly inode: number
  /** The first bytes. A file removed and made again may get the same inode; its first line names another session. */
  readonly head: Buffer
}

export type Growth =
  | { readonly state: 'same' }
  /** Shorter than what was read, or another file under this name: everything known of it is void. */
  | { readonly state: 'replaced' }
  /** `more`: the file holds more than this batch. */
  | { readonly state: 'grown'; readonly position: Position; readonly bytes: Uint8Array; readonly more: boolean }

const BATCH_BYTES = 4 * 1024 * 1024
const HEAD_BYTES = 256

/** The bytes added to a file since a position, at most one batch. Rejects when the file cannot be read. */
export async function readGrowth(file: string, since: Position | undefined, batchBytes = BATCH_BYTES): Promise<Growth> {
  const handle = await open(file, 'r')
  try {
    const { ino: inode, size } = await handle.stat()
    if (since && (since.inode !== inode || size < since.offset)) return { state: 'replaced' }
    const offset = since?.offset ?? 0
    if (size === offset) return { state: 'same' }
    const head = await readAt(handle, 0, Math.min(HEAD_BYTES, size))
    if (since && !head.subarray(0, since.head.length).equals(since.head)) return { state: 'replaced' }
    const bytes = await readAt(handle, offset, Math.min(batchBytes, size - offset))
    const end = offset + bytes.length
    return { state: 'grown', position: { offset: end, inode, head: head.subarray(0, end) }, bytes, more: end < size }
  } finally {
    await handle.close()
  }
}

/** A stretch of a file as text; undefined when the file no longer reaches so far, or is gone. */
export async function readPlace(file: string, offset: number, length: number): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r')
    try {
      const bytes = await readAt(handle, offset, length)
      return bytes.length === length ? bytes.toString('utf8') : undefined
    } finally {
      await handle.close()
    }
  } catch {
    // Removed or closed to us since: the caller says so in the place of the text.
    return undefined
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/** The part of `node:fs` that reading takes. */
export interface FileReader {
  readonly constants: { readonly O_RDONLY: number; readonly O_NONBLOCK?: number }
  openSync(file: string, flags: number): number
  fstatSync(descriptor: number): { isFile(): boolean; readonly size: number }
  readSync(descriptor: number, into: Uint8Array): number
  closeSync(descriptor: number): void
}

const CHUNK_BYTES = 64 * 1024
/** Of a file that says it is empty. */
const LEAST_BYTES = 4 * 1024

/**
 * The bytes of a file, of which a repository may choose the name: a link to a pipe is not waited for, and one to a file of the
 * system that says it is empty and never ends (`/proc/self/pagemap`) is read no further than a file that is too large. Throws
 * what opening and reading throw.
 */
export function readAtMost(fs: FileReader, file: string, mostBytes: number): Uint8Array | 'not a file' | 'too large' {
  const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0))
  try {
    const stat = fs.fstatSync(descriptor)
    if (!stat.isFile()) return 'not a file'
    return stat.size > mostBytes ? 'too large' : readWhole(fs, descriptor, stat.size, mostBytes)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** What the system says of the size is only a hint: one byte more is asked for, and then again until nothing comes. */
function readWhole(fs: FileReader, descriptor: number, sizeBytes: number, mostBytes: number): Uint8Array | 'too large' {
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(LEAST_BYTES, sizeBytes + 1)))
  const chunks: Uint8Array[] = []
  let total = 0
  for (;;) {
    const count = fs.readSync(descriptor, chunk)
    if (count === 0) break
    total += count
    if (total > mostBytes) return 'too large'
    chunks.push(chunk.slice(0, count))
  }
  const [only] = chunks
  if (only && chunks.length === 1) return only
  const bytes = new Uint8Array(total)
  let at = 0
  for (const one of chunks) {
    bytes.set(one, at)
    at += one.length
  }
  return bytes
}

import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/**
 * Writes a whole file or nothing: beside the place first, then over it, so that nobody starts or reads half of one and a
 * link in its place is replaced, not followed.
 */
export async function writePrivateFile(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  const beside = `${file}.${randomUUID()}.new`
  try {
    await writeFile(beside, content, { flag: 'wx', mode })
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, lstatSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeOurs } from './traceDirectory.ts'

const KEY_BYTES = 32

/**
 * The key of this installation, `<state>/key`, made when it is missing. Of several that make it at once all get the same:
 * a link to a finished file appears whole or not at all. Where nothing can be kept, a key for this process alone.
 */
export async function installationKey(state: string): Promise<Buffer> {
  const file = path.join(state, 'key')
  try {
    await makeOurs([{ path: state }])
    return readKey(file) ?? makeKey(file)
  } catch {
    // Fingerprints of this session then match no other's.
    return randomBytes(KEY_BYTES)
  }
}

function readKey(file: string): Buffer | undefined {
  try {
    const found = lstatSync(file)
    if (!found.isFile()) throw new Error(`"${file}" is not a file`)
    return found.size === KEY_BYTES ? readFileSync(file) : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function makeKey(file: string): Buffer {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  writeFileSync(draft, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch {
    // Somebody else was first, or the file system knows no links: then what stands there decides.
  } finally {
    unlinkSync(draft)
  }
  const key = readKey(file)
  if (!key) throw new Error(`"${file}" does not hold ${KEY_BYTES} bytes`)
  return key
}

/** The first 8 hex digits of an HMAC: tells "the same credential in two places" and nothing else. */
export function fingerprintWith(key: Buffer): (secret: string) => string {
  return (secret) => createHmac('sha256', key).update(secret, 'utf8').digest('hex').slice(0, 8)
}

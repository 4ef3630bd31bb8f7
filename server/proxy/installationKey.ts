import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, lstatSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const KEY_BYTES = 32

/**
 * The key of this installation, `<state>/key`, made when it is missing. Of several that make it at once all get the same:
 * a link to a finished file appears whole or not at all. Where nothing can be kept, a key for this process alone.
 */
export function installationKey(state: string): Buffer {
  const file = path.join(state, 'key')
  try {
    return readKey(file) ?? makeKey(state, file)
  } catch {
    // Fingerprints of this session then match no other's.
    return randomBytes(KEY_BYTES)
  }
}

function readKey(file: string): Buffer | undefined {
  try {
    if (!lstatSync(file).isFile()) throw new Error(`"${file}" is not a file`)
    const key = readFileSync(file)
    return key.length === KEY_BYTES ? key : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function makeKey(state: string, file: string): Buffer {
  mkdirSync(state, { recursive: true, mode: 0o700 })
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

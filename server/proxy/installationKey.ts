import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, lstatSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeOurs } from './traceDirectory.ts'

const KEY_BYTES = 32
/** Read or write for anyone but the owner. Windows has no such bits; there the profile folder guards the file. */
const OPEN_TO_OTHERS = 0o066

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

/** Undefined when there is none to use: missing, too short, or one that others could read or put there. */
function readKey(file: string): Buffer | undefined {
  try {
    const found = lstatSync(file)
    if (!found.isFile()) throw new Error(`"${file}" is not a file`)
    if (process.getuid && found.uid !== process.getuid()) throw new Error(`"${file}" belongs to another user`)
    if (process.platform !== 'win32' && found.mode & OPEN_TO_OTHERS) {
      // Whoever knows the key can try guesses at a credential against its fingerprint.
      unlinkSync(file)
      return undefined
    }
    if (process.platform !== 'win32' && found.mode & 0o177) chmodSync(file, 0o600)
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

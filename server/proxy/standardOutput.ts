import { Socket } from 'node:net'
import type { Writable } from 'node:stream'

/**
 * Our standard output as a stream that can be closed: `process.stdout` cannot, and then a client would never learn that
 * the server has closed its own. Files and terminals are left to `process.stdout`.
 */
export function standardOutput(): Writable {
  try {
    return new Socket({ fd: 1, readable: false, writable: true })
  } catch {
    return process.stdout
  }
}

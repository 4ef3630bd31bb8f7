import { Socket } from 'node:net'
import type { Writable } from 'node:stream'

export interface StandardOutput {
  readonly stream: Writable
  /** It says when it has ended. Files and terminals never do; they are written at once. */
  readonly saysItsEnd: boolean
}

/**
 * Our standard output as a stream that can be closed: `process.stdout` cannot, and then a client would never learn that
 * the server has closed its own. Files and terminals are left to `process.stdout`. Nobody else may ask for it: beside our
 * stream, Node fails to make its own while data waits.
 */
export function standardOutput(): StandardOutput {
  try {
    return { stream: new Socket({ fd: 1, readable: false, writable: true }), saysItsEnd: true }
  } catch {
    return { stream: process.stdout, saysItsEnd: false }
  }
}

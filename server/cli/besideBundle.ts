import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Loads the bundle of another program from the folder of this one; undefined when it is not there. */
export function loadBundle(name: string): unknown {
  const file = path.join(__dirname, name)
  return existsSync(file) ? createRequire(__filename)(file) : undefined
}

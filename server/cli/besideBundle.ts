import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Command } from './command.ts'

/** Loads the bundle of another program from the folder of this one; undefined when it is not there. */
export function loadBundle(name: string): unknown {
  const file = path.join(__dirname, name)
  return existsSync(file) ? createRequire(__filename)(file) : undefined
}

/** See `server/main.ts`, which this folder must not import: it is read only for commands that need the rules. */
interface ServerBundle {
  readonly lintCommand: Command
  readonly rulesCommand: Command
  readonly explainCommand: Command
  readonly startLanguageServer: (args: readonly string[]) => void
}

/** Throws where it is not beside this program. */
export function loadServer(): ServerBundle {
  const bundle = loadBundle('server.cjs')
  if (isServer(bundle)) return bundle
  throw new Error('"server.cjs" is not beside this program. Install Scopelight again.')
}

function isServer(bundle: unknown): bundle is ServerBundle {
  return typeof bundle === 'object' && bundle !== null && 'lintCommand' in bundle && 'startLanguageServer' in bundle
}

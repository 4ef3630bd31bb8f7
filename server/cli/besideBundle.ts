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
  readonly COMMANDS: Readonly<Record<'lint' | 'rules' | 'explain', () => Promise<Command>>>
  readonly startLanguageServer: (args: readonly string[]) => Promise<void>
}

/** Throws where it is not beside this program. */
export function loadServer(): ServerBundle {
  const bundle = loadBundle('server.cjs')
  if (isServer(bundle)) return bundle
  throw new Error('"server.cjs" is not beside this program. Install Scopelight again.')
}

function isServer(bundle: unknown): bundle is ServerBundle {
  return typeof bundle === 'object' && bundle !== null && 'COMMANDS' in bundle && 'startLanguageServer' in bundle
}

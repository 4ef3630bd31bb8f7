import { createReach, type Standing } from '../../model/createReach.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { type ReadFile, readConfig } from './readFiles.ts'

interface Stands extends Standing {
  readonly read: ReadFile
}

/**
 * The configurations of a run. One that others are judged by stays, with all that was worked out of it; one that stands alone
 * is read anew each time and goes when nobody holds it, so that a run over thousands of repositories needs the memory of one.
 */
export class ConfigsOfRun {
  readonly #stands: ReadonlyMap<ReadFile, Stands>
  readonly #reachOf: (one: Stands) => readonly Stands[]
  readonly #kept = new Map<ReadFile, McpConfig>()

  constructor(files: readonly ReadFile[]) {
    const stands = files.map((read): Stands => ({ file: read.shown, scope: read.host.file?.scope, read }))
    this.#stands = new Map(stands.map((one) => [one.read, one]))
    this.#reachOf = createReach(stands)
  }

  of(read: ReadFile): McpConfig {
    const kept = this.#kept.get(read)
    if (kept) return kept
    const config = readConfig(read)
    if (this.#inReach(read).length > 0) this.#kept.set(read, config)
    return config
  }

  /** Those in reach of a file. A run may hold thousands of lists of thousands, so none is kept. */
  around(read: ReadFile): readonly McpConfig[] {
    return this.#inReach(read).map((one) => this.of(one.read))
  }

  #inReach(read: ReadFile): readonly Stands[] {
    const stands = this.#stands.get(read)
    return stands ? this.#reachOf(stands) : []
  }
}

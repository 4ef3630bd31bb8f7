import type { McpConfig } from './mcpConfig.ts'

/** What surrounds a configuration: gathered at the edge before rules run, so that they read no disk themselves. */
export interface Workspace {
  /** The other configurations in reach: of the workspace, then of the user. Never the file itself. */
  readonly configs: readonly McpConfig[]
  /** By path: relative to the workspace where the file lies in it (`.env`), else absolute or below `~/`. */
  readonly facts: ReadonlyMap<string, FileFacts>
}

/** What the disk and the repository say about one file. Absent facts are unknown, and unknown is no finding. */
export interface FileFacts {
  readonly exists: boolean
  /** In the index of the repository it lies in. A folder that is no work tree counts as not tracked. */
  readonly tracked: boolean
  /** Ignored by the repository it lies in; undefined outside of one. */
  readonly ignored: boolean | undefined
  /** Permission bits; undefined where the system has none. */
  readonly mode: number | undefined
}

export const ALONE: Workspace = { configs: [], facts: new Map() }

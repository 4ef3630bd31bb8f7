import type { Format, Path } from '../syntax/tree.ts'

export type HostId = string

/**
 * An application that reads an MCP configuration, as data. What data cannot say stands in `hooks` of the host's own file.
 * Facts come from its documentation and source, see `sources`.
 */
export interface Host {
  readonly id: HostId
  readonly name: string
  readonly docs: readonly string[]
  readonly sources: readonly string[]
  /** Date the facts were checked, yyyy-mm-dd or yyyy-mm. */
  readonly checked: string
  readonly files: readonly HostFile[]
  readonly syntax: { readonly format: Format; readonly comments: boolean; readonly trailingCommas: boolean }
  /** The map of servers, from the root. */
  readonly serversPath: Path
  /** Further maps of servers in the same file; `*` stands for any one key. */
  readonly furtherServersPaths: readonly Path[]
  /** Root keys under which only other hosts look, in the order they are checked. */
  readonly foreignServersKeys: readonly string[]
  /** A file whose root is the map of servers itself is read too. */
  readonly bareMap: boolean
  readonly fields: readonly HostField[]
  /** Values of `type` in this host's spelling, the first of each transport is the one to write. */
  readonly types: { readonly stdio: readonly string[]; readonly http: readonly string[]; readonly sse: readonly string[] }
  /** What this host makes of an entry with `url` and without `type`. */
  readonly urlWithoutType: 'http' | 'sse' | 'inferred' | 'ignored' | 'rejected'
  readonly interpolation: Interpolation
  /** The place where the folder of the workspace can be written, in this host's syntax. */
  readonly workspaceFolder: string | undefined
}

export interface HostFile {
  /** Glob with forward slashes; `~/` is the home of the user. */
  readonly glob: string
  readonly scope: 'workspace' | 'user' | 'managed' | 'plugin'
}

export interface HostField {
  readonly name: string
  readonly type: string
  readonly transports: readonly ('stdio' | 'http' | 'sse')[]
  readonly meaning: string
}

export interface Interpolation {
  /** Source of an expression that matches one reference this host expands; undefined when it expands nothing. */
  readonly pattern: string | undefined
  readonly expandedIn: readonly ('command' | 'args' | 'env' | 'url' | 'headers' | 'cwd' | 'envFile')[]
  /** How this host writes "the environment variable NAME". */
  readonly env: ((name: string) => string) | undefined
  /** How this host writes "ask the person", if it can. */
  readonly input: ((id: string) => string) | undefined
}

import type { Format, Path } from '../syntax/tree.ts'
import type { ReadEntryParts } from './entryParts.ts'

export type HostId = string

/**
 * An application that reads MCP configurations, as data. Facts come from its documentation and source, see `sources`. What
 * data cannot say stands in `readEntry`. The values here are those of the host's main file; `hostOf` and `hostForFile` give
 * the host as it reads one certain file, so that nobody else asks which file it is.
 */
export interface Host {
  readonly id: HostId
  readonly name: string
  /** The program that reads the files, where the name above is of a kind of file of it. */
  readonly program?: string
  readonly docs: readonly string[]
  readonly sources: readonly string[]
  /** Date the facts were checked, yyyy-mm-dd or yyyy-mm. */
  readonly checked: string
  /** Sentences about facts here that nobody could check. */
  readonly unverified?: readonly string[]
  readonly files: readonly HostFile[]
  /** The kind of file this is about; undefined where only the host was named. */
  readonly file?: HostFile
  readonly syntax: HostSyntax
  /**
   * Where the servers stand, from the root: keys, `*` for any key, `[]` for any item of a list. Of a path without an end the
   * root itself is the map.
   */
  readonly serversPath: Path
  /** Further places of servers in the same file. */
  readonly furtherServersPaths: readonly Path[]
  /** What stands at a place of servers. `entry`: one server, or ways to start it, named by the root of the file. */
  readonly container: 'map' | 'list' | 'entry'
  /** Where it wants a map and finds a list, it takes the places, from 0, as names. */
  readonly numbersLists?: boolean
  /** Root keys under which only other hosts look, in the order they are checked. */
  readonly foreignServersKeys: readonly string[]
  /** A file whose root is the map of servers itself is read too. */
  readonly bareMap: boolean
  readonly names: FieldNames
  readonly fields: readonly HostField[]
  /** Values of `type` in this host's spelling, the first of each transport is the one to write. */
  readonly types: { readonly stdio: readonly string[]; readonly http: readonly string[]; readonly sse: readonly string[] }
  /** What this host makes of an entry with `url` and without `type`. */
  readonly urlWithoutType: 'http' | 'sse' | 'inferred' | 'ignored' | 'rejected' | 'unknown'
  /** What it does with a key of an entry it does not know. */
  readonly unknownKeys: 'ignored' | 'warned' | 'rejected' | 'unknown'
  /** Names of servers it keeps for itself. */
  readonly reservedNames: readonly string[]
  /** Source of an expression that matches a name this host cannot work with, and what happens then, as a clause. */
  readonly nameProblem: { readonly pattern: string; readonly effect: string } | undefined
  readonly interpolation: Interpolation
  /** The place where the folder of the workspace can be written, in this host's syntax. */
  readonly workspaceFolder: string | undefined
  /** Reads the parts of an entry that has another form than fields with the names above. */
  readonly readEntry?: ReadEntryParts
}

export interface HostSyntax {
  readonly format: Format
  readonly comments: boolean
  readonly trailingCommas: boolean
}

export interface HostFile {
  /** Glob with forward slashes; `~/` is the home of the user. */
  readonly glob: string
  /** `published`: describes a server for others to set up, who decide what it is granted. */
  readonly scope: 'workspace' | 'user' | 'managed' | 'plugin' | 'published'
  /** What the file is about. One that may hold servers is `servers`, or `agent` where it describes a whole agent. */
  readonly holds: 'servers' | 'settings' | 'agent'
  /** The file belongs to another host, and this one reads it as well. */
  readonly borrowed?: boolean
  /**
   * Without one of these marks a file of this common name is somebody else's: all paths of a mark must be there, with that
   * text where one is given (`*` stands for any text). See `belongs`.
   */
  readonly onlyWith?: readonly Mark[]
  /** Few files of this name say anything about MCP: opening one is no reason to start. */
  readonly rarely?: boolean
  /** The host still reads it; where to move what it holds. */
  readonly deprecated?: string
  /** What differs from the main file of the host. */
  readonly differs?: Partial<Omit<Host, 'id' | 'name' | 'docs' | 'sources' | 'checked' | 'files' | 'file'>>
}

export type Mark = readonly { readonly at: Path; readonly text?: string }[]

/** How this host spells the fields of an entry. Of several spellings the first is the one to write; empty: it has none. */
export interface FieldNames {
  /** In an entry of a list. */
  readonly name: readonly string[]
  readonly command: readonly string[]
  /** The command and its arguments are one list. */
  readonly commandIsList: boolean
  readonly args: readonly string[]
  readonly env: readonly string[]
  readonly url: readonly string[]
  /** Fields of addresses that decide on the transport. */
  readonly urlTransports: Readonly<Record<string, 'http' | 'sse'>>
  readonly headers: readonly string[]
  /** Lists of names of variables that the server gets from the environment of the host. */
  readonly passedEnv: readonly string[]
  /** Maps from headers to names of variables. */
  readonly envHeaders: readonly string[]
  /** Values that are sent as a bearer token. */
  readonly bearer: readonly string[]
  /** Names of variables whose value is sent as a bearer token. */
  readonly bearerEnv: readonly string[]
  /** Fields that name a secret which is kept elsewhere, at any depth. */
  readonly secretNames: readonly string[]
  readonly type: readonly string[]
  /** The server is off when the field has this value. */
  readonly disabled: { readonly field: string; readonly when: boolean } | undefined
  readonly cwd: readonly string[]
  readonly envFile: readonly string[]
  readonly timeout: readonly { readonly field: string; readonly unit: 'ms' | 's' }[]
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
  /** It serves only variables whose names begin so; a reference to another, of the form matched here, comes to nothing. */
  readonly prefixed?: { readonly prefix: string; readonly form: string }
  /** Arguments may also refer to variables which the entry itself sets. */
  readonly ownVariables?: boolean
  /** How this host writes "the environment variable NAME". */
  readonly env: ((name: string) => string) | undefined
  /** How this host writes "ask the person", if it can. */
  readonly input: ((id: string) => string) | undefined
}

/** What the file is about; where only the host was named, its main file. */
export function holdsOf({ file, files }: Host): HostFile['holds'] {
  return (file ?? files[0])?.holds ?? 'servers'
}

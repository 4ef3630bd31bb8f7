import type { ObjectNode, Path, SyntaxTree } from '../syntax/tree.ts'
import type { Host } from './host.ts'
import type { Launch } from './launch.ts'
import type { Place, Text } from './place.ts'

/** A configuration file as MCP sees it. */
export interface McpConfig {
  /** As given by the caller: a path with forward slashes, relative to the workspace where there is one. */
  readonly file: string
  readonly host: Host
  readonly tree: SyntaxTree
  readonly root: ObjectNode | undefined
  readonly servers: readonly ServerEntry[]
  /** Servers stand under a key of other hosts, and the key of this host is absent. */
  readonly foreignServers: { readonly key: string; readonly at: Place } | undefined
  readonly inputs: readonly InputDefinition[]
}

export interface ServerEntry {
  readonly name: string
  /** The key, without quotes. */
  readonly nameAt: Place
  readonly path: Path
  readonly node: ObjectNode
  readonly enabled: boolean
  readonly type: Text | undefined
  readonly command: Text | undefined
  readonly url: Text | undefined
  readonly launch: Launch
}

export interface InputDefinition extends Place {
  readonly id: string
  readonly password: boolean
  readonly default: Text | undefined
}

import { memberOf } from '../syntax/find.ts'
import type { ObjectNode, Path, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import { type EntryMemo, factOf, freshEntry, type KeptEntry, launchOf, stretchOf } from './entryMemo.ts'
import { type EntryParts, isEnabled, type Part, partBelow, readEntryParts } from './entryParts.ts'
import { type Host, type HostFile, holdsOf } from './host.ts'
import { inputCredentials } from './launch/credentials.ts'
import { leftoverCredentials } from './launch/leftovers.ts'
import { type CredentialUse, type Launch, resolveLaunch } from './launch.ts'
import { type Place, type Text, textOf } from './place.ts'
import { type ForeignServers, type FoundEntry, findEntries, findForeign } from './serverMaps.ts'

/** A configuration file as MCP sees it. */
export interface McpConfig {
  /** As given by the caller: a path with forward slashes, relative to the workspace where there is one. */
  readonly file: string
  /** As it reads this file. */
  readonly host: Host
  /** Undefined where only the host was named. */
  readonly scope: HostFile['scope'] | undefined
  readonly holds: HostFile['holds']
  readonly tree: SyntaxTree
  readonly root: ObjectNode | undefined
  readonly servers: readonly ServerEntry[]
  /** Servers stand under a key of other hosts, and the key of this host is absent. */
  readonly foreignServers: ForeignServers | undefined
  readonly inputs: readonly InputDefinition[]
  /** Of the file itself and of no server: defaults of inputs, and whatever stands where no host looks. */
  readonly credentials: readonly CredentialUse[]
}

export interface ServerEntry {
  readonly name: string
  /** The key, without quotes. */
  readonly nameAt: Place
  readonly path: Path
  readonly node: ObjectNode
  /** False where the host is told not to start it. */
  readonly enabled: boolean
  readonly type: Text | undefined
  readonly command: Text | undefined
  readonly url: Text | undefined
  readonly launch: Launch
  /** What was worked out of it, see `perEntry`. */
  readonly kept: KeptEntry
}

export interface InputDefinition extends Place {
  readonly id: string
  readonly password: boolean
  readonly default: Text | undefined
}

/** What a caller knows beside the text. */
export interface Around {
  /** Full path of the launcher of our own proxy on this machine. */
  readonly launcher?: string | undefined
  /** Of the version before: it makes reading faster and changes nothing. */
  readonly memo?: EntryMemo
}

/**
 * Reads a tree as this host reads the file. Never throws: what has another shape than the host expects is left out.
 * Servers under the root key of another host are read too, since what is wrong with them stays wrong when the key is
 * corrected; `foreignServers` says so.
 */
export function readMcpConfig(tree: SyntaxTree, host: Host, file: string, around: Around = {}): McpConfig {
  const root = tree.root?.kind === 'object' ? tree.root : undefined
  const foreignServers = root && findForeign(tree, host, root)
  const inputs = root ? readInputs(tree, host, root) : []
  const found = findEntries(tree, host, foreignServers?.path)
  const kept = around.memo?.next(tree, contextOf(tree, host, file, root, around), found)
  const servers = found.map(
    (one, index) => new ReadEntry(tree, host, one, kept?.[index] ?? freshEntry('', '', NO_VERSION), around.launcher),
  )
  const inputSecrets = inputs.flatMap((input) => inputCredentials(tree, host, input))
  const skip = new Set<SyntaxNode>(servers.map(({ node }) => node))
  return {
    file,
    host,
    scope: host.file?.scope,
    holds: holdsOf(host),
    tree,
    root,
    servers,
    foreignServers,
    inputs,
    credentials: [
      ...inputSecrets,
      ...(tree.root ? leftoverCredentials(tree.root, [], { tree, skip, known: inputSecrets, byName: undefined }) : []),
    ],
  }
}

const NO_VERSION = {}

/** Everything but the entry itself that what is worked out of it may depend on. */
function contextOf(tree: SyntaxTree, host: Host, file: string, root: ObjectNode | undefined, { launcher }: Around): string {
  const inputs = root && inputsOf(host, root)?.node
  return JSON.stringify([host.id, file, launcher, inputs ? tree.text.slice(inputs.span.start, inputs.span.end) : ''])
}

/**
 * `launch` is taken apart when it is first asked for: between two keys of a person only the entry that changed is. A class,
 * since a getter in an object literal lives as long as the shape of that object, and with it the whole tree.
 */
class ReadEntry implements ServerEntry {
  readonly name: string
  readonly nameAt: Place
  readonly path: Path
  readonly node: ObjectNode
  readonly kept: KeptEntry
  readonly #tree: SyntaxTree
  readonly #host: Host
  readonly #launcher: string | undefined
  #read: EntryParts | undefined
  #launch: Launch | undefined

  constructor(
    tree: SyntaxTree,
    host: Host,
    { name, nameAt, node, path }: FoundEntry,
    kept: KeptEntry,
    launcher: string | undefined,
  ) {
    this.name = name
    this.nameAt = nameAt
    this.path = path
    this.node = node
    this.kept = kept
    this.#tree = tree
    this.#host = host
    this.#launcher = launcher
  }

  get type(): Text | undefined {
    return this.#parts.type
  }

  get command(): Text | undefined {
    return this.#parts.command
  }

  get url(): Text | undefined {
    return this.#parts.url
  }

  get enabled(): boolean {
    // Every rule about several entries asks each of them.
    return factOf(this.kept, isEnabled, () => isEnabled(this.#host.names, this.node))
  }

  get launch(): Launch {
    this.#launch ??= launchOf(this.kept, stretchOf(this).start, () =>
      resolveLaunch(this.#tree, this.#host, this.node, this.path, this.#parts, this.#launcher),
    )
    return this.#launch
  }

  get #parts(): EntryParts {
    this.#read ??= readEntryParts(this.#tree, this.#host, this.node, this.path)
    return this.#read
  }
}

/** What the person is asked for is defined beside the servers. */
export function inputsPath({ serversPath }: Host): readonly string[] {
  return [...serversPath.slice(0, -1).map(String), 'inputs']
}

export function inputsOf(host: Host, root: ObjectNode): Part | undefined {
  return partBelow(root, inputsPath(host), [])
}

/** Hosts that ask the person have definitions of what to ask. */
function readInputs(tree: SyntaxTree, host: Host, root: ObjectNode): readonly InputDefinition[] {
  if (!host.interpolation.input) return []
  const inputs = inputsOf(host, root)
  if (inputs?.node.kind !== 'array') return []
  return inputs.node.items.flatMap((item, index): readonly InputDefinition[] => {
    if (item.kind !== 'object') return []
    const path = [...inputs.path, index]
    const id = textOf(tree, memberOf(item, 'id')?.value, [...path, 'id'])
    if (!id) return []
    return [
      {
        id: id.text,
        span: id.span,
        path: id.path,
        password: isTrue(memberOf(item, 'password')?.value),
        default: textOf(tree, memberOf(item, 'default')?.value, [...path, 'default']),
      },
    ]
  })
}

function isTrue(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value === true
}

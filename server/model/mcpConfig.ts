import { contentSpan, memberOf } from '../syntax/find.ts'
import type { ObjectNode, Path, Span, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import type { Host } from './host.ts'
import { inputCredentials } from './launch/credentials.ts'
import { leftoverCredentials } from './launch/leftovers.ts'
import { type CredentialUse, type Launch, resolveLaunch } from './launch.ts'
import { type Place, type Text, textOf } from './place.ts'

/** A configuration file as MCP sees it. */
export interface McpConfig {
  /** As given by the caller: a path with forward slashes, relative to the workspace where there is one. */
  readonly file: string
  readonly host: Host
  readonly tree: SyntaxTree
  readonly root: ObjectNode | undefined
  readonly servers: readonly ServerEntry[]
  /** Servers stand under a key of other hosts, and the key of this host is absent. */
  readonly foreignServers: { readonly key: string; readonly path: Path; readonly at: Place } | undefined
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

/**
 * Reads a tree as this host reads the file. Never throws: what has another shape than the host expects is left out.
 * Servers under the root key of another host are read too, since what is wrong with them stays wrong when the key is
 * corrected; `foreignServers` says so.
 */
export function readMcpConfig(tree: SyntaxTree, host: Host, file: string): McpConfig {
  const root = tree.root?.kind === 'object' ? tree.root : undefined
  const foreignServers = root && findForeign(tree, host, root)
  const maps = root ? serverMaps(tree, host, root, foreignServers?.path) : []
  const inputs = root ? readInputs(tree, host, root) : []
  const servers = maps.flatMap(({ node, path }) => readServers(tree, host, node, path))
  const inputSecrets = inputs.flatMap((input) => inputCredentials(tree, host, input))
  const skip = new Set<SyntaxNode>(servers.map(({ node }) => node))
  return {
    file,
    host,
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

interface ServerMap {
  readonly node: ObjectNode
  readonly path: Path
}

function serverMaps(tree: SyntaxTree, host: Host, root: ObjectNode, foreign: Path | undefined): readonly ServerMap[] {
  const maps = [host.serversPath, ...host.furtherServersPaths].flatMap((path) => mapsAt(tree.root, path))
  if (foreign) maps.push(...mapsAt(root, foreign))
  if (maps.length === 0 && host.bareMap && isBareMap(root)) return [{ node: root, path: [] }]
  return maps
}

/** The objects at a path in which `*` is any key. */
function mapsAt(node: SyntaxNode | undefined, path: Path, from: Path = []): ServerMap[] {
  const [step, ...rest] = path
  if (node?.kind !== 'object') return []
  if (step === undefined) return [{ node, path: from }]
  const members = step === '*' ? node.members : [memberOf(node, String(step))]
  return members.flatMap((member) => (member ? mapsAt(member.value, rest, [...from, member.key]) : []))
}

/** Every member looks like a server; a file of something else has members that do not. */
function isBareMap(root: ObjectNode): boolean {
  return root.members.length > 0 && root.members.every(({ value }) => value?.kind === 'object' && looksLikeServer(value))
}

function looksLikeServer(node: ObjectNode): boolean {
  return memberOf(node, 'command') !== undefined || memberOf(node, 'url') !== undefined
}

/** Only where this host finds nothing, and only a map that really holds servers: `mcp` and `servers` are common words. */
function findForeign(tree: SyntaxTree, host: Host, root: ObjectNode): McpConfig['foreignServers'] {
  const [own] = host.serversPath
  if (own !== undefined && memberOf(root, String(own))) return undefined
  for (const key of host.foreignServersKeys) {
    const member = memberOf(root, key)
    if (member?.value?.kind !== 'object') continue
    if (holdsServers(member.value)) return { key, path: [key], at: { span: contentSpan(tree, member.keySpan), path: [key] } }
    // `"mcp": { "servers": … }` is how VS Code's settings held them.
    const inner = memberOf(member.value, 'servers')
    if (inner?.value?.kind === 'object' && holdsServers(inner.value)) {
      const path = [key, 'servers']
      return { key: path.join('.'), path, at: { span: contentSpan(tree, inner.keySpan), path } }
    }
  }
  return undefined
}

function holdsServers(map: ObjectNode): boolean {
  return map.members.some(({ value }) => value?.kind === 'object' && looksLikeServer(value))
}

function readServers(tree: SyntaxTree, host: Host, map: ObjectNode, path: Path): readonly ServerEntry[] {
  return map.members.flatMap(({ key, keySpan, value }): readonly ServerEntry[] => {
    // Of two entries with one name the host reads the last.
    if (value?.kind !== 'object' || memberOf(map, key)?.value !== value) return []
    return [new ReadEntry(tree, host, key, contentSpan(tree, keySpan), value, [...path, key])]
  })
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
  readonly type: Text | undefined
  readonly command: Text | undefined
  readonly url: Text | undefined
  readonly #tree: SyntaxTree
  readonly #host: Host
  #launch: Launch | undefined

  constructor(tree: SyntaxTree, host: Host, name: string, nameSpan: Span, node: ObjectNode, path: Path) {
    const text = (field: string) => textOf(tree, memberOf(node, field)?.value, [...path, field])
    this.name = name
    this.nameAt = { span: nameSpan, path }
    this.path = path
    this.node = node
    this.type = text('type')
    this.command = text('command')
    this.url = text('url')
    this.#tree = tree
    this.#host = host
  }

  get launch(): Launch {
    this.#launch ??= resolveLaunch(this.#tree, this.#host, this.node, this.path)
    return this.#launch
  }
}

/** Hosts that ask the person have definitions of what to ask. */
function readInputs(tree: SyntaxTree, host: Host, root: ObjectNode): readonly InputDefinition[] {
  if (!host.interpolation.input) return []
  const inputs = memberOf(root, 'inputs')?.value
  if (inputs?.kind !== 'array') return []
  return inputs.items.flatMap((item, index): readonly InputDefinition[] => {
    if (item.kind !== 'object') return []
    const path = ['inputs', index]
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

import type { Host } from '../model/host.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { type Place, type Text, textOf } from '../model/place.ts'
import { contentSpan, memberOf } from '../syntax/find.ts'
import type { ObjectNode, Path, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'

/** The sandbox of VS Code: per server in the documentation of 2026-05, at the root of the file in the source of 2026-11. */
export interface Sandbox {
  /** The switch of the entry, on its key; undefined where the entry does not say. */
  readonly enabled: (Place & { readonly value: boolean }) | undefined
  /** Undefined: no list, and so every host. */
  readonly allowedDomains: readonly Text[] | undefined
  readonly allowWrite: readonly Text[]
}

/** Whether this host can start a server in a sandbox of its own. */
export function hasSandbox(host: Host): boolean {
  return host.fields.some(({ name }) => name === 'sandboxEnabled')
}

/** What an entry itself says: all that the check of one entry may read. */
export function entrySandbox({ node, path }: ServerEntry, { tree, host }: McpConfig): Sandbox {
  return hasSandbox(host) ? read(tree, node, path) : NONE
}

/** What holds for an entry: its own rules, else those at the root of the file. */
export function sandboxOf(entry: ServerEntry, config: McpConfig): Sandbox {
  const own = entrySandbox(entry, config)
  const shared = sharedSandbox(config)
  return {
    enabled: own.enabled,
    allowedDomains: own.allowedDomains ?? shared.allowedDomains,
    allowWrite: [...own.allowWrite, ...shared.allowWrite],
  }
}

/** What stands at the root of the file. */
export function sharedSandbox({ tree, host, root }: McpConfig): Sandbox {
  return root && hasSandbox(host) ? read(tree, root, []) : NONE
}

const NONE: Sandbox = { enabled: undefined, allowedDomains: undefined, allowWrite: [] }

function read(tree: SyntaxTree, holder: ObjectNode, path: Path): Sandbox {
  const switched = memberOf(holder, 'sandboxEnabled')
  const at = [...path, 'sandbox']
  const sandbox = memberOf(holder, 'sandbox')?.value
  return {
    enabled:
      switched?.value?.kind === 'boolean'
        ? { span: contentSpan(tree, switched.keySpan), path: [...path, 'sandboxEnabled'], value: switched.value.value === true }
        : undefined,
    allowedDomains: listIn(tree, sandbox, at, 'network', 'allowedDomains'),
    allowWrite: listIn(tree, sandbox, at, 'filesystem', 'allowWrite') ?? [],
  }
}

function listIn(
  tree: SyntaxTree,
  sandbox: SyntaxNode | undefined,
  at: Path,
  part: string,
  key: string,
): readonly Text[] | undefined {
  const group = sandbox?.kind === 'object' ? memberOf(sandbox, part)?.value : undefined
  const list = group?.kind === 'object' ? memberOf(group, key)?.value : undefined
  if (list?.kind !== 'array') return undefined
  return list.items.flatMap((item, index) => textOf(tree, item, [...at, part, key, index]) ?? [])
}

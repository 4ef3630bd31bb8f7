import { readAgentFile } from '../model/approvals/agentFile.ts'
import { approvalsOf } from '../model/approvals/approvalsOf.ts'
import { policyRules } from '../model/approvals/gemini.ts'
import { stringsAt } from '../model/approvals/lists.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { partOf, type Text } from '../model/place.ts'
import { labelOf } from '../rules/approvedServers.ts'
import { spanInString } from '../syntax/find.ts'
import type { Path, Span, StringNode, SyntaxNode } from '../syntax/tree.ts'

/** A place of a file where the name of an input or a server stands. */
export interface NameUse {
  readonly kind: 'input' | 'server'
  /** The id of the input, or the server as settings call it. */
  readonly name: string
  readonly span: Span
  /** Here it is defined, and everywhere else only meant. */
  readonly defines: boolean
}

/** Lists of names of servers, beside the permissions (documentation of Claude Code and Gemini CLI, 2026-11). */
const SERVER_LISTS: Readonly<Record<string, readonly Path[]>> = {
  'claude-code-settings': [['enabledMcpjsonServers'], ['disabledMcpjsonServers']],
  gemini: [
    ['mcp', 'allowed'],
    ['mcp', 'excluded'],
  ],
}

const KNOWN = new WeakMap<McpConfig, readonly NameUse[]>()

/** Every place where an input or a server is named, worked out when somebody first asks. Patterns with `*` name nobody. */
export function nameUsesOf(config: McpConfig): readonly NameUse[] {
  const known = KNOWN.get(config)
  if (known) return known
  const uses = [...inputUses(config), ...serverUses(config)]
  KNOWN.set(config, uses)
  return uses
}

function inputUses(config: McpConfig): readonly NameUse[] {
  const { host, tree, inputs } = config
  const defined = inputs.map(({ id, span }): NameUse => ({ kind: 'input', name: id, span, defines: true }))
  const [before, after] = host.interpolation.input?.('\0').split('\0') ?? []
  if (!before || !after || !tree.root) return defined
  const meant = [...stringsIn(tree.root)].flatMap((node) =>
    [...between(node.value, before, after)].map(({ start, end }): NameUse => {
      const span = spanInString(tree, node, start, end)
      return { kind: 'input', name: node.value.slice(start, end), span, defines: false }
    }),
  )
  return [...defined, ...meant]
}

function serverUses(config: McpConfig): readonly NameUse[] {
  const { host, servers } = config
  const defined = servers.map(
    ({ name, nameAt }): NameUse => ({ kind: 'server', name: labelOf(name), span: nameAt.span, defines: true }),
  )
  const lists = SERVER_LISTS[host.id] ?? []
  const meant = [
    ...approvalsOf(config).flatMap(({ at, covers }) => (covers.kind === 'tools' ? serverIn(config, at, covers.server) : [])),
    ...(readAgentFile(config)?.tools ?? []).flatMap(({ at, server }) => serverIn(config, at, server)),
    ...lists.flatMap((path) => stringsAt(config, path)).flatMap((at) => serverIn(config, at, at.text)),
    ...(host.id === 'gemini' ? policyRules(config) : []).flatMap(({ mcpName }) =>
      mcpName ? serverIn(config, mcpName, mcpName.text) : [],
    ),
  ]
  // The tools of an agent are permissions as well; and what stands at the entry itself is its name.
  const byStart = new Map([...meant, ...defined].map((use) => [use.span.start, use]))
  return [...byStart.values()]
}

/** The part of a line that is the name of a server. */
function serverIn({ tree }: McpConfig, at: Text, server: string | undefined): readonly NameUse[] {
  if (!server || server.includes('*')) return []
  const start = at.text.indexOf(server, /^@?mcp_+|^mcp:|^Mcp\(/.exec(at.text)?.[0].length ?? 0)
  const from = start < 0 ? at.text.indexOf(server) : start
  if (from < 0) return []
  const { span } = partOf(tree, at, from, from + server.length)
  return [{ kind: 'server', name: labelOf(server), span, defines: false }]
}

/** An input may be asked for anywhere; nesting is bounded by the parser. */
function* stringsIn(node: SyntaxNode): Iterable<StringNode> {
  if (node.kind === 'string') yield node
  else if (node.kind === 'array') for (const item of node.items) yield* stringsIn(item)
  else if (node.kind === 'object') for (const { value } of node.members) if (value) yield* stringsIn(value)
}

function* between(text: string, before: string, after: string): Iterable<Span> {
  for (let at = text.indexOf(before); at >= 0; at = text.indexOf(before, at)) {
    const start = at + before.length
    const end = text.indexOf(after, start)
    if (end < 0) return
    yield { start, end }
    at = end
  }
}

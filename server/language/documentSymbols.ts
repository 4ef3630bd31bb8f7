import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node'
import { entryPermissionKeys } from '../knowledge/hostEntryPermissionKeys.ts'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import { readAgentFile } from '../model/approvals/agentFile.ts'
import type { Approval } from '../model/approvals/approval.ts'
import { approvalsOf } from '../model/approvals/approvalsOf.ts'
import type { InputDefinition, McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Text } from '../model/place.ts'
import { memberAt, nodeAt } from '../syntax/find.ts'
import type { ArrayNode, Member, ObjectNode, Span, SyntaxNode } from '../syntax/tree.ts'
import type { Analysis } from './analysis.ts'
import { visible } from './markup.ts'
import { toRange } from './positions.ts'

/** What the outline shows of a file that is longer than anybody scrolls. */
const MOST_SYMBOLS = 5_000
const LONGEST_NAME = 100

interface Outline {
  readonly name: string
  readonly detail?: string
  readonly kind: SymbolKind
  readonly span: Span
  /** What is selected when somebody goes there. */
  readonly at: Span
  readonly children?: readonly Outline[]
}

/**
 * The outline: servers with what they are made of, inputs, lists of permissions, and what an agent's file says. Never a value
 * of a variable, a header or an argument.
 */
export function toDocumentSymbols(analysis: Analysis): DocumentSymbol[] {
  const { config } = analysis
  const outlines = [
    ...config.servers.map((entry) => serverOutline(entry, config)),
    ...config.inputs.map((input) => inputOutline(input, config)),
    ...(isAgent(config) ? agentOutlines(config) : permissionOutlines(config)),
  ]
  let left = MOST_SYMBOLS
  const toSymbols = (list: readonly Outline[]): DocumentSymbol[] =>
    list.slice(0, left).map((outline) => {
      left--
      return toSymbol(outline, analysis, toSymbols(outline.children ?? []))
    })
  return toSymbols(outlines.toSorted((a, b) => a.span.start - b.span.start))
}

function toSymbol({ name, detail, kind, span, at }: Outline, { document }: Analysis, children: DocumentSymbol[]): DocumentSymbol {
  return {
    name: shown(name) || '(empty)',
    ...(detail && { detail: shown(detail) }),
    kind,
    // The protocol wants the one within the other, and a table of TOML lies where its pieces lie.
    range: toRange(document, around([span, at])),
    selectionRange: toRange(document, at),
    ...(children.length > 0 && { children }),
  }
}

function serverOutline(entry: ServerEntry, config: McpConfig): Outline {
  const { name, nameAt, node, enabled, launch } = entry
  const words = [launch.transport === 'unknown' ? undefined : launch.transport, enabled ? undefined : 'off']
  const keys = entryPermissionKeys(config.host.id)
  const toolLists = new Set([...(keys?.approval ?? []), ...(keys?.restriction ?? [])])
  return {
    name,
    detail: words.filter((word) => word !== undefined).join(', '),
    kind: SymbolKind.Module,
    span: around([nameAt.span, node.span]),
    at: nameAt.span,
    children: node.members.map((member) => fieldOutline(member, toolLists, entry)),
  }
}

function fieldOutline(member: Member, toolLists: ReadonlySet<string>, { command, url, launch }: ServerEntry): Outline {
  const { key, keySpan, span, value } = member
  const outline = { name: key, span, at: keySpan }
  if (value?.kind === 'object') return { ...outline, kind: SymbolKind.Object, children: namesIn(value) }
  if (value?.kind === 'array') {
    const children = toolLists.has(key) ? itemsOf(value) : []
    return { ...outline, kind: SymbolKind.Array, detail: countOf(value), children }
  }
  const detail = isWithin(command, value) ? command?.text : isWithin(url, value) ? launch.url?.hostname : undefined
  return { ...outline, kind: SymbolKind.Property, ...(detail !== undefined && { detail }) }
}

/** Of variables and headers the names; what they hold is nobody's business here. */
function namesIn({ members }: ObjectNode): readonly Outline[] {
  return members.map(({ key, keySpan, span }) => ({ name: key, kind: SymbolKind.Key, span, at: keySpan }))
}

function itemsOf({ items }: ArrayNode): readonly Outline[] {
  return items.flatMap((item) =>
    item.kind === 'string' ? [{ name: item.value, kind: SymbolKind.Function, span: item.span, at: item.span }] : [],
  )
}

function countOf({ items }: ArrayNode): string {
  return items.length === 1 ? '1 item' : `${items.length} items`
}

function inputOutline({ id, span, path, password }: InputDefinition, { tree }: McpConfig): Outline {
  const item = nodeAt(tree, path.slice(0, -1))
  return {
    name: id,
    detail: password ? 'input, hidden' : 'input',
    kind: SymbolKind.Variable,
    span: around([span, item?.span ?? span]),
    at: span,
  }
}

/** One for each list, in the order of the file. */
function permissionOutlines(config: McpConfig): readonly Outline[] {
  const lists = new Map<string, Approval[]>()
  for (const approval of approvalsOf(config)) {
    const list = lists.get(approval.list)
    if (list) list.push(approval)
    else lists.set(approval.list, [approval])
  }
  return [...lists].flatMap(([list, approvals]) => {
    const lines = approvals.map(lineOutline)
    const [first] = approvals
    if (!first) return []
    const key = memberAt(config.tree, first.entry.slice(0, -1))?.keySpan
    const at = key ?? first.at.span
    return [{ name: list, kind: SymbolKind.Array, span: around([at, ...lines.map(({ span }) => span)]), at, children: lines }]
  })
}

function lineOutline({ at, effect, value }: Approval): Outline {
  return {
    name: at.text,
    detail: effect,
    kind: SymbolKind.Function,
    span: around([at.span, value?.span ?? at.span]),
    at: at.span,
  }
}

function isAgent(config: McpConfig): boolean {
  return readAgentFile(config) !== undefined
}

/** The keys of the front matter, with the tools and the receivers below theirs. */
/** Words for people. Whatever else stands in front matter may be a secret. */
const SHOWN_OF_AGENT: ReadonlySet<string> = new Set(['name', 'description', 'model', 'target'])

function agentOutlines(config: McpConfig): readonly Outline[] {
  const agent = readAgentFile(config)
  const texts = [...(agent?.tools ?? []).map(({ at }) => at), ...(agent?.receivers ?? [])]
  const ownKeys = new Set(config.servers.map(({ path }) => path[0]))
  return (config.root?.members ?? []).flatMap(({ key, keySpan, span, value }): readonly Outline[] => {
    if (ownKeys.has(key)) return []
    const children = texts.filter(({ path }) => path[0] === key).map(textOutline)
    const detail = value?.kind === 'string' && SHOWN_OF_AGENT.has(key) ? value.value : undefined
    return [{ name: key, ...(detail && { detail }), kind: kindOf(value), span, at: keySpan, children }]
  })
}

function textOutline({ text, span }: Text): Outline {
  return { name: text, kind: SymbolKind.Function, span, at: span }
}

function kindOf(value: SyntaxNode | undefined): SymbolKind {
  return value?.kind === 'array' ? SymbolKind.Array : value?.kind === 'object' ? SymbolKind.Object : SymbolKind.Property
}

function isWithin(text: Text | undefined, node: SyntaxNode | undefined): boolean {
  return text !== undefined && node !== undefined && node.span.start <= text.span.start && text.span.end <= node.span.end
}

function around(spans: readonly [Span, ...Span[]]): Span {
  return spans.reduce((whole, { start, end }) => ({ start: Math.min(whole.start, start), end: Math.max(whole.end, end) }))
}

function shown(text: string): string {
  const words = visible(withoutCredentials(text)).trim()
  return words.length <= LONGEST_NAME ? words : `${words.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '')}…`
}

import { memberAt, nodeAt } from '../../syntax/find.ts'
import { type HostId, holdsOf } from '../host.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { partOf, type Text } from '../place.ts'
import type { Approval } from './approval.ts'
import { entriesAt, stringsAt, textAt } from './lists.ts'

/** A Markdown file that describes an agent, by its front matter. */
export interface AgentFile {
  readonly name: Text | undefined
  /** Undefined where the key is absent: the agent gets every tool. */
  readonly tools: readonly AgentTool[] | undefined
  /** Names of agents it may hand over to. */
  readonly receivers: readonly Text[]
}

export interface AgentTool {
  readonly at: Text
  /** Undefined for tools of the host itself. `*` is every server. */
  readonly server: string | undefined
  readonly tool: string
}

/** Hosts whose agents are Markdown files. */
const MARKDOWN: ReadonlySet<HostId> = new Set([
  'copilot-cloud-agent',
  'copilot-cli',
  'claude-code',
  'claude-code-settings',
  'vscode',
])

/**
 * github/docs custom-agents-configuration.md@03e038c5 and code.claude.com/docs/en/sub-agents, read 2026-11. Undefined for
 * files about something else.
 */
export function readAgentFile(config: McpConfig): AgentFile | undefined {
  const { host, root } = config
  const isAgent = MARKDOWN.has(host.id) && (holdsOf(host) === 'agent' || host.id === 'copilot-cloud-agent')
  if (!isAgent || !root || root.members.length === 0) return undefined
  return {
    name: textAt(config, ['name']),
    tools: memberAt(config.tree, ['tools'])?.value ? toolTexts(config).map(toTool) : undefined,
    receivers: [...handoffs(config), ...stringsAt(config, ['agents'])],
  }
}

/** A list, or names in one text with commas between them. */
function toolTexts(config: McpConfig): readonly Text[] {
  const whole = textAt(config, ['tools'])
  if (!whole) return stringsAt(config, ['tools'])
  const parts: Text[] = []
  for (const match of whole.text.matchAll(/[^,\s]+/g)) {
    parts.push(partOf(config.tree, whole, match.index, match.index + match[0].length))
  }
  return parts
}

/** `*`, `server/tool`, `@server/tool` and `mcp__server__tool`; all else belongs to the host. */
function toTool(at: Text): AgentTool {
  if (at.text === '*') return { at, server: '*', tool: '*' }
  const [, server, tool = '*'] = /^mcp__([^_]+(?:_[^_]+)*)(?:__(.+))?$/.exec(at.text) ?? /^@?([^/]+)\/(.+)$/.exec(at.text) ?? []
  return { at, server, tool }
}

function handoffs(config: McpConfig): readonly Text[] {
  const list = nodeAt(config.tree, ['handoffs'])
  if (list?.kind !== 'array') return []
  return list.items.flatMap((_, at) => textAt(config, ['handoffs', at, 'agent']) ?? [])
}

/**
 * Tools an agent that never asks is given: what is listed runs. The list of a server entry counts where the agent's own list
 * does not narrow it.
 */
export function agentApprovals(config: McpConfig): readonly Approval[] {
  const agent = readAgentFile(config)
  if (!agent) return []
  const own = (agent.tools ?? []).flatMap(({ at, server, tool }) => (server === undefined ? [] : [approval(at, server, tool)]))
  const narrowed = agent.tools !== undefined && !agent.tools.some(({ server }) => server === '*')
  if (narrowed) return own
  const servers = config.host.serversPath
  const ofEntries = entriesAt(config, servers).flatMap(({ key, path }) =>
    stringsAt(config, [...path, 'tools']).map((at) => approval(at, key.text, at.text)),
  )
  return [...own, ...ofEntries]
}

function approval(at: Text, server: string, tool: string): Approval {
  return { effect: 'allow', at, value: undefined, entry: at.path, list: 'tools', covers: { kind: 'tools', server, tool } }
}

import { contentSpan, memberOf, nodeAt } from '../../syntax/find.ts'
import type { HostId } from '../host.ts'
import type { McpConfig, ServerEntry } from '../mcpConfig.ts'
import type { Approval, Effect } from './approval.ts'
import { entriesAt, stringsAt, textAt } from './lists.ts'

/** Lists of names within an entry whose tools run without a person, and whether `*` stands for all of them there. */
const LISTS: Readonly<Record<HostId, { readonly key: string; readonly wildcard: boolean }>> = {
  cline: { key: 'autoApprove', wildcard: false },
  roo: { key: 'alwaysAllow', wildcard: true },
  kilocode: { key: 'alwaysAllow', wildcard: true },
  kiro: { key: 'autoApprove', wildcard: true },
}

/** What a server entry itself lets pass without a person, as this host reads it. Sources: `hostEntryPermissionKeys.json`. */
export function entryApprovals(entry: ServerEntry, config: McpConfig): readonly Approval[] {
  if (config.host.id === 'gemini') return trust(entry, config)
  if (config.host.id === 'codex') return codexModes(entry, config)
  const list = Object.hasOwn(LISTS, config.host.id) ? LISTS[config.host.id] : undefined
  if (!list) return []
  return stringsAt(config, [...entry.path, list.key]).map((at): Approval => {
    const approval = {
      effect: 'allow',
      at,
      value: undefined,
      entry: at.path,
      list: list.key,
      covers: tools(entry, at.text),
    } as const
    return at.text === '*' && !list.wildcard ? { ...approval, ignored: 'wildcard' } : approval
  })
}

/** The key is marked: its value is only "true". */
function trust(entry: ServerEntry, config: McpConfig): readonly Approval[] {
  const member = memberOf(entry.node, 'trust')
  if (member?.value?.kind !== 'boolean' || !member.value.value) return []
  const path = [...entry.path, 'trust']
  const at = { text: 'trust', span: contentSpan(config.tree, member.keySpan), path }
  return [
    { effect: 'allow', at, value: { span: member.value.span, path }, entry: path, list: 'trust', covers: tools(entry, '*') },
  ]
}

const MODES: Readonly<Record<string, Effect>> = { approve: 'allow', prompt: 'ask' }

/** "approve" means: run without asking. openai/codex@00b17c26 codex-rs/config/src/mcp_types.rs, read 2026-11. */
function codexModes(entry: ServerEntry, config: McpConfig): readonly Approval[] {
  const list = 'default_tools_approval_mode'
  const path = [...entry.path, list]
  const whole = textAt(config, path)
  const effect = MODES[whole?.text ?? '']
  const all: readonly Approval[] =
    whole && effect ? [{ effect, at: whole, value: whole, entry: path, list, covers: tools(entry, '*') }] : []
  const single = entriesAt(config, [...entry.path, 'tools']).flatMap(({ key, path: own }): readonly Approval[] => {
    const mode = textAt(config, [...own, 'approval_mode'])
    const modeEffect = MODES[mode?.text ?? '']
    if (!mode || !modeEffect) return []
    return [{ effect: modeEffect, at: key, value: mode, entry: mode.path, list: 'tools', covers: tools(entry, key.text) }]
  })
  return [...all, ...single]
}

function tools({ name }: ServerEntry, tool: string): Approval['covers'] {
  return { kind: 'tools', server: name, tool }
}

/** Lists within an entry that limit which tools the host offers at all, by the keys this host reads. */
export interface ToolLimits {
  /** Only these; undefined where nothing limits. */
  readonly only: readonly string[] | undefined
  readonly never: ReadonlySet<string>
}

const ONLY = ['enabled_tools', 'includeTools', 'tools', 'available_tools']
const NEVER = ['disabled_tools', 'excludeTools', 'disabledTools']

export function toolLimits(entry: ServerEntry, config: McpConfig, keys: readonly string[]): ToolLimits {
  const read = (names: readonly string[]) =>
    names.filter((key) => keys.includes(key)).map((key) => ({ key, strings: stringsAt(config, [...entry.path, key]) }))
  const lists = read(ONLY).filter(({ key }) => nodeAt(config.tree, [...entry.path, key])?.kind === 'array')
  // An empty list of Goose means all tools; that of the others means none.
  const only = lists.filter(({ key, strings }) => key !== 'available_tools' || strings.length > 0)[0]
  const names = only?.strings.map(({ text }) => text)
  return {
    only: names?.includes('*') ? undefined : names,
    never: new Set(read(NEVER).flatMap(({ strings }) => strings.map(({ text }) => text))),
  }
}

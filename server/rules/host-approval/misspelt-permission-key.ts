import { actionOf } from '../../knowledge/toolActions.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { nearest } from '../../model/nearest.ts'
import { contentSpan, memberOf, nodeAt, toJson } from '../../syntax/find.ts'
import type { Member, ObjectNode, Path } from '../../syntax/tree.ts'
import { quotedList } from '../actionWords.ts'
import { hostName } from '../hostName.ts'
import { type KeyMap, keyMapsOf } from '../permissionKeys.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'misspelt-permission-key',
    group: 'host-approval',
    title: 'Unknown key in a permission file',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'permission files of Cursor, settings of Claude Code and Gemini, policies of Gemini, agents of Amazon Q and Kiro',
    when: 'a key is unknown and a known one differs in case alone or in a slip or two; a list of permissions holds something other than text; a dotted name stands where the host wants nested keys.',
    why: 'The host drops it without a word.',
    fix: { safety: 'safe', does: 'writes the known key' },
    standards: ['CWE-1287', 'CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const map of keyMapsOf(config)) {
      for (const { node, path } of objectsAt(config, map.path)) {
        yield* misspelt(config, map, node, path)
        yield* dotted(config, map, node, path)
        yield* wrongItems(config, map, node, path)
      }
    }
  },
})

/** `[]` stands for any item of a list. */
function objectsAt(config: McpConfig, path: Path): readonly { readonly node: ObjectNode; readonly path: Path }[] {
  const list = path.indexOf('[]')
  if (list < 0) {
    const node = nodeAt(config.tree, path)
    return node?.kind === 'object' ? [{ node, path }] : []
  }
  const items = nodeAt(config.tree, path.slice(0, list))
  if (items?.kind !== 'array') return []
  return items.items.flatMap((node, at) => (node.kind === 'object' ? [{ node, path: [...path.slice(0, list), at] }] : []))
}

function* misspelt(config: McpConfig, { known, wanted }: KeyMap, node: ObjectNode, path: Path): Iterable<Report> {
  for (const { key, keySpan } of unknownMembers(node, known)) {
    const right = wanted.find((one) => one.toLowerCase() === key.toLowerCase()) ?? nearest(key, wanted)
    if (right === undefined) continue
    const taken = memberOf(node, right) !== undefined
    yield {
      at: { span: contentSpan(config.tree, keySpan), path: [...path, key] },
      message: `${hostName(config)} does not know "${key}" and drops it without a word. Did you mean "${right}"?`,
      fixes: taken
        ? []
        : [{ title: `Write "${right}"`, safety: safetyOf(right), patches: [{ op: 'rename', path: [...path, key], key: right }] }],
    }
  }
}

/** A restriction that begins to hold harms nobody; what grants something, or asks for less, is for a person to look at. */
function safetyOf(key: string): Fix['safety'] {
  return /(?:^|\.)(?:deny|denied|ask|disabled?|exclude|block|forbid)/i.test(key) ? 'safe' : 'review'
}

function unknownMembers(node: ObjectNode, known: ReadonlySet<string>): readonly Member[] {
  return node.members.filter(({ key }) => !known.has(key))
}

/** `"permissions.allow"` in one key, where the host looks for `allow` within `permissions`. */
function* dotted(config: McpConfig, { nested }: KeyMap, node: ObjectNode, path: Path): Iterable<Report> {
  for (const { key, keySpan, value } of node.members) {
    if (!nested.includes(key)) continue
    yield {
      at: { span: contentSpan(config.tree, keySpan), path: [...path, key] },
      message: `${hostName(config)} does not split "${key}" at its dots and drops it without a word. Write ${key
        .split('.')
        .map((step) => `"${step}"`)
        .join(' > ')} as keys within each other${wakes(key, value)}.`,
      fixes: value ? nest(node, path, key, value) : [],
    }
  }
}

/** A list that has lain dead grants what it names as soon as it is read. */
function wakes(key: string, value: Member['value']): string {
  if (value?.kind !== 'array' || !/(?:allow|approve)/i.test(key) || /(?:deny|exclude|disallow)/i.test(key)) return ''
  const acting = value.items.flatMap((item) => (item.kind === 'string' && acts(item.value) ? [item.value] : []))
  return acting.length > 0 ? `, without ${quotedList(acting)}, which would then run without asking` : ''
}

/** By its name it does more than read; what a command line in brackets does its name does not tell. */
function acts(line: string): boolean {
  const [, name = '', inner] = /^([\w.:-]+)(\(.*\))?$/s.exec(line.trim()) ?? []
  const { action } = actionOf(name)
  return action !== undefined && action !== 'read' && (action !== 'execute' || inner === undefined)
}

function nest(node: ObjectNode, path: Path, key: string, value: NonNullable<Member['value']>): readonly Fix[] {
  const [first = key, ...rest] = key.split('.')
  // What stands there already is not ours to merge with.
  if (memberOf(node, first)) return []
  const nested = rest.reduceRight((inner, step) => ({ [step]: inner }), toJson(value))
  const own = [...path, key]
  return [
    {
      title: `Nest "${key}"`,
      safety: safetyOf(key),
      patches: [
        { op: 'set', path: own, value: nested },
        { op: 'rename', path: own, key: first },
      ],
    },
  ]
}

function* wrongItems(config: McpConfig, { lists }: KeyMap, node: ObjectNode, path: Path): Iterable<Report> {
  for (const key of lists) {
    const list = memberOf(node, key)?.value
    if (list?.kind !== 'array') continue
    const at = list.items.findIndex(({ kind }) => kind !== 'string')
    const item = list.items[at]
    if (!item) continue
    const shown = config.tree.text.slice(item.span.start, item.span.end)
    yield {
      at: { span: item.span, path: [...path, key, at] },
      message: `${hostName(config)} reads only text in "${key}" and drops ${item.kind === 'object' || item.kind === 'array' ? 'this item' : `"${shown}"`} without a word. Write it in quotes, in the form of the other lines.`,
    }
  }
}

export const examples = {
  good: [
    { host: 'cursor', file: '.cursor/permissions.json', text: '{"mcpAllowlist":["github:issue_read"]}' },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"model":"opus","hooks":{},"permissions":{"allow":["Read"],"defaultMode":"plan"},"env":{"A":"1"},"notes":"x"}',
    },
    { host: 'amazonq', file: '.amazonq/cli-agents/dev.json', text: '{"name":"dev","tools":[],"allowedTools":["fs_read"]}' },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"«mcpAllowList»":["github:issue_read"]}',
      message: 'Cursor does not know "mcpAllowList" and drops it without a word. Did you mean "mcpAllowlist"?',
      severity: 'medium',
      fixed: '{"mcpAllowlist":["github:issue_read"]}',
    },
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"terminalAllowlist":["git",«7»]}',
      message:
        'Cursor reads only text in "terminalAllowlist" and drops "7" without a word. Write it in quotes, in the form of the other lines.',
    },
    {
      host: 'amazonq',
      file: '.amazonq/cli-agents/dev.json',
      text: '{"name":"dev","tools":["*"],"«allowedTool»":["fs_read"]}',
      message: 'Amazon Q Developer does not know "allowedTool" and drops it without a word. Did you mean "allowedTools"?',
      fixed: '{"name":"dev","tools":["*"],"allowedTools":["fs_read"]}',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"«tools.exclude»":["run_shell_command"]}',
      message:
        'Gemini CLI does not split "tools.exclude" at its dots and drops it without a word. Write "tools" > "exclude" as keys within each other.',
      fixed: '{"tools":{"exclude":["run_shell_command"]}}',
    },
    // What has lain dead begins to grant.
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"«tools.allowed»":["read_file(*)","run_shell_command(ls *)","write_file(*)","delete_file(*)"]}',
      message:
        'Gemini CLI does not split "tools.allowed" at its dots and drops it without a word. Write "tools" > "allowed" as keys within each other, without "write_file(*)" and "delete_file(*)", which would then run without asking.',
    },
  ],
} satisfies Examples

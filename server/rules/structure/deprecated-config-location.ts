import type { McpConfig } from '../../model/mcpConfig.ts'
import { contentSpan, memberOf, nodeAt, toJson } from '../../syntax/find.ts'
import type { Member, Path } from '../../syntax/tree.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

/** Top-level keys of Gemini's first settings, and where they went (google-gemini/gemini-cli, settings migration, 2026-11). */
const GEMINI_V1: Readonly<Record<string, readonly [string, string]>> = {
  allowMCPServers: ['mcp', 'allowed'],
  excludeMCPServers: ['mcp', 'excluded'],
  mcpServerCommand: ['mcp', 'serverCommand'],
  coreTools: ['tools', 'core'],
  allowedTools: ['tools', 'allowed'],
  excludeTools: ['tools', 'exclude'],
  toolDiscoveryCommand: ['tools', 'discoveryCommand'],
  toolCallCommand: ['tools', 'callCommand'],
}

export default defineRule({
  meta: {
    id: 'deprecated-config-location',
    group: 'structure',
    title: 'Servers are kept where the host no longer reads them',
    tier: 3,
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    firstSeenBy: 'regular',
    where:
      'VS Code settings.json `mcp`, Claude Code settings.json `mcpServers`, .kilocode/mcp.json, .amazonq/mcp.json, top-level Gemini v1 keys',
    when: 'the location is deprecated; `mcpServers` in .claude/settings.json is not read at all: then medium and regular. One finding per file.',
    why: 'A restriction written there has no effect.',
    fix: { safety: 'review', does: 'moves the entries to the place the host reads, where that is in the same file' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const report = unreadInClaudeSettings(config) ?? deprecatedFile(config) ?? geminiKeys(config)
    if (report) yield report
  },
})

const CLAUDE_SETTINGS = /(?:^|[\\/])\.claude[\\/]settings(?:\.local)?\.json$/

function unreadInClaudeSettings({ file, root, tree, host }: McpConfig): Report | undefined {
  if (!host.id.startsWith('claude-code') || !CLAUDE_SETTINGS.test(file)) return undefined
  const member = root && memberOf(root, 'mcpServers')
  if (member?.value?.kind !== 'object' || member.value.members.length === 0) return undefined
  return {
    at: { span: contentSpan(tree, member.keySpan), path: ['mcpServers'] },
    severity: 'medium',
    persona: 'regular',
    message:
      'Claude Code reads no servers from this file. Move "mcpServers" to ".mcp.json", or add the servers with "claude mcp add".',
  }
}

/** The mark stands on the key of the first map of servers. */
function deprecatedFile({ host, servers, tree }: McpConfig): Report | undefined {
  const to = host.file?.deprecated
  const path = servers[0]?.path.slice(0, -1)
  if (to === undefined || path === undefined) return undefined
  const key = keyOf(path, nodeAtParent(tree, path))
  return {
    at: key ? { span: contentSpan(tree, key.keySpan), path } : (servers[0]?.nameAt ?? { span: { start: 0, end: 1 }, path }),
    message: `${hostName({ host })} has given up this place for servers. Move them to ${to}.`,
  }
}

function nodeAtParent(tree: McpConfig['tree'], path: Path) {
  return path.length > 0 ? nodeAt(tree, path.slice(0, -1)) : undefined
}

function keyOf(path: Path, parent: ReturnType<typeof nodeAt>): Member | undefined {
  return parent?.kind === 'object' ? memberOf(parent, String(path.at(-1))) : undefined
}

function geminiKeys({ host, root, tree }: McpConfig): Report | undefined {
  if (host.id !== 'gemini' || !root) return undefined
  const [first, ...others] = root.members.filter(({ key, value }) => value && Object.hasOwn(GEMINI_V1, key))
  const target = first && GEMINI_V1[first.key]
  if (!first?.value || !target) return undefined
  const [group, inner] = target
  const there = memberOf(root, group)
  const isFree = !there || (there.value?.kind === 'object' && !memberOf(there.value, inner))
  const value = toJson(first.value)
  return {
    at: { span: contentSpan(tree, first.keySpan), path: [first.key] },
    message: `"${first.key}" is a key of Gemini's first settings. Write it as "${target.join('.')}".`,
    related: others.map(({ key, keySpan }) => ({
      span: contentSpan(tree, keySpan),
      message: `"${key}" is now "${GEMINI_V1[key]?.join('.') ?? key}".`,
    })),
    fixes:
      isFree && others.length === 0
        ? [
            {
              title: `Move "${first.key}" to "${target.join('.')}"`,
              safety: 'review',
              patches: [
                { op: 'remove', path: [first.key] },
                there ? { op: 'set', path: [group, inner], value } : { op: 'set', path: [group], value: { [inner]: value } },
              ],
            },
          ]
        : [],
  }
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcp":{"allowed":["docs"]},"mcpServers":{"docs":{"command":"/opt/docs"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.claude/settings.json',
      text: '{"«mcpServers»":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message:
        'Claude Code reads no servers from this file. Move "mcpServers" to ".mcp.json", or add the servers with "claude mcp add".',
      severity: 'medium',
      persona: 'regular',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcp":{},"«allowMCPServers»":["docs"],"mcpServers":{"docs":{"command":"/opt/docs"}}}',
      message: '"allowMCPServers" is a key of Gemini\'s first settings. Write it as "mcp.allowed".',
      severity: 'low',
      persona: 'pedantic',
      fixed: '{"mcp":{"allowed":["docs"]},"mcpServers":{"docs":{"command":"/opt/docs"}}}',
    },
  ],
} satisfies Examples

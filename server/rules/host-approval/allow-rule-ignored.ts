import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { stringsAt } from '../../model/approvals/lists.ts'
import { offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { configuredServers } from '../approvedServers.ts'
import { defineRule, type Examples, type FileContext, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'allow-rule-ignored',
    group: 'host-approval',
    title: 'Allow rule parses and is skipped',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`permissions.allow` of Claude Code',
    when: '`*`, `mcp__*`, another wildcard that does not follow a literal `mcp__server__`, or a rule about an MCP tool with parentheses. (`mcp__*` works in `deny` and `ask`.)',
    why: 'The rule looks effective to a reviewer; the host skips it with a warning at most.',
    fix: { safety: 'review', does: 'replaces it by the tools of the configured servers that only read' },
    standards: ['CWE-1287', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, context) {
    if (config.host.id !== 'claude-code-settings') return
    const skipped = approvalsOf(config).filter(({ effect, ignored }) => effect === 'allow' && ignored)
    for (const approval of skipped.slice(0, MOST_REPORTED)) {
      const { ignored, at } = approval
      yield {
        at,
        message:
          ignored === 'parentheses'
            ? `Claude Code skips "${at.text}", since a rule about an MCP tool takes no parentheses. Write the name of the tool alone.`
            : `Claude Code skips "${at.text}", since "*" may only follow the full name of a server here. Name the tools, as "mcp__server__tool".`,
        fixes: [fixFor(approval, config, context)],
      }
    }
  },
})

/** So many lines say enough, and each fix reads the whole list. */
const MOST_REPORTED = 100

function fixFor(approval: Approval, config: McpConfig, context: FileContext): Fix {
  const { at, entry, ignored } = approval
  const list = entry.slice(0, -1)
  const others = stringsAt(config, list).map(({ text }) => text)
  const bare = at.text.slice(0, at.text.indexOf('('))
  const wanted = ignored === 'parentheses' ? [bare] : readTools(config, context)
  const names = wanted.filter((name) => !others.includes(name) && !(ignored === 'parentheses' && name.includes('*')))
  if (names.length === 0) return { title: `Remove "${at.text}"`, safety: 'review', patches: [{ op: 'remove', path: entry }] }
  const title = ignored === 'parentheses' ? `Write "${bare}"` : `Replace "${at.text}" by the tools that read`
  const value = others.flatMap((text) => (text === at.text ? names : [text]))
  const [only] = names
  const patches =
    names.length === 1 && only !== undefined
      ? [{ op: 'set', path: entry, value: only } as const]
      : [{ op: 'set', path: list, value } as const]
  return { title, safety: 'review', patches }
}

/** Of the servers that are known; what an unknown server offers nobody can list. */
function readTools(config: McpConfig, context: FileContext): readonly string[] {
  return [...configuredServers(config, context)].flatMap(([label, server]) =>
    (offeredTools(server.entry, server.config).tools ?? [])
      .filter(({ action, returnsSecrets }) => action === 'read' && !returnsSecrets)
      .map(({ name }) => `mcp__${label}__${name}`),
  )
}

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["mcp__github__issue_read"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["mcp__docs__get_*","Bash(git log *)"],"deny":["mcp__*"]}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«mcp__*»"]}}',
      message:
        'Claude Code skips "mcp__*", since "*" may only follow the full name of a server here. Name the tools, as "mcp__server__tool".',
      severity: 'medium',
      fixed: '{"permissions":{"allow":[]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«*»","Read"]}}',
      beside: [
        {
          host: 'claude-code',
          file: '.mcp.json',
          text: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.1"]}}}',
        },
      ],
      message:
        'Claude Code skips "*", since "*" may only follow the full name of a server here. Name the tools, as "mcp__server__tool".',
      fixed: '{"permissions":{"allow":["mcp__time__get_current_time","mcp__time__convert_time","Read"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«mcp__github__issue_read(acme/*)»"]}}',
      message:
        'Claude Code skips "mcp__github__issue_read(acme/*)", since a rule about an MCP tool takes no parentheses. Write the name of the tool alone.',
      fixed: '{"permissions":{"allow":["mcp__github__issue_read"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«mcp__git*__issue_read»"]}}',
      message:
        'Claude Code skips "mcp__git*__issue_read", since "*" may only follow the full name of a server here. Name the tools, as "mcp__server__tool".',
    },
  ],
} satisfies Examples

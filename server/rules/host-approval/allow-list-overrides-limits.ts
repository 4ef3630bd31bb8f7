import { coversName } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entriesAt } from '../../model/approvals/lists.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'allow-list-overrides-limits',
    group: 'host-approval',
    title: 'Allowing a tool switches its limits off',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'agent files of Kiro and Amazon Q: `allowedTools` with `toolsSettings`',
    when: 'a tool is in `allowedTools`, by name or by a pattern, and has paths, commands or services in `toolsSettings`. Silent for settings that are empty, and for `*` alone, which the host refuses.',
    why: 'The host does not apply `toolsSettings` to a tool that is allowed outright.',
    fix: { safety: 'review', does: 'removes the tool from `allowedTools`' },
    standards: ['CWE-693', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'amazonq' && config.host.id !== 'kiro') return
    const allowed = approvalsOf(config)
      .filter(({ list, ignored }) => list === 'allowedTools' && !ignored)
      .slice(0, MOST_LINES)
    for (const { key, member } of entriesAt(config, ['toolsSettings'])) {
      if (member.value?.kind !== 'object') continue
      const limits = member.value.members.filter((limit) => limit.value?.kind === 'array' && limit.value.items.length > 0)
      const [limit] = limits
      const line = allowed.find(({ at }) => coversTool(at.text, key.text))
      if (!limit || !line) continue
      yield {
        at: line.at,
        message: `"${line.at.text}" in "allowedTools" lets "${key.text}" run without asking, and then its "${limit.key}" in "toolsSettings" does not hold. Remove it from "allowedTools".`,
        related: [{ span: key.span, message: 'These limits do not hold.' }],
        fixes: [{ title: `Remove "${line.at.text}"`, safety: 'review', patches: [{ op: 'remove', path: line.entry }] }],
      }
    }
  },
})

/** Each is compared with each tool that has settings. */
const MOST_LINES = 500

/** `@server` covers `@server/tool`; `?` stands for one character, which only widens what is compared here. */
function coversTool(pattern: string, tool: string): boolean {
  return coversName(pattern.replaceAll('?', '*'), tool) || (pattern.startsWith('@') && tool.startsWith(`${pattern}/`))
}

export const examples = {
  good: [
    {
      host: 'amazonq',
      file: '.amazonq/cli-agents/dev.json',
      text: '{"name":"dev","tools":["fs_write"],"allowedTools":["fs_read"],"toolsSettings":{"fs_write":{"allowedPaths":["docs/**"]}}}',
    },
    {
      host: 'kiro',
      file: '.kiro/agents/dev.json',
      text: '{"name":"dev","tools":["fs_read"],"allowedTools":["fs_read","*"],"toolsSettings":{"fs_read":{"allowedPaths":[]},"fs_write":{"allowedPaths":["docs/**"]}}}',
      also: ['inert-approval-wildcard'],
    },
  ],
  bad: [
    {
      host: 'amazonq',
      file: '.amazonq/cli-agents/dev.json',
      text: '{"name":"dev","tools":["fs_write"],"allowedTools":["«fs_write»"],"toolsSettings":{"fs_write":{"allowedPaths":["docs/**"]}}}',
      message:
        '"fs_write" in "allowedTools" lets "fs_write" run without asking, and then its "allowedPaths" in "toolsSettings" does not hold. Remove it from "allowedTools".',
      severity: 'high',
      fixed: '{"name":"dev","tools":["fs_write"],"allowedTools":[],"toolsSettings":{"fs_write":{"allowedPaths":["docs/**"]}}}',
    },
    {
      host: 'kiro',
      file: '.kiro/agents/dev.json',
      text: '{"name":"dev","tools":["*"],"allowedTools":["«execute_*»"],"toolsSettings":{"execute_bash":{"allowedCommands":["git status"]}}}',
      message:
        '"execute_*" in "allowedTools" lets "execute_bash" run without asking, and then its "allowedCommands" in "toolsSettings" does not hold. Remove it from "allowedTools".',
    },
  ],
} satisfies Examples

import { contentSpan, memberAt } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'empty-allow-list-replaces',
    group: 'host-approval',
    title: 'Empty list replaces the one set in the editor',
    tier: 3,
    severity: 'info',
    confidence: 'medium',
    persona: 'pedantic',
    where: '`mcpAllowlist` and `terminalAllowlist` of Cursor, `allowedMcpServers` of Claude Code',
    when: 'the list is present and empty.',
    why: 'Presence, not content, decides which list applies.',
    fix: undefined,
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const { key, effect } of LISTS[config.host.id] ?? []) {
      const member = memberAt(config.tree, [key])
      if (member?.value?.kind !== 'array' || member.value.items.length > 0) continue
      yield {
        at: { span: contentSpan(config.tree, member.keySpan), path: [key] },
        message: `"${key}" is there and empty, so ${effect}. Remove it if that is not meant.`,
      }
    }
  },
})

const LISTS: Readonly<Record<string, readonly { readonly key: string; readonly effect: string }[]>> = {
  cursor: ['mcpAllowlist', 'terminalAllowlist'].map((key) => ({ key, effect: 'the list of the editor no longer counts' })),
  'claude-code-settings': [{ key: 'allowedMcpServers', effect: 'no server at all may start' }],
}

export const examples = {
  good: [
    { host: 'cursor', file: '.cursor/permissions.json', text: '{"mcpAllowlist":["github:issue_read"]}' },
    { host: 'claude-code-settings', file: '.claude/settings.json', text: '{"permissions":{"allow":[]}}' },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"«mcpAllowlist»":[]}',
      message: '"mcpAllowlist" is there and empty, so the list of the editor no longer counts. Remove it if that is not meant.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"«allowedMcpServers»":[]}',
      message: '"allowedMcpServers" is there and empty, so no server at all may start. Remove it if that is not meant.',
    },
  ],
} satisfies Examples

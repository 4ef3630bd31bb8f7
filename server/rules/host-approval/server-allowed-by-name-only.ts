import { textAt } from '../../model/approvals/lists.ts'
import { memberOf, nodeAt } from '../../syntax/find.ts'
import { quotedList } from '../actionWords.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'server-allowed-by-name-only',
    group: 'host-approval',
    title: 'Server is admitted by its label',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`allowedMcpServers` of Claude Code',
    when: 'an entry has a `serverName` and neither `serverCommand` nor `serverUrl`. `enabledMcpjsonServers` only answers a question for one person and is no finding.',
    why: 'Anyone who edits a configuration can give another program that name.',
    fix: undefined,
    standards: ['CWE-290', 'MCP09', 'SAFE-T1004'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'claude-code-settings') return
    const list = nodeAt(config.tree, ['allowedMcpServers'])
    if (list?.kind !== 'array') return
    const names = list.items.flatMap((item, at) => {
      if (item.kind !== 'object' || memberOf(item, 'serverCommand') || memberOf(item, 'serverUrl')) return []
      return textAt(config, ['allowedMcpServers', at, 'serverName']) ?? []
    })
    const [first, ...others] = names
    if (!first) return
    yield {
      at: first,
      message: `${quotedList(names.map(({ text }) => text))} ${others.length > 0 ? 'are names' : 'is a name'} that any program can be given, so nothing is kept out. Admit the server by "serverUrl" or "serverCommand".`,
      related: others.map(({ span, text }) => ({ span, message: `"${text}" is only a name, too.` })),
    }
  },
})

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: 'managed-settings.json',
      text: '{"allowedMcpServers":[{"serverUrl":"https://api.githubcopilot.com/mcp/*"}]}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"enabledMcpjsonServers":["github"],"deniedMcpServers":[{"serverName":"web"}]}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: 'managed-settings.json',
      text: '{"allowedMcpServers":[{"serverName":"«github»"}]}',
      message:
        '"github" is a name that any program can be given, so nothing is kept out. Admit the server by "serverUrl" or "serverCommand".',
      severity: 'medium',
    },
    {
      host: 'claude-code-settings',
      file: 'managed-settings.json',
      text: '{"allowedMcpServers":[{"serverCommand":["/opt/docs"]},{"serverName":"«github»"},{"serverName":"jira"}]}',
      message:
        '"github" and "jira" are names that any program can be given, so nothing is kept out. Admit the server by "serverUrl" or "serverCommand".',
    },
  ],
} satisfies Examples

import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import { contentSpan } from '../../syntax/find.ts'
import { quotedList } from '../actionWords.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'dead-approval-key',
    group: 'host-approval',
    title: 'Approval key of another host',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'server entry',
    when: '`alwaysAllow`, `autoApprove` or `trust` in an entry of a host that does not read the key; `trust` in a Gemini extension. Silent for hosts whose keys are not known.',
    why: 'It fails safe, but a reviewer cannot tell what is approved, and a copy in another file makes it live.',
    fix: { safety: 'safe', does: 'removes the key' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { host, tree } = config
    const read = entryPermissionKeys(host.id)
    if (!read) return
    const dead = entry.node.members.filter(({ key }) => APPROVAL_KEYS.has(key) && !read.approval.includes(key))
    const [first, ...others] = dead
    if (!first) return
    const names = [...new Set(dead.map(({ key }) => key))]
    yield {
      at: { span: contentSpan(tree, first.keySpan), path: [...entry.path, first.key] },
      message: `${hostName(config)} does not read ${quotedList(names)}, so nothing of server "${entry.name}" is approved by it. Remove ${names.length > 1 ? 'the keys' : 'the key'}.`,
      related: others.map(({ key, keySpan }) => ({ span: contentSpan(tree, keySpan), message: `"${key}" is not read either.` })),
      fixes: [
        {
          title: `Remove ${quotedList(names)}`,
          safety: 'safe',
          patches: names.map((key) => ({ op: 'remove', path: [...entry.path, key] })),
        },
      ],
    }
  },
})

const APPROVAL_KEYS: ReadonlySet<string> = new Set(['alwaysAllow', 'autoApprove', 'trust'])

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"includeTools":["jira_get_issue"]}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
    // Hosts that read the key.
    {
      host: 'cline',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["jira_get_issue"]}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"alwaysAllow":["jira_get_issue"]}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
    { host: 'gemini', text: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.1"],"trust":true}}}' },
  ],
  bad: [
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"«alwaysAllow»":["jira_get_issue"]}}}',
      message: 'Gemini CLI does not read "alwaysAllow", so nothing of server "jira" is approved by it. Remove the key.',
      severity: 'low',
      fixed: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"]}}}',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","«autoApprove»":[],"trust":true}}}',
      message:
        'Claude Code does not read "autoApprove" and "trust", so nothing of server "docs" is approved by it. Remove the keys.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}',
    },
    {
      host: 'gemini-extension',
      file: 'gemini-extension.json',
      text: '{"name":"docs","version":"1.0.0","mcpServers":{"docs":{"command":"/opt/docs","«trust»":true}}}',
      message: 'Gemini CLI extension does not read "trust", so nothing of server "docs" is approved by it. Remove the key.',
    },
  ],
} satisfies Examples

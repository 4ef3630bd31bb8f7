import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import { offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'inert-approval-wildcard',
    group: 'host-approval',
    title: 'Wildcard has no effect in this list',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: '`autoApprove` of Cline, `allowedTools` in agent files of Amazon Q and Kiro',
    when: '`*` stands in a list whose host compares names as they are written, or refuses the wildcard.',
    why: 'It fails safe today, and becomes a blanket approval when it is copied to a host that honours it.',
    fix: { safety: 'review', does: 'replaces it by the tools that are known to read' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const approvals = entryApprovals(entry, config)
    const inert = approvals.find(({ ignored }) => ignored === 'wildcard')
    if (!inert) return
    yield {
      at: inert.at,
      message: `${hostName(config)} takes "*" in "${inert.list}" for the name of a tool, so nothing is approved by it. List the tools of server "${entry.name}" that only read.`,
      fixes: [replaceByReadTools(inert, approvals, entry, config)],
    }
  },

  *file(config) {
    if (config.host.id === 'claude-code-settings') return
    for (const { at, list, entry, ignored } of approvalsOf(config)) {
      if (ignored !== 'wildcard') continue
      yield {
        at,
        message: `${hostName(config)} refuses "${at.text}" in "${list}", so nothing is approved by it. List the tools that may run without a person.`,
        fixes: [{ title: `Remove "${at.text}"`, safety: 'review', patches: [{ op: 'remove', path: entry }] }],
      }
    }
  },
})

function replaceByReadTools(inert: Approval, approvals: readonly Approval[], entry: ServerEntry, config: McpConfig): Fix {
  const listed = new Set(approvals.map(({ at }) => at.text))
  const reading = (offeredTools(entry, config).tools ?? []).filter(({ name, action }) => action === 'read' && !listed.has(name))
  const title = reading.length > 0 ? 'Replace "*" by the tools that read' : 'Remove "*"'
  const list = inert.entry.slice(0, -1)
  const kept = approvals.filter(({ at }) => at.text !== '*').map(({ at }) => at.text)
  return {
    title,
    safety: 'review',
    patches:
      reading.length > 0
        ? [{ op: 'set', path: list, value: [...reading.map(({ name }) => name), ...kept] }]
        : [{ op: 'remove', path: inert.entry }],
  }
}

export const examples = {
  good: [
    {
      host: 'cline',
      file: 'cline_mcp_settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["jira_get_issue"]}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
    {
      host: 'amazonq',
      file: '.amazonq/cli-agents/dev.json',
      text: '{"name":"dev","tools":["*"],"allowedTools":["fs_read","@docs/search_*"]}',
    },
  ],
  bad: [
    {
      host: 'cline',
      file: 'cline_mcp_settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["«*»"]}}}',
      message:
        'Cline takes "*" in "autoApprove" for the name of a tool, so nothing is approved by it. List the tools of server "jira" that only read.',
      severity: 'low',
      fixed:
        '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["confluence_search","confluence_get_page","jira_get_issue","jira_search","jira_download_attachments","jira_get_sprint_issues"]}}}',
    },
    {
      host: 'cline',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","autoApprove":["search","«*»"]}}}',
      message:
        'Cline takes "*" in "autoApprove" for the name of a tool, so nothing is approved by it. List the tools of server "docs" that only read.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","autoApprove":["search"]}}}',
    },
    {
      host: 'amazonq',
      file: '.amazonq/cli-agents/dev.json',
      text: '{"name":"dev","tools":["*"],"allowedTools":["«*»"]}',
      message:
        'Amazon Q Developer refuses "*" in "allowedTools", so nothing is approved by it. List the tools that may run without a person.',
      fixed: '{"name":"dev","tools":["*"],"allowedTools":[]}',
    },
  ],
} satisfies Examples

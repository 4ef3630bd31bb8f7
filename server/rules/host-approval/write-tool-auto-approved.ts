import type { KnownServer } from '../../knowledge/servers.ts'
import { actionOf } from '../../knowledge/toolActions.ts'
import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import { offeredTools } from '../../model/approvals/offeredTools.ts'
import { actionWords, approvalSeverity } from '../actionWords.ts'
import { offeredTo } from '../agentServers.ts'
import { defineRule, type Examples, type Report, SEVERITIES, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'write-tool-auto-approved',
    group: 'host-approval',
    title: 'Non-read tool auto-approved by name',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'lists of tools that run without a person, in a server entry or in the settings of a host',
    when: 'a listed tool does more than read. Critical when it moves money, high when it deletes, executes or administers, medium when it writes or sends. Where only the words of its name tell, the confidence is medium; where nothing tells, there is no finding.',
    why: 'What changes something deserves a stricter rule than what reads.',
    fix: { safety: 'safe', does: 'removes the entry' },
    standards: ['ASI02', 'LLM06', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { known } = offeredTools(entry, config)
    yield* reportOf(judge(entryApprovals(entry, config), known), entry.name)
  },

  *file(config, context) {
    const byServer = new Map<string, Approval[]>()
    for (const approval of approvalsOf(config)) {
      if (approval.covers.kind !== 'tools') continue
      const { server } = approval.covers
      const ofServer = byServer.get(server)
      if (ofServer) ofServer.push(approval)
      else byServer.set(server, [approval])
    }
    for (const [server, approvals] of byServer) {
      const offered = offeredTo(server, config, context)
      // A label nobody configures may be a set of tools of the host itself: `edit/editFiles`. Of a built-in server it names
      // a tool that is not offered: "unrecognized tool names are ignored".
      if ((!offered || offered.builtIn) && approvals[0]?.list === 'tools') continue
      yield* reportOf(judge(approvals, offered?.known), server)
    }
  },
})

interface Judged {
  readonly approval: Approval
  readonly tool: string
  readonly does: string
  readonly severity: Severity
  readonly origin: 'table' | 'lexicon' | 'unknown'
}

/** The gravest first; wildcards are the business of another rule. */
function judge(approvals: readonly Approval[], known: KnownServer | undefined): readonly Judged[] {
  return approvals
    .flatMap((approval): readonly Judged[] => {
      const { covers, effect, ignored } = approval
      if (effect !== 'allow' || ignored || covers.kind !== 'tools' || covers.tool.includes('*')) return []
      const { action, origin } = actionOf(covers.tool, known)
      const severity = approvalSeverity({ action })
      return action && severity ? [{ approval, tool: covers.tool, does: actionWords(action, covers.tool), severity, origin }] : []
    })
    .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))
}

function* reportOf([first, ...others]: readonly Judged[], server: string): Iterable<Report> {
  if (!first) return
  const { approval, tool, does, severity, origin } = first
  const all = [first, ...others]
  yield {
    at: approval.at,
    severity,
    confidence: origin === 'table' ? 'high' : 'medium',
    message: `Tool "${tool}" of server "${server}" ${origin === 'table' ? does : `by its name ${does}`}, and "${approval.list}" lets it run without asking. Remove it from the list.`,
    related: others.map((one) => ({ span: one.approval.at.span, message: `"${one.tool}" ${one.does}, too.` })),
    fixes: [
      {
        title: others.length > 0 ? `Remove the ${all.length} tools that do more than read` : `Remove "${tool}"`,
        safety: 'safe',
        patches: all.map((one) => ({ op: 'remove', path: one.approval.entry })),
      },
    ],
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
    // Nobody knows what these do, and names that read a thing do nothing to it.
    {
      host: 'roo',
      text: '{"mcpServers":{"shop":{"command":"/opt/shop","alwaysAllow":["list_orders","get_payment","frobnicate"]}}}',
    },
    // The server that comes with the host only reads, and names it does not offer are ignored.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: sorts issues\ntools: ["read", "github/issue_read", "github/create_pull_request", "github/delete_file"]\nmcp-servers:\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: ["*"]\n---\nSort.\n',
    },
    // A host that does not read the key approves nothing.
    {
      host: 'cursor',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["jira_delete_issue"]}}}',
      also: ['dead-approval-key', 'missing-read-only-mode', 'unscoped-account-access'],
    },
  ],
  bad: [
    {
      host: 'cline',
      file: 'cline_mcp_settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":["«jira_delete_issue»"]}}}',
      message:
        'Tool "jira_delete_issue" of server "jira" deletes data, and "autoApprove" lets it run without asking. Remove it from the list.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"autoApprove":[]}}}',
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.3.5"],"alwaysAllow":["list_customers","create_customer","«create_refund»"]}}}',
      message:
        'Tool "create_refund" of server "stripe" moves money, and "alwaysAllow" lets it run without asking. Remove it from the list.',
      severity: 'critical',
      fixed: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.3.5"],"alwaysAllow":["list_customers"]}}}',
    },
    {
      host: 'kiro',
      text: '{"mcpServers":{"wiki":{"command":"/opt/wiki","args":[],"autoApprove":["read_page","«update_page»"]}}}',
      message:
        'Tool "update_page" of server "wiki" by its name changes data, and "autoApprove" lets it run without asking. Remove it from the list.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"mcpAllowlist":["jira:jira_search","«jira:jira_delete_issue»"]}',
      message:
        'Tool "jira_delete_issue" of server "jira" by its name deletes data, and "mcpAllowlist" lets it run without asking. Remove it from the list.',
      severity: 'high',
      confidence: 'medium',
      fixed: '{"mcpAllowlist":["jira:jira_search"]}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["mcp__notes__get_health","«mcp__notes__cleanup_data»","mcp__notes__list_archive"]}}',
      message:
        'Tool "cleanup_data" of server "notes" by its name deletes data, and "permissions.allow" lets it run without asking. Remove it from the list.',
      severity: 'high',
      confidence: 'medium',
      fixed: '{"permissions":{"allow":["mcp__notes__get_health","mcp__notes__list_archive"]}}',
    },
    // An agent that never asks: what is listed runs. Tools of the host itself are nobody's server.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/triage.agent.md',
      text: '---\nname: triage\ndescription: sorts issues\ntools: ["read", "edit/editFiles", "github/issue_read", "«github/delete_file»"]\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/\n    tools: ["*"]\n---\nSort.\n',
      message:
        'Tool "delete_file" of server "github" deletes data, and "tools" lets it run without asking. Remove it from the list.',
      severity: 'high',
      fixed:
        '---\nname: triage\ndescription: sorts issues\ntools: ["read", "edit/editFiles", "github/issue_read"]\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/\n    tools: ["*"]\n---\nSort.\n',
    },
    {
      host: 'kilocode',
      file: '.kilocode/mcp.json',
      text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.1.26"],"alwaysAllow":["read_graph","«delete_entities»"]}}}',
      message:
        'Tool "delete_entities" of server "memory" deletes data, and "alwaysAllow" lets it run without asking. Remove it from the list.',
      severity: 'high',
      confidence: 'high',
    },
  ],
} satisfies Examples

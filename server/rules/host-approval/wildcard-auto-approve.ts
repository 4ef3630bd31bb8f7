import { actionOf } from '../../knowledge/toolActions.ts'
import { type Approval, coversName, coversTools } from '../../model/approvals/approval.ts'
import { approvalsOf, orderOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import { type Offered, type OfferedTool, offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { actionWords, approvalSeverity } from '../actionWords.ts'
import { configuredServers } from '../approvedServers.ts'
import { expandWildcard } from '../expandWildcard.ts'
import { defineRule, type Examples, type Report, SEVERITIES } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'wildcard-auto-approve',
    group: 'host-approval',
    title: 'Wildcard in an allow list',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      '`alwaysAllow` of Roo and Kilo, `autoApprove` of Kiro, `trust` of Gemini, `default_tools_approval_mode` of Codex; `permissions.allow` of Claude Code, `mcpAllowlist` of Cursor, `allowedTools` of Amazon Q and Kiro agents, `permission` of opencode',
    when: 'a wildcard this host honours covers a tool that does more than read. Critical for every tool of every server, and when a covered tool moves money or executes; low when the server is kept from writing by its own switch. Where it is not known what the tools do, the confidence is medium. Silent where all covered tools are known to read.',
    why: 'Tools that appear or change later run without anybody noticing.',
    fix: { safety: 'review', does: 'puts the tools that are known to read in the place of the wildcard' },
    standards: ['ASI02', 'MCP02', 'MCP03', 'LLM06'],
    guards: [],
    absorbs: ['write-tool-auto-approved'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const approvals = entryApprovals(entry, config)
    const offered = offeredTools(entry, config)
    const stricter = strict(approvals)
    for (const approval of approvals) yield* judge(approval, stricter, offered, config)
  },

  *file(config, context) {
    const approvals = approvalsOf(config)
    if (approvals.length === 0) return
    const servers = configuredServers(config, context)
    const stricter = strict(approvals)
    for (const approval of approvals.filter(isWildcard).slice(0, MOST_LINES)) {
      // What an agent is given is the business of `agent-server-wildcard`.
      if (approval.covers.kind !== 'tools' || approval.list === 'tools') continue
      const found = servers.get(approval.covers.server)
      yield* judge(approval, stricter, found ? offeredTools(found.entry, found.config) : NOTHING_KNOWN, config)
    }
  },
})

const NOTHING_KNOWN: Offered = { known: undefined, readOnly: false, someSets: false, tools: undefined }

/** Each wildcard is compared with each of the stricter lines. */
const MOST_LINES = 40

function isWildcard({ covers, effect, ignored }: Approval): boolean {
  return effect === 'allow' && !ignored && covers.kind === 'tools' && covers.tool.includes('*')
}

function strict(approvals: readonly Approval[]): readonly Approval[] {
  return approvals.filter(({ effect, ignored }) => effect !== 'allow' && !ignored).slice(0, MOST_LINES)
}

function* judge(approval: Approval, stricter: readonly Approval[], offered: Offered, config: McpConfig): Iterable<Report> {
  const { covers, at, list } = approval
  if (!isWildcard(approval) || covers.kind !== 'tools') return
  const { server, tool } = covers
  const fixes = [expandWildcard(approval, offered.tools ?? [], config)]
  if (server === '*') {
    if (tool !== '*') return
    const message = `"${at.text}" lets every tool of every server run without asking, also of servers that come later. List the tools that only read.`
    yield { at, severity: 'critical', message, fixes }
    return
  }
  const whole = tool === '*' ? `Every tool of server "${server}"` : `Every tool "${tool}" of server "${server}"`
  if (offered.readOnly) {
    const message = `${whole} runs without asking. The server is kept from writing by a switch of its own; list the tools so that this stays true without it.`
    yield { at, severity: 'low', message, fixes }
    return
  }
  const covered = offered.tools?.filter(({ name }) => coversName(tool, name) && !isOverruled(name, approval, stricter, config))
  const acting = covered?.filter(({ action }) => action !== 'read')
  if (acting?.length === 0 || (!acting && actionOf(tool).action === 'read')) return
  const [example] = (offered.someSets ? [] : (acting ?? [])).toSorted((a, b) => gravity(b) - gravity(a))
  const isGrave = example?.action !== undefined && GRAVE.has(example.action)
  yield {
    at,
    severity: isGrave ? 'critical' : 'high',
    confidence: example?.origin === 'table' ? 'high' : 'medium',
    message: `${whole} runs without asking, ${example?.action ? also(example) : 'whatever it does now or later'}. ${list === 'trust' ? 'Remove "trust", or offer only what reads in "includeTools".' : 'List the tools that only read.'}`,
    fixes,
  }
}

/** Harm that cannot be taken back and has no bounds. A server that deletes stays high, as its tool does by name. */
const GRAVE: ReadonlySet<string> = new Set(['money', 'execute'])

function gravity({ action }: OfferedTool): number {
  if (action === undefined) return 0
  return GRAVE.has(action) ? 10 : SEVERITIES.indexOf(approvalSeverity({ action }) ?? 'info') + 1
}

function also({ name, action }: OfferedTool): string {
  return `also "${name}"${action ? `, which ${actionWords(action, name)}` : ''}`
}

/** Another line asks about this tool or refuses it, and counts before the wildcard. */
function isOverruled(tool: string, approval: Approval, stricter: readonly Approval[], config: McpConfig): boolean {
  if (approval.covers.kind !== 'tools') return false
  const covers = { ...approval.covers, tool }
  const lastWins = orderOf(config) === 'last-wins'
  return stricter.some((one) => (!lastWins || one.at.span.start > approval.at.span.start) && coversTools(one.covers, covers))
}

export const examples = {
  good: [
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"alwaysAllow":["jira_get_issue","jira_search"]}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
    // All its tools read.
    { host: 'roo', text: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.1"],"alwaysAllow":["*"]}}}' },
    // Public documentation, which is looked up and nothing else.
    {
      host: 'gemini',
      text: '{"mcpServers":{"openaiDeveloperDocs":{"httpUrl":"https://developers.openai.com/mcp","trust":true},"context7":{"httpUrl":"https://mcp.context7.com/mcp","trust":true},"learn":{"httpUrl":"https://learn.microsoft.com/api/mcp","trust":true},"aws":{"httpUrl":"https://knowledge-mcp.global.api.aws","trust":true},"wiki":{"httpUrl":"https://mcp.deepwiki.com/mcp","trust":true},"git":{"httpUrl":"https://gitmcp.io/idosal/git-mcp","trust":true},"ui":{"command":"npx","args":["shadcn@3.5.0","mcp"],"trust":true}}}',
    },
    // The host compares names as they are written.
    {
      host: 'cline',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","autoApprove":["*"]}}}',
      also: ['inert-approval-wildcard'],
    },
    {
      host: 'gemini',
      text: '{"mcpServers":{"db":{"httpUrl":"https://mcp.supabase.com/mcp?project_ref=abc&features=docs","trust":true}}}',
      also: ['missing-read-only-mode'],
    },
    { host: 'gemini', text: '{"mcpServers":{"docs":{"command":"/opt/docs","trust":false}}}' },
    // Everything that does more is denied, and a denial counts first.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["mcp__memory"],"deny":["mcp__memory__create_*","mcp__memory__add_*","mcp__memory__delete_*"]}}',
      beside: [
        {
          host: 'claude-code',
          file: '.mcp.json',
          text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.1.26"]}}}',
        },
      ],
    },
    // Only reading tools are offered.
    {
      host: 'gemini',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"includeTools":["jira_search"],"trust":true}}}',
      also: ['missing-read-only-mode', 'unscoped-account-access'],
    },
  ],
  bad: [
    // Which tools come with the chosen sets is known of this server.
    {
      host: 'gemini',
      text: '{"mcpServers":{"db":{"httpUrl":"https://mcp.supabase.com/mcp?project_ref=abc&features=docs%2Cdatabase","«trust»":true}}}',
      message:
        'Every tool of server "db" runs without asking, also "execute_sql", which runs code or SQL. Remove "trust", or offer only what reads in "includeTools".',
      severity: 'critical',
    },
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"alwaysAllow":["«*»"]}}}',
      message:
        'Every tool of server "jira" runs without asking, also "confluence_delete_page", which deletes data. List the tools that only read.',
      severity: 'high',
      confidence: 'high',
      fixed:
        '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"alwaysAllow":["confluence_search","confluence_get_page","jira_get_issue","jira_search","jira_download_attachments","jira_get_sprint_issues"]}}}',
    },
    {
      host: 'kiro',
      text: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.3.5"],"autoApprove":["«*»"]}}}',
      message:
        'Every tool of server "stripe" runs without asking, also "create_coupon", which moves money. List the tools that only read.',
      severity: 'critical',
    },
    {
      host: 'gemini',
      text: '{"mcpServers":{"acme":{"command":"/opt/acme","«trust»":true}}}',
      message:
        'Every tool of server "acme" runs without asking, whatever it does now or later. Remove "trust", or offer only what reads in "includeTools".',
      severity: 'high',
      confidence: 'medium',
      fixed: '{"mcpServers":{"acme":{"command":"/opt/acme"}}}',
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3","--read-only"],"alwaysAllow":["«*»"]}}}',
      message:
        'Every tool of server "jira" runs without asking. The server is kept from writing by a switch of its own; list the tools so that this stays true without it.',
      severity: 'low',
    },
    // Of the tools that execute none is in this set, and nobody can tell which of the others are.
    {
      host: 'roo',
      text: '{"mcpServers":{"github":{"type":"streamable-http","url":"https://api.githubcopilot.com/mcp/x/issues","alwaysAllow":["«*»"]}}}',
      message: 'Every tool of server "github" runs without asking, whatever it does now or later. List the tools that only read.',
      severity: 'high',
      confidence: 'medium',
      also: ['missing-read-only-mode'],
    },
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"mcpAllowlist":["docs:search","«*:*»"]}',
      message:
        '"*:*" lets every tool of every server run without asking, also of servers that come later. List the tools that only read.',
      severity: 'critical',
      fixed: '{"mcpAllowlist":["docs:search"]}',
    },
  ],
} satisfies Examples

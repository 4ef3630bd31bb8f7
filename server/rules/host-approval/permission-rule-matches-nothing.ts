import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { offeredTools } from '../../model/approvals/offeredTools.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { nearest } from '../../model/nearest.ts'
import { type ConfiguredServer, configuredServers } from '../approvedServers.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'
import { spelling } from '../toolSpelling.ts'

export default defineRule({
  meta: {
    id: 'permission-rule-matches-nothing',
    group: 'host-approval',
    title: 'Permission rule names a server or tool that does not exist',
    tier: 2,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`permissions` of Claude Code and Cursor, `allowedTools` of Amazon Q and Kiro agents',
    when: 'a line is spelt as another host or no host spells it, names a server or a tool a slip away from one that exists, or names a server that is in no configuration this host reads, where those of the user are in reach, too. High for a deny, low for an allow. Silent where the tools of a server are not known, and for plugins and connectors, whose servers stand elsewhere.',
    why: 'A deny that matches nothing fails open.',
    fix: { safety: 'review', does: 'writes the nearest name' },
    standards: ['CWE-1287', 'CSF PR.AA-05'],
    guards: ['plugin-names'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, context) {
    const approvals = approvalsOf(config)
    const servers = approvals.length === 0 ? undefined : configuredServers(config, context)
    if (!servers || servers.size === 0) return
    const seesUser = context.workspace.configs.some((one) => isOfUser(one) && sameFamily(one, config))
    for (const approval of approvals.slice(0, MOST_LINES)) {
      const wrong = approval.ignored ? undefined : mistakeIn(approval, servers, seesUser)
      if (!wrong) continue
      yield {
        at: approval.at,
        severity: SEVERITIES_OF[approval.effect],
        message: `"${approval.at.text}" matches nothing: ${wrong.what}${approval.effect === 'deny' ? ', so nothing is denied' : ''}. ${wrong.instead === undefined ? `Name a server ${hostName(config)} starts, or remove the line.` : `Write "${wrong.instead}".`}`,
        fixes:
          wrong.instead === undefined
            ? []
            : [
                {
                  title: `Write "${wrong.instead}"`,
                  safety: 'review',
                  patches: [{ op: 'set', path: approval.entry, value: wrong.instead }],
                },
              ],
      }
    }
  },
})

/** Each line is compared with the names of servers and tools. */
const MOST_LINES = 500
const SEVERITIES_OF: Readonly<Record<Approval['effect'], Severity>> = { deny: 'high', ask: 'medium', allow: 'low' }
/** Servers that no configuration names: of plugins, of an editor, connectors of an account. */
const ELSEWHERE = /^(?:plugin_|claude_ai_|ide$|claude-in-chrome$|computer-use$)/

interface Mistake {
  readonly what: string
  readonly instead: string | undefined
}

function mistakeIn(approval: Approval, servers: ReadonlyMap<string, ConfiguredServer>, seesUser: boolean): Mistake | undefined {
  const { covers, at, list } = approval
  const spell = spelling(list, at.text)
  if (!spell) return undefined
  const foreign = foreignSpelling(at.text, servers)
  if (foreign && spell(foreign.server, foreign.tool) !== at.text) {
    return { what: 'other hosts spell tools like that', instead: spell(foreign.server, foreign.tool) }
  }
  if (covers.kind !== 'tools' || covers.server.includes('*') || ELSEWHERE.test(covers.server)) return undefined
  const { server, tool } = covers
  const found = servers.get(server)
  if (found) return toolMistake(server, tool, found, spell)
  const joined = joinedName(server, servers)
  if (joined) return { what: 'between server and tool it takes another sign', instead: spell(joined.server, joined.tool) }
  const near = nearest(server, [...servers.keys()])
  if (near !== undefined) return { what: `there is no server "${server}"`, instead: spell(near, tool) }
  return seesUser ? { what: `no configuration has a server "${server}"`, instead: undefined } : undefined
}

/** Only a slip: the table of a server may lack its newest tools. */
function toolMistake(
  server: string,
  tool: string,
  { entry, config }: ConfiguredServer,
  spell: (server: string, tool: string) => string,
): Mistake | undefined {
  const names = offeredTools(entry, config).known?.tools.map(({ name }) => name) ?? []
  if (tool.includes('*') || names.length === 0 || names.includes(tool)) return undefined
  const near = nearest(tool, names)
  return near === undefined ? undefined : { what: `server "${server}" has no tool "${tool}"`, instead: spell(server, near) }
}

/** `github_delete_file`, where `github` is a server. */
function joinedName(
  name: string,
  servers: ReadonlyMap<string, ConfiguredServer>,
): { readonly server: string; readonly tool: string } | undefined {
  for (let at = name.lastIndexOf('_'); at > 0; at = name.lastIndexOf('_', at - 1)) {
    const server = name.slice(0, at)
    if (servers.has(server)) return { server, tool: name.slice(at + 1) }
  }
  return undefined
}

/** `server/tool`, `@server/tool`, `server:tool`, `mcp__server__tool`, of a server that is configured. */
function foreignSpelling(
  text: string,
  servers: ReadonlyMap<string, ConfiguredServer>,
): { readonly server: string; readonly tool: string } | undefined {
  const parts = /^(?:@?([\w.-]{1,100})[/:]|mcp__([\w-]{1,100}?)__)([\w.*-]{1,200})$/.exec(text)
  const server = parts?.[1] ?? parts?.[2]
  const tool = parts?.[3]
  return server !== undefined && tool !== undefined && servers.has(server) ? { server, tool } : undefined
}

function isOfUser({ host, file }: McpConfig): boolean {
  return host.file?.scope === 'user' || file.startsWith('~/')
}

function sameFamily(one: McpConfig, settings: McpConfig): boolean {
  return one.host.id === settings.host.id || `${one.host.id}-settings` === settings.host.id
}

const GITHUB =
  '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}'

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["mcp__github__delete_file"]}}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: GITHUB }],
    },
    // Servers of plugins and of the user may stand where nobody looked, and a table may lack a tool.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["mcp__plugin_acme_docs__write_page","mcp__slack__post_message","mcp__github__frobnicate"],"allow":["mcp__github__get_*","Read"]}}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: GITHUB }],
    },
    // No configuration is in reach at all.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["mcp__github_delete_file"]}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["«mcp__github_delete_file»"]}}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: GITHUB }],
      message:
        '"mcp__github_delete_file" matches nothing: between server and tool it takes another sign, so nothing is denied. Write "mcp__github__delete_file".',
      severity: 'high',
      fixed: '{"permissions":{"deny":["mcp__github__delete_file"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"ask":["«mcp__github__delete_flie»"]}}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: GITHUB }],
      message:
        '"mcp__github__delete_flie" matches nothing: server "github" has no tool "delete_flie". Write "mcp__github__delete_file".',
      severity: 'medium',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«github/issue_read»"]}}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: GITHUB }],
      message: '"github/issue_read" matches nothing: other hosts spell tools like that. Write "mcp__github__issue_read".',
      severity: 'low',
      fixed: '{"permissions":{"allow":["mcp__github__issue_read"]}}',
    },
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"mcpAllowlist":["«mcp__github__issue_read»"]}',
      beside: [{ host: 'cursor', file: '.cursor/mcp.json', text: GITHUB }],
      message: '"mcp__github__issue_read" matches nothing: other hosts spell tools like that. Write "github:issue_read".',
      severity: 'low',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["«mcp__slack»"]}}',
      beside: [
        { host: 'claude-code', file: '.mcp.json', text: GITHUB },
        { host: 'claude-code', file: '~/.claude.json', text: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}' },
      ],
      message:
        '"mcp__slack" matches nothing: no configuration has a server "slack", so nothing is denied. Name a server Claude Code starts, or remove the line.',
      severity: 'high',
    },
  ],
} satisfies Examples

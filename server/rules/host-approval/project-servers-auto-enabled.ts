import { setDangerously } from '../../model/approvals/dangerousSettings.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { memberAt } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import { configuredServers } from '../approvedServers.ts'
import { defineRule, type Examples, type FileContext, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'project-servers-auto-enabled',
    group: 'host-approval',
    title: 'Repository MCP servers start without consent',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      '`enableAllProjectMcpServers` of Claude Code, `chat.mcp.autostart` of VS Code, `security.folderTrust.enabled` of Gemini, `session.trust_all_worktrees` of Zed',
    when: 'the setting starts the servers of a project without asking. Critical when the file is tracked by git. A setting whose effect is not confirmed is pedantic.',
    why: 'Cloning and opening a repository is then enough to run its code.',
    fix: { safety: 'safe', does: 'replaces it by a list of the servers that are configured now, or sets the safe value' },
    standards: ['CWE-829', 'CWE-494', 'ASI04', 'ASI05', 'SBP local-mcp-server-compromise'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, context) {
    const tracked = context.workspace.facts.get(config.file)?.tracked ?? false
    for (const { setting, path, key, span } of setDangerously(config)) {
      if (setting.reach !== 'start') continue
      yield {
        at: { span, path },
        severity: tracked ? 'critical' : 'high',
        ...(!setting.verified && { confidence: 'medium', persona: 'pedantic' }),
        message: `"${key}" starts every server a project brings without asking${tracked ? ', for everyone who clones this repository' : ''}. ${advice(key, setting.safe)}`,
        fixes: [fixFor(key, path, setting.safe, config, context)],
      }
    }
  },
})

const ALL_OF_PROJECT = 'enableAllProjectMcpServers'
const LIST = 'enabledMcpjsonServers'

function advice(key: string, safe: string | boolean): string {
  return key === ALL_OF_PROJECT ? `List the servers you have read under "${LIST}" instead.` : `Set it to ${JSON.stringify(safe)}.`
}

/** The list names what is configured now, so that nothing stops working and nothing new starts by itself. */
function fixFor(key: string, path: Path, safe: string | boolean, config: McpConfig, context: FileContext): Fix {
  const names = [...configuredServers(config, context).values()]
    .filter((server) => server.config.file.endsWith('.mcp.json'))
    .map(({ entry }) => entry.name)
  if (key === ALL_OF_PROJECT && names.length > 0 && !memberAt(config.tree, [LIST])) {
    const patches = [
      { op: 'set', path, value: names },
      { op: 'rename', path, key: LIST },
    ] as const
    return {
      title: `List the ${names.length === 1 ? 'server' : `${names.length} servers`} of this project under "${LIST}"`,
      safety: 'safe',
      patches,
    }
  }
  return { title: `Set "${key}" to ${JSON.stringify(safe)}`, safety: 'safe', patches: [{ op: 'set', path, value: safe }] }
}

export const examples = {
  good: [
    { host: 'claude-code-settings', file: '.claude/settings.json', text: '{"enabledMcpjsonServers":["github"]}' },
    { host: 'claude-code-settings', file: '.claude/settings.json', text: '{"enableAllProjectMcpServers":false}' },
    { host: 'gemini', file: '.gemini/settings.json', text: '{"security":{"folderTrust":{"enabled":true}}}' },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"«enableAllProjectMcpServers»":true}',
      message:
        '"enableAllProjectMcpServers" starts every server a project brings without asking. List the servers you have read under "enabledMcpjsonServers" instead.',
      severity: 'high',
      fixed: '{"enableAllProjectMcpServers":false}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"«enableAllProjectMcpServers»":true}',
      beside: [{ host: 'claude-code', file: '.mcp.json', text: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}' }],
      facts: { '.claude/settings.json': { tracked: true } },
      message:
        '"enableAllProjectMcpServers" starts every server a project brings without asking, for everyone who clones this repository. List the servers you have read under "enabledMcpjsonServers" instead.',
      severity: 'critical',
      fixed: '{"enabledMcpjsonServers":["docs"]}',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"security":{"folderTrust":{"«enabled»":false}}}',
      message: '"security.folderTrust.enabled" starts every server a project brings without asking. Set it to true.',
      severity: 'high',
      fixed: '{"security":{"folderTrust":{"enabled":true}}}',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.mcp.autostart":"«always»"}',
      message: '"chat.mcp.autostart" starts every server a project brings without asking. Set it to "never".',
      persona: 'pedantic',
      confidence: 'medium',
    },
  ],
} satisfies Examples

import { stringsAt } from '../../model/approvals/lists.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Path } from '../../syntax/tree.ts'
import { quotedList } from '../actionWords.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'tool-enabled-and-disabled',
    group: 'host-approval',
    title: 'Tool is both enabled and disabled',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where:
      '`enabled_tools` and `disabled_tools` of Codex and Crush, `includeTools` and `excludeTools` of Gemini, `enabledMcpjsonServers` and `disabledMcpjsonServers` of Claude Code',
    when: 'the same name stands in both lists; the disabling one wins.',
    why: 'One of the two lines does not say what happens.',
    fix: { safety: 'safe', does: 'removes the name from the enabling list' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const lists = LISTS[config.host.id]
    if (lists) yield* compare(config, entry.path, lists)
  },

  *file(config) {
    if (config.host.id !== 'claude-code-settings') return
    yield* compare(config, [], CLAUDE_SERVERS)
  },
})

interface Lists {
  readonly enabling: string
  readonly disabling: string
  /** Known to mean "nothing" when it is empty; of some clients' lists we know that it then means "everything". */
  readonly mayBeEmpty?: true
}

const CLAUDE_SERVERS: Lists = { enabling: 'enabledMcpjsonServers', disabling: 'disabledMcpjsonServers', mayBeEmpty: true }

const LISTS: Readonly<Record<string, Lists>> = {
  codex: { enabling: 'enabled_tools', disabling: 'disabled_tools' },
  crush: { enabling: 'enabled_tools', disabling: 'disabled_tools' },
  gemini: { enabling: 'includeTools', disabling: 'excludeTools' },
  'gemini-extension': { enabling: 'includeTools', disabling: 'excludeTools' },
}

function* compare(config: McpConfig, path: Path, { enabling, disabling, mayBeEmpty }: Lists): Iterable<Report> {
  const disabled = new Map(stringsAt(config, [...path, disabling]).map((at) => [at.text, at]))
  const enabled = stringsAt(config, [...path, enabling])
  const both = enabled.filter(({ text }) => disabled.has(text))
  const [first, ...others] = both
  if (!first) return
  const names = quotedList(both.map(({ text }) => text))
  yield {
    at: first,
    message: `"${disabling}" wins, so ${names} ${both.length > 1 ? 'are' : 'is'} off in spite of "${enabling}". Take ${both.length > 1 ? 'them' : 'it'} out of one of the lists.`,
    related: [
      ...others.map(({ span, text }) => ({ span, message: `"${text}" is off, too.` })),
      ...both.flatMap(({ text }) => {
        const at = disabled.get(text)
        return at ? [{ span: at.span, message: `"${text}" is turned off here.` }] : []
      }),
    ],
    fixes:
      both.length === enabled.length && !mayBeEmpty
        ? []
        : [
            {
              title: `Remove ${names} from "${enabling}"`,
              safety: 'safe',
              patches: both.map((at) => ({ op: 'remove', path: at.path })),
            },
          ],
  }
}

export const examples = {
  good: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.github]\nurl = "https://api.githubcopilot.com/mcp/"\nenabled_tools = ["issue_read"]\n',
      also: ['missing-read-only-mode'],
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"enabledMcpjsonServers":["docs"],"disabledMcpjsonServers":["web"]}',
    },
  ],
  bad: [
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.github]\nurl = "https://api.githubcopilot.com/mcp/"\nenabled_tools = ["issue_read", "«delete_file»"]\ndisabled_tools = ["delete_file"]\n',
      message: '"disabled_tools" wins, so "delete_file" is off in spite of "enabled_tools". Take it out of one of the lists.',
      severity: 'low',
      fixed:
        '[mcp_servers.github]\nurl = "https://api.githubcopilot.com/mcp/"\nenabled_tools = ["issue_read"]\ndisabled_tools = ["delete_file"]\n',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"enabledMcpjsonServers":["«docs»","web"],"disabledMcpjsonServers":["web","docs"]}',
      message:
        '"disabledMcpjsonServers" wins, so "docs" and "web" are off in spite of "enabledMcpjsonServers". Take them out of one of the lists.',
      fixed: '{"enabledMcpjsonServers":[],"disabledMcpjsonServers":["web","docs"]}',
    },
  ],
} satisfies Examples

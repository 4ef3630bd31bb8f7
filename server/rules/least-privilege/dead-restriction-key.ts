import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import { stringsAt } from '../../model/approvals/lists.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { Member } from '../../syntax/tree.ts'
import { quotedList } from '../actionWords.ts'
import { addSwitch } from '../addSwitch.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'dead-restriction-key',
    group: 'least-privilege',
    title: 'Tool restriction is written in a key this host ignores',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'server entry',
    when: '`disabledTools`, `excludeTools`, `disabled_tools`, `includeTools`, `enabled_tools`, `available_tools` or `tools` names tools in an entry of a host that does not read the key. Silent for a list that restricts nothing, for hosts whose keys are not known, and where another reader of the same file reads the key.',
    why: 'The tools that seem to be off are on.',
    fix: {
      safety: 'review',
      does: 'writes the restriction in the key of this host, or in the switch of the server where the host has none',
    },
    standards: ['CWE-1188', 'MCP02', 'CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { host, tree } = config
    const read = entryPermissionKeys(host.id)
    if (!read) return
    const dead = entry.node.members.filter((member) => isDead(member, entry, config, read.restriction))
    const [first, ...others] = dead
    if (!first) return
    const names = [...new Set(dead.map(({ key }) => key))]
    yield {
      at: { span: contentSpan(tree, first.keySpan), path: [...entry.path, first.key] },
      message: `${hostName(config)} does not read ${quotedList(names)}, so server "${entry.name}" offers every tool that ${names.length > 1 ? 'they are' : 'it is'} meant to keep away. ${advice(first.key, read.restriction)}`,
      related: others.map(({ key, keySpan }) => ({ span: contentSpan(tree, keySpan), message: `"${key}" is not read either.` })),
      fixes: others.length === 0 ? fixesFor(first.key, entry, config, read.restriction) : [],
    }
  },
})

const ALLOWING = ['includeTools', 'enabled_tools', 'available_tools', 'tools']
const DENYING = ['excludeTools', 'disabled_tools', 'disabledTools']
const ALL: ReadonlySet<string> = new Set([...ALLOWING, ...DENYING])
/** Copilot CLI reads the same `.mcp.json` and reads this key in it. */
const OF_OTHER_READERS: Readonly<Record<string, string>> = { 'claude-code': 'tools' }

function isDead({ key, value }: Member, entry: ServerEntry, config: McpConfig, read: readonly string[]): boolean {
  if (!ALL.has(key) || read.includes(key) || OF_OTHER_READERS[config.host.id] === key || value?.kind !== 'array') return false
  if (memberOf(entry.node, key)?.value !== value) return false
  const names = stringsAt(config, [...entry.path, key])
  // "All tools" restricts nothing, and neither does a list that takes none away.
  return names.length > 0 && !names.some(({ text }) => text === '*' && ALLOWING.includes(key))
}

/** The key of this host with the same meaning. */
function ownKey(key: string, read: readonly string[]): string | undefined {
  const same = ALLOWING.includes(key) ? ALLOWING : DENYING
  return read.find((own) => same.includes(own))
}

function advice(key: string, read: readonly string[]): string {
  const own = ownKey(key, read)
  if (own) return `Write the names under "${own}".`
  return read.length > 0
    ? `Write under ${quotedList(read)} what this host is to ${ALLOWING.includes(key) ? 'keep away' : 'offer'}.`
    : 'Limit the server itself with its own switches, or deny the tools in the permissions of the host.'
}

function fixesFor(key: string, entry: ServerEntry, config: McpConfig, read: readonly string[]): readonly Fix[] {
  const own = ownKey(key, read)
  if (own) {
    if (memberOf(entry.node, own)) return []
    return [
      {
        title: `Rename "${key}" to "${own}"`,
        safety: 'review',
        patches: [{ op: 'rename', path: [...entry.path, key], key: own }],
      },
    ]
  }
  return ALLOWING.includes(key) ? switchFix(key, entry, config) : []
}

/** The server's own list of tools, for a host that has none. */
function switchFix(key: string, entry: ServerEntry, config: McpConfig): readonly Fix[] {
  const { known, restrictions } = entry.launch
  if (!known || restrictions.some(({ kind }) => kind === 'tools')) return []
  const value = stringsAt(config, [...entry.path, key])
    .map(({ text }) => text)
    .join(',')
  for (const wanted of known.restrictions) {
    if (wanted.kind !== 'tools' || wanted.value !== 'a,b' || !wanted.verified) continue
    const patches = addSwitch({ ...wanted, value }, entry, config)
    if (!patches) continue
    const title = `Limit the server with "${wanted.key}" instead of "${key}"`
    return [{ title, safety: 'review', patches: [...patches, { op: 'remove', path: [...entry.path, key] }] }]
  }
  return []
}

const IMAGE = 'ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_TOOLS=issue_read","${IMAGE}"]}}}`,
      also: ['missing-read-only-mode'],
    },
    // Nothing is restricted.
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"/opt/docs","tools":["*"],"disabledTools":[]}}}',
    },
    // Copilot CLI reads this file too, and this key in it.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","tools":["search"]}}}',
    },
    { host: 'kiro', text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":[],"disabledTools":["write"]}}}' },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","${IMAGE}"],"«disabledTools»":["delete_file"]}}}`,
      message:
        'Cursor does not read "disabledTools", so server "github" offers every tool that it is meant to keep away. Limit the server itself with its own switches, or deny the tools in the permissions of the host.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","${IMAGE}"],"«enabled_tools»":["issue_read","list_issues"]}}}`,
      message:
        'Cursor does not read "enabled_tools", so server "github" offers every tool that it is meant to keep away. Limit the server itself with its own switches, or deny the tools in the permissions of the host.',
      fixed: `{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_TOOLS=issue_read,list_issues","${IMAGE}"]}}}`,
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"«disabledTools»":["jira_delete_issue"]}}}',
      message:
        'Gemini CLI does not read "disabledTools", so server "jira" offers every tool that it is meant to keep away. Write the names under "excludeTools".',
      fixed: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"excludeTools":["jira_delete_issue"]}}}',
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.3"],"«includeTools»":["jira_search"],"excludeTools":["jira_delete_issue"]}}}',
      message:
        'Roo Code does not read "includeTools" and "excludeTools", so server "jira" offers every tool that they are meant to keep away. Write under "disabledTools" what this host is to keep away.',
    },
  ],
} satisfies Examples

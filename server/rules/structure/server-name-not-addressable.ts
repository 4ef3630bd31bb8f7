import permissionKeys from '../../knowledge/hostEntryPermissionKeys.json' with { type: 'json' }
import type { McpConfig } from '../../model/mcpConfig.ts'
import { perEntry } from '../../model/perEntry.ts'
import { memberOf } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'

/** Keys of a server entry that permit or restrict in some host, whether or not this one reads them. */
const ENTRY_KEYS = new Set(
  permissionKeys
    .flatMap(({ approvalKeys, restrictionKeys }) => [approvalKeys, restrictionKeys])
    .flatMap((keys) => keys?.split(',') ?? [])
    .map(
      (key) =>
        key
          .replace(/\(.*\)/, '')
          .trim()
          .split('.')[0] ?? '',
    )
    .filter((key) => key !== ''),
)
/** Keys of a whole file that do. */
const FILE_KEYS = [
  'permissions',
  'permission',
  'allowedTools',
  'mcpAllowlist',
  'allowMCPServers',
  'excludeMCPServers',
  'coreTools',
  'excludeTools',
  'mcp.allowed',
  'mcp.excluded',
  'tools.allowed',
  'tools.exclude',
  'tools.core',
].map((key) => key.split('.'))

export default defineRule({
  meta: {
    id: 'server-name-not-addressable',
    group: 'structure',
    title: 'Server name breaks the permission rules of this host',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'server key',
    when: '"_" in a Gemini server name (the policy parser splits mcp_<server>_<tool> there); "__" in a Claude Code name; "}" or a control character in Copilot CLI. High when a key that is meant to permit or restrict stands in the same file, whether or not the host reads it; else medium.',
    why: 'A permission rule for this server silently matches nothing.',
    fix: undefined,
    standards: ['CSF PR.AA-05', 'CWE-1287'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const { host, servers } = config
    if (!host.nameProblem) return
    const wrong = servers.filter((entry) => isWrong(entry, config))
    if (wrong.length === 0) return
    const pattern = new RegExp(host.nameProblem.pattern)
    const severity = holdsPermissions(config) ? 'high' : 'medium'
    for (const { name, nameAt } of wrong) {
      const found = pattern.exec(name)?.[0] ?? ''
      const shown = /\p{Cc}/u.test(found) ? 'a control character' : `"${found}"`
      yield {
        at: nameAt,
        severity,
        message: `The server name "${name.replaceAll(/\p{Cc}/gu, '')}" holds ${shown}, and so a permission rule of ${host.name} for this server matches nothing. Choose a name without it.`,
      }
    }
  },
})

const isWrong = perEntry(
  ({ name }, { host }) => host.nameProblem !== undefined && new RegExp(host.nameProblem.pattern).test(name),
)

const holdsOwnPermissions = perEntry(({ node }) => node.members.some(({ key }) => ENTRY_KEYS.has(key)))

function holdsPermissions(config: McpConfig): boolean {
  const { root, servers } = config
  if (servers.some((entry) => holdsOwnPermissions(entry, config))) return true
  return FILE_KEYS.some(([key = '', inner]) => {
    const value = root && memberOf(root, key)?.value
    return inner === undefined ? value !== undefined : value?.kind === 'object' && memberOf(value, inner) !== undefined
  })
}

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"acme-docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{"acme_docs":{"command":"/opt/docs"}}}' },
    // Nothing in VS Code splits names.
    { host: 'vscode', text: '{"servers":{"acme__docs":{"command":"/opt/docs"}}}' },
  ],
  bad: [
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"«acme_docs»":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message:
        'The server name "acme_docs" holds "_", and so a permission rule of Gemini CLI for this server matches nothing. Choose a name without it.',
      severity: 'medium',
    },
    // A key that is meant to restrict, though this host does not read it.
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"«acme_docs»":{"command":"/opt/docs"},"more":{"command":"/opt/more","disabledTools":["delete"]}}}',
      message:
        'The server name "acme_docs" holds "_", and so a permission rule of Gemini CLI for this server matches nothing. Choose a name without it.',
      severity: 'high',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcp":{"allowed":["acme_docs"]},"mcpServers":{"«acme_docs»":{"command":"/opt/docs"}}}',
      message:
        'The server name "acme_docs" holds "_", and so a permission rule of Gemini CLI for this server matches nothing. Choose a name without it.',
      severity: 'high',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"«acme__docs»":{"command":"/opt/docs"}}}',
      message:
        'The server name "acme__docs" holds "__", and so a permission rule of Claude Code for this server matches nothing. Choose a name without it.',
      severity: 'medium',
    },
  ],
} satisfies Examples

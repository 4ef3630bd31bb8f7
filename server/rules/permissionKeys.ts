import type { McpConfig } from '../model/mcpConfig.ts'
import type { Path } from '../syntax/tree.ts'

/** The keys a host knows in one object of its settings, as far as they are about permissions. */
export interface KeyMap {
  /** From the root; `[]` is any item of a list. */
  readonly path: Path
  readonly known: ReadonlySet<string>
  /** Keys somebody may have meant. */
  readonly wanted: readonly string[]
  /** Dotted names of nested keys that are written as one. */
  readonly nested: readonly string[]
  /** Lists of text. */
  readonly lists: readonly string[]
}

/** `further`: keys that exist and are about something else, so that nobody meant another by them. */
function map(
  path: Path,
  wanted: readonly string[],
  more: Partial<Pick<KeyMap, 'nested' | 'lists'>> & { further?: readonly string[] } = {},
): KeyMap {
  return {
    path,
    wanted,
    known: new Set([...wanted, ...(more.further ?? [])]),
    nested: more.nested ?? [],
    lists: more.lists ?? [],
  }
}

/** cursor.com/docs/reference/permissions, read 2026-11. */
const CURSOR = [
  map([], ['mcpAllowlist', 'terminalAllowlist', 'autoRun', 'permissions'], {
    further: ['version', 'mcpServers', '$schema'],
    nested: ['permissions.allow', 'permissions.deny'],
    lists: ['mcpAllowlist', 'terminalAllowlist'],
  }),
  map(['permissions'], ['allow', 'deny'], { lists: ['allow', 'deny'] }),
]

/** code.claude.com/docs/en/settings-reference, read 2026-11. */
const CLAUDE_NESTED = ['allow', 'ask', 'deny', 'defaultMode', 'additionalDirectories', 'disableBypassPermissionsMode']
const CLAUDE = [
  map(
    [],
    [
      'permissions',
      'enableAllProjectMcpServers',
      'enabledMcpjsonServers',
      'disabledMcpjsonServers',
      'allowedMcpServers',
      'deniedMcpServers',
      'allowManagedMcpServersOnly',
      'allowManagedPermissionRulesOnly',
      'skipDangerousModePermissionPrompt',
      'disableClaudeAiConnectors',
    ],
    {
      nested: CLAUDE_NESTED.map((key) => `permissions.${key}`),
      lists: ['enabledMcpjsonServers', 'disabledMcpjsonServers'],
    },
  ),
  map(['permissions'], CLAUDE_NESTED, {
    further: ['disableAutoMode'],
    lists: ['allow', 'ask', 'deny', 'additionalDirectories'],
  }),
]

/** google-gemini/gemini-cli@5411f113 schemas/settings.schema.json and docs/reference/policy-engine.md, read 2026-11. */
const GEMINI = [
  map([], [], {
    nested: [
      'tools.allowed',
      'tools.core',
      'tools.exclude',
      'tools.sandbox',
      'mcp.allowed',
      'mcp.excluded',
      'general.defaultApprovalMode',
      'security.folderTrust.enabled',
      'security.disableYoloMode',
    ],
  }),
  map(['tools'], ['allowed', 'core', 'exclude', 'sandbox'], {
    further: ['shell', 'usePty', 'autoAccept', 'discoveryCommand', 'callCommand', 'useRipgrep'],
    lists: ['allowed', 'core', 'exclude'],
  }),
  map(['mcp'], ['allowed', 'excluded'], { further: ['serverCommand'], lists: ['allowed', 'excluded'] }),
  map(
    ['rule', '[]'],
    ['toolName', 'mcpName', 'decision', 'priority', 'argsPattern', 'commandPrefix', 'commandRegex', 'toolAnnotations', 'modes'],
    { further: ['interactive', 'subagent', 'denyMessage', 'deny_message', 'allowRedirection', 'allow_redirection'] },
  ),
]

/** aws/amazon-q-developer-cli@15cc8f3c schemas/agent-v1.json, read 2026-11. */
const AGENT = [
  map(
    [],
    ['mcpServers', 'tools', 'toolAliases', 'allowedTools', 'toolsSettings', 'useLegacyMcpJson', 'includeMcpJson', 'resources'],
    {
      further: ['name', 'description', 'prompt', 'model', 'hooks', '$schema', 'keyboardShortcut', 'welcomeMessage'],
      lists: ['tools', 'allowedTools'],
    },
  ),
]

const MAPS: Readonly<Record<string, readonly KeyMap[]>> = {
  cursor: CURSOR,
  'claude-code-settings': CLAUDE,
  gemini: GEMINI,
  amazonq: AGENT,
  kiro: AGENT,
}

export function keyMapsOf({ host }: McpConfig): readonly KeyMap[] {
  return Object.hasOwn(MAPS, host.id) ? (MAPS[host.id] ?? []) : []
}

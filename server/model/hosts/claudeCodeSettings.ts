import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host } from '../host.ts'

/** What stands here decides which servers of `.mcp.json` start and what they may do; servers themselves are not read. */
export const claudeCodeSettings: Host = {
  id: 'claude-code-settings',
  name: 'Claude Code settings',
  program: 'Claude Code',
  docs: ['https://code.claude.com/docs/en/settings-reference', 'https://code.claude.com/docs/en/permissions'],
  sources: [
    'ericbuess/claude-code-docs@ec68a5b2 docs/settings-reference.md',
    'ericbuess/claude-code-docs@ec68a5b2 docs/permissions.md',
    'SchemaStore/schemastore@3b6446ad src/schemas/json/claude-code-settings.json',
  ],
  checked: '2026-11',
  unverified: ['Whether its files take comments: strict JSON is what always works.'],
  files: [
    { glob: '**/.claude/settings.json', scope: 'workspace', holds: 'settings' },
    { glob: '**/.claude/settings.local.json', scope: 'workspace', holds: 'settings' },
    { glob: '~/.claude/settings.json', scope: 'user', holds: 'settings' },
    { glob: '/etc/claude-code/managed-settings.json', scope: 'managed', holds: 'settings' },
    { glob: '/Library/Application Support/ClaudeCode/managed-settings.json', scope: 'managed', holds: 'settings' },
    { glob: 'C:/Program Files/ClaudeCode/managed-settings.json', scope: 'managed', holds: 'settings' },
    {
      glob: '**/managed-settings.json',
      scope: 'workspace',
      holds: 'settings',
      onlyWith: [
        [{ at: ['permissions'] }],
        [{ at: ['allowedMcpServers'] }],
        [{ at: ['deniedMcpServers'] }],
        [{ at: ['enableAllProjectMcpServers'] }],
      ],
    },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: [],
  bareMap: false,
  names: COMMON_NAMES,
  fields: [],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'ignored',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'

export const claudeDesktop: Host = {
  id: 'claude-desktop',
  name: 'Claude Desktop',
  docs: ['https://modelcontextprotocol.io/docs/develop/connect-local-servers', 'https://code.claude.com/docs/en/desktop'],
  sources: [
    'ericbuess/claude-code-docs@ec68a5b2 docs/desktop.md',
    'snyk/agent-scan@b9e98ab7 src/agent_scan/agents/claude_desktop.py',
    'docker/mcp-gateway@2bd20fe8 pkg/client/config.yml',
  ],
  checked: '2026-11',
  files: [
    // Inside a repository it is usually an example that people copy.
    { glob: '**/claude_desktop_config.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.config/{Claude,claude}/claude_desktop_config.json', scope: 'user', holds: 'servers' },
    { glob: '~/Library/Application Support/Claude/claude_desktop_config.json', scope: 'user', holds: 'servers' },
    { glob: '~/AppData/Roaming/Claude/claude_desktop_config.json', scope: 'user', holds: 'servers' },
  ],
  // Whether it takes comments is not known: strict is what always works.
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  // The other root keys are settings of the app; only these would hold servers.
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: COMMON_NAMES,
  fields: [
    {
      name: 'command',
      type: 'string',
      transports: ['stdio'],
      meaning: 'The program to start; the working folder is not defined.',
    },
    { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
    { name: 'env', type: 'map of string', transports: ['stdio'], meaning: 'Environment.' },
  ],
  types: { stdio: [], http: [], sse: [] },
  // Remote servers are added in the app (Connectors) or through a bridge such as mcp-remote.
  urlWithoutType: 'rejected',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

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
    { glob: '**/claude_desktop_config.json', scope: 'workspace' },
    { glob: '~/.config/{Claude,claude}/claude_desktop_config.json', scope: 'user' },
    { glob: '~/Library/Application Support/Claude/claude_desktop_config.json', scope: 'user' },
    { glob: '~/AppData/Roaming/Claude/claude_desktop_config.json', scope: 'user' },
  ],
  // Whether it takes comments is not known: strict is what always works.
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  // The other root keys are settings of the app; only these would hold servers.
  foreignServersKeys: ['servers', 'mcp', 'mcp_servers', 'mcp-servers', 'context_servers'],
  bareMap: false,
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
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

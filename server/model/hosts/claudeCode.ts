import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'

/** An agent of its own lists its servers, by name or with all they need, in front of its text. */
const AGENT: NonNullable<HostFile['differs']> = {
  syntax: { format: 'frontmatter', comments: true, trailingCommas: true },
  container: 'list',
  furtherServersPaths: [],
  foreignServersKeys: [],
  bareMap: false,
}

export const claudeCode: Host = {
  id: 'claude-code',
  name: 'Claude Code',
  docs: ['https://code.claude.com/docs/en/mcp', 'https://code.claude.com/docs/en/managed-mcp'],
  sources: [
    'ericbuess/claude-code-docs@ec68a5b2 docs/mcp.md',
    'ericbuess/claude-code-docs@ec68a5b2 docs/managed-mcp.md',
    'ericbuess/claude-code-docs@ec68a5b2 docs/plugins-reference.md',
  ],
  checked: '2026-11',
  files: [
    { glob: '**/.mcp.json', scope: 'workspace', holds: 'servers' },
    {
      glob: '**/.claude-plugin/plugin.json',
      scope: 'plugin',
      holds: 'servers',
      differs: { bareMap: false, foreignServersKeys: [] },
    },
    { glob: '**/.claude/agents/**/*.md', scope: 'workspace', holds: 'agent', differs: AGENT },
    { glob: '~/.claude/agents/**/*.md', scope: 'user', holds: 'agent', differs: AGENT },
    { glob: '~/.claude.json', scope: 'user', holds: 'servers' },
    { glob: '/etc/claude-code/managed-mcp.json', scope: 'managed', holds: 'servers' },
    { glob: '/Library/Application Support/ClaudeCode/managed-mcp.json', scope: 'managed', holds: 'servers' },
    { glob: 'C:/Program Files/ClaudeCode/managed-mcp.json', scope: 'managed', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  // In ~/.claude.json, for one project of one user.
  furtherServersPaths: [['projects', '*', 'mcpServers']],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  // A plugin may leave the wrapper out, and its file has the same name.
  bareMap: true,
  names: { ...COMMON_NAMES, timeout: [{ field: 'timeout', unit: 'ms' }] },
  fields: [
    {
      name: 'type',
      type: '"stdio" | "http" | "streamable-http" | "sse" | "ws"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; absent means "stdio". "streamable-http" is the same as "http".',
    },
    { name: 'command', type: 'string', transports: ['stdio'], meaning: 'The program to start.' },
    { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
    { name: 'env', type: 'map of string', transports: ['stdio'], meaning: 'Environment.' },
    { name: 'url', type: 'string', transports: ['http', 'sse'], meaning: 'Address of the server; it needs a "type" beside it.' },
    { name: 'headers', type: 'map of string', transports: ['http', 'sse'], meaning: 'HTTP headers of each request.' },
    {
      name: 'headersHelper',
      type: 'string',
      transports: ['http', 'sse'],
      meaning: 'A shell command that is run on each connection to make the headers.',
    },
    {
      name: 'oauth',
      type: 'object',
      transports: ['http', 'sse'],
      meaning: 'A client that is registered with the server, and its scopes.',
    },
    {
      name: 'timeout',
      type: 'number (ms)',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Limit of one tool call; below 1000 it is ignored.',
    },
    {
      name: 'alwaysLoad',
      type: 'boolean',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Loads the tools without a search for them.',
    },
  ],
  types: { stdio: ['stdio'], http: ['http', 'streamable-http'], sse: ['sse'] },
  urlWithoutType: 'ignored',
  unknownKeys: 'ignored',
  reservedNames: ['workspace', 'claude-in-chrome', 'computer-use', 'Claude Preview', 'Claude Browser'],
  nameProblem: {
    pattern: '__',
    effect: 'the rules of permissions cannot tell where the server ends and the tool begins',
  },
  interpolation: {
    // In plugins also `${user_config.KEY}`.
    pattern: '\\$\\{(?:[A-Za-z_]\\w*(?::-[^}]{0,200})?|user_config\\.[^}]{1,200})\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  // Without the default it stays literal in a project's file.
  workspaceFolder: `\${CLAUDE_PROJECT_DIR:-.}`,
}

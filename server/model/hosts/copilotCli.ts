import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { CWD_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

const AGENT: NonNullable<HostFile['differs']> = {
  syntax: { format: 'frontmatter', comments: true, trailingCommas: true },
  serversPath: ['mcp-servers'],
  foreignServersKeys: [],
}

export const copilotCli: Host = {
  id: 'copilot-cli',
  name: 'GitHub Copilot CLI',
  docs: ['https://docs.github.com/en/copilot/reference/copilot-cli-reference/cli-command-reference'],
  sources: ['github/docs@046d2679 content/copilot/reference/copilot-cli-reference/cli-command-reference.md'],
  checked: '2026-11',
  unverified: ['What it makes of a "url" without "type", which is documented as required.'],
  files: [
    { glob: '~/.copilot/mcp-config.json', scope: 'user', holds: 'servers' },
    { glob: '**/.github/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '**/.mcp.json', scope: 'workspace', holds: 'servers', borrowed: true },
    { glob: '~/.copilot/agents/**/*.md', scope: 'user', holds: 'agent', differs: AGENT },
    { glob: '**/.github/agents/**/*.md', scope: 'workspace', holds: 'agent', borrowed: true, differs: AGENT },
    { glob: '**/.claude/agents/**/*.md', scope: 'workspace', holds: 'agent', borrowed: true, differs: AGENT },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    cwd: ['cwd'],
    timeout: [{ field: 'timeout', unit: 'ms' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...CWD_FIELD,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    {
      name: 'type',
      type: '"local" | "stdio" | "http" | "streamable-http" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; remote servers need it.',
    },
    {
      name: 'tools',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that are offered; ["*"] for all, which is also what a file without it gets.',
    },
    { name: 'timeout', type: 'number (ms)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one tool call.' },
    {
      name: 'oauthClientId',
      type: 'string',
      transports: ['http', 'sse'],
      meaning: 'A client that is registered with the server.',
    },
    { name: 'oauthScopes', type: 'string[]', transports: ['http', 'sse'], meaning: 'Its scopes; needs "oauthClientId".' },
    { name: 'oauthPublicClient', type: 'boolean', transports: ['http', 'sse'], meaning: 'The client has no secret.' },
    {
      name: 'oauthGrantType',
      type: '"authorization_code" | "client_credentials"',
      transports: ['http', 'sse'],
      meaning: 'How the client gets its token.',
    },
    { name: 'oidc', type: 'boolean', transports: ['stdio', 'http', 'sse'], meaning: 'Gives the server a token of the workload.' },
    {
      name: 'deferTools',
      type: '"auto" | "never"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Whether tools are loaded only when they are searched for.',
    },
    { name: 'disableToolCache', type: 'boolean', transports: ['stdio'], meaning: 'Asks for the tools anew each time.' },
    {
      name: 'slowConnectionThresholdMs',
      type: 'integer (ms)',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'When a connection counts as slow.',
    },
    {
      name: 'filterMapping',
      type: '"none" | "markdown" | "hidden_characters" | map',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'What is stripped from answers; "none" lets hidden characters through.',
    },
  ],
  types: { stdio: ['local', 'stdio'], http: ['http', 'streamable-http'], sse: ['sse'] },
  urlWithoutType: 'unknown',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: { pattern: '[\\x00-\\x1f}]', effect: 'Copilot CLI refuses it' },
  interpolation: {
    pattern: '\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*(?::-[^}]{0,200})?\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

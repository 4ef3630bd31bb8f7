import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const amazonq: Host = {
  id: 'amazonq',
  name: 'Amazon Q Developer',
  docs: ['https://github.com/aws/amazon-q-developer-cli/blob/main/docs/agent-format.md'],
  sources: [
    'aws/amazon-q-developer-cli@15cc8f3c docs/agent-format.md',
    'aws/amazon-q-developer-cli@15cc8f3c schemas/agent-v1.json',
    'aws/amazon-q-developer-cli@15cc8f3c crates/chat-cli/src/cli/chat/tools/custom_tool.rs',
  ],
  checked: '2026-11',
  unverified: ['Whether its files take comments: strict JSON is what always works.', '"${env:NAME}" references.'],
  files: [
    { glob: '**/.amazonq/cli-agents/*.json', scope: 'workspace', holds: 'agent' },
    { glob: '**/.amazonq/agents/*.json', scope: 'workspace', holds: 'agent' },
    { glob: '~/.aws/amazonq/cli-agents/*.json', scope: 'user', holds: 'agent' },
    { glob: '~/.aws/amazonq/agents/*.json', scope: 'user', holds: 'agent' },
    { glob: '**/.amazonq/mcp.json', scope: 'workspace', holds: 'servers', deprecated: '.amazonq/cli-agents/' },
    { glob: '~/.aws/amazonq/mcp.json', scope: 'user', holds: 'servers', deprecated: '~/.aws/amazonq/cli-agents/' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    disabled: { field: 'disabled', when: true },
    timeout: [{ field: 'timeout', unit: 'ms' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    { name: 'type', type: '"stdio" | "http"', transports: ['stdio', 'http', 'sse'], meaning: 'Transport; absent means "stdio".' },
    { name: 'oauthScopes', type: 'string[]', transports: ['http'], meaning: 'Scopes that are asked for.' },
    { name: 'oauth', type: 'object', transports: ['http'], meaning: 'A client that is registered with the server.' },
    { name: 'timeout', type: 'integer (ms)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: [] },
  urlWithoutType: 'ignored',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{env:[^}]{1,200}\\}',
    expandedIn: ['env', 'headers'],
    env: (name) => `\${env:${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

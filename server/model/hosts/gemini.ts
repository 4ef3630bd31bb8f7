import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { CWD_FIELD, HEADERS_FIELD, LOCAL_FIELDS } from './commonFields.ts'

/** Rules about tools; no server stands in it. */
const POLICY: NonNullable<HostFile['differs']> = { syntax: { format: 'toml', comments: true, trailingCommas: true } }

export const gemini: Host = {
  id: 'gemini',
  name: 'Gemini CLI',
  docs: [
    'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md',
    'https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md',
  ],
  sources: [
    'google-gemini/gemini-cli@5411f113 schemas/settings.schema.json',
    'google-gemini/gemini-cli@5411f113 docs/tools/mcp-server.md',
    'google-gemini/gemini-cli@5411f113 docs/reference/policy-engine.md',
    'google-gemini/gemini-cli@5411f113 packages/cli/src/config/settings.ts',
    'google-gemini/gemini-cli@5411f113 packages/cli/src/utils/envVarResolver.ts',
    'google-gemini/gemini-cli@5411f113 packages/core/src/tools/mcp-client.ts',
  ],
  checked: '2026-11',
  files: [
    { glob: '**/.gemini/settings.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.gemini/settings.json', scope: 'user', holds: 'servers' },
    { glob: '/etc/gemini-cli/settings.json', scope: 'managed', holds: 'servers' },
    { glob: '/etc/gemini-cli/system-defaults.json', scope: 'managed', holds: 'servers' },
    { glob: '/Library/Application Support/GeminiCli/{settings,system-defaults}.json', scope: 'managed', holds: 'servers' },
    { glob: 'C:/ProgramData/gemini-cli/{settings,system-defaults}.json', scope: 'managed', holds: 'servers' },
    { glob: '~/.gemini/policies/*.toml', scope: 'user', holds: 'settings', differs: POLICY },
    { glob: '**/.gemini/policies/*.toml', scope: 'workspace', holds: 'settings', differs: POLICY },
  ],
  syntax: { format: 'jsonc', comments: true, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers', 'mcp', 'extensions'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    // The precedence of the program when several are there.
    url: ['url', 'httpUrl'],
    urlTransports: { httpUrl: 'http' },
    cwd: ['cwd'],
    timeout: [{ field: 'timeout', unit: 'ms' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...CWD_FIELD,
    ...HEADERS_FIELD,
    {
      name: 'url',
      type: 'string',
      transports: ['http', 'sse'],
      meaning: 'Address of the server; without a type streamable HTTP is tried first, then SSE.',
    },
    { name: 'httpUrl', type: 'string', transports: ['http'], meaning: 'Deprecated: "url" with the type "http".' },
    { name: 'tcp', type: 'string', transports: ['http', 'sse'], meaning: 'Address of a web socket.' },
    { name: 'type', type: '"stdio" | "sse" | "http"', transports: ['stdio', 'http', 'sse'], meaning: 'Transport.' },
    { name: 'timeout', type: 'number (ms)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    {
      name: 'trust',
      type: 'boolean',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'With true every tool runs without a confirmation.',
    },
    { name: 'includeTools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'The only tools that are offered.' },
    {
      name: 'excludeTools',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that are not offered; wins over "includeTools".',
    },
    { name: 'description', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'For people.' },
    {
      name: 'oauth',
      type: 'object',
      transports: ['http', 'sse'],
      meaning: 'A client that is registered with the server, and its scopes.',
    },
    {
      name: 'authProviderType',
      type: '"dynamic_discovery" | "google_credentials" | "service_account_impersonation"',
      transports: ['http', 'sse'],
      meaning: 'Where the token comes from.',
    },
    { name: 'targetAudience', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Audience of the token.' },
    {
      name: 'targetServiceAccount',
      type: 'string',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Account that is impersonated.',
    },
    { name: 'extension', type: 'object', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the program.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'http',
  unknownKeys: 'warned',
  reservedNames: [],
  nameProblem: { pattern: '_', effect: 'policies split "mcp_<server>_<tool>" at the first "_" and fail without a word' },
  interpolation: {
    pattern: '\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*(?::-[^}]{0,200})?\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

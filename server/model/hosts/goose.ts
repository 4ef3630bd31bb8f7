import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host, Mark } from '../host.ts'
import { ENABLED_FIELD, HEADERS_FIELD } from './commonFields.ts'

/** A recipe lists its extensions; a recipe of anything else has none of a type of Goose. */
const RECIPE: readonly Mark[] = [
  [{ at: ['extensions', '[]', 'cmd'] }],
  [{ at: ['extensions', '[]', 'uri'] }],
  [{ at: ['extensions', '[]', 'type'] }, { at: ['extensions', '[]', 'name'] }],
]

export const goose: Host = {
  id: 'goose',
  name: 'Goose',
  docs: ['https://github.com/block/goose'],
  sources: [
    'block/goose@01cad15f crates/goose/src/agents/extension.rs',
    'docker/mcp-gateway@2bd20fe8 pkg/client/config.yml',
    'stacklok/toolhive@e25de16c pkg/client/config.go',
  ],
  checked: '2026-11',
  unverified: ['References in headers.', 'What it makes of an entry without "type": inferred from the source.'],
  files: [
    { glob: '~/.config/goose/config.yaml', scope: 'user', holds: 'servers' },
    { glob: '~/AppData/Roaming/Block/goose/config/config.yaml', scope: 'user', holds: 'servers' },
    { glob: '~/.config/goose/permission.yaml', scope: 'user', holds: 'settings' },
    { glob: '**/*recipe*.{yaml,yml}', scope: 'workspace', holds: 'servers', onlyWith: RECIPE, differs: { container: 'list' } },
  ],
  syntax: { format: 'yaml', comments: true, trailingCommas: true },
  serversPath: ['extensions'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: ['mcpServers', 'mcp_servers', 'mcp-servers', 'context_servers'],
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    command: ['cmd'],
    env: ['envs'],
    passedEnv: ['env_keys'],
    url: ['uri'],
    disabled: { field: 'enabled', when: false },
    timeout: [{ field: 'timeout', unit: 's' }],
  },
  fields: [
    ...HEADERS_FIELD,
    ...ENABLED_FIELD,
    {
      name: 'type',
      type: '"stdio" | "streamable_http" | "builtin" | "platform" | "frontend" | "inline_python" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'What the extension is; "sse" is no longer supported.',
    },
    { name: 'name', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Its name.' },
    { name: 'description', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'For people.' },
    { name: 'display_name', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'For people.' },
    { name: 'cmd', type: 'string', transports: ['stdio'], meaning: 'The program to start.' },
    { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
    {
      name: 'envs',
      type: 'map of string',
      transports: ['stdio'],
      meaning: 'Environment; variables such as PATH and LD_PRELOAD are left out with a warning.',
    },
    {
      name: 'env_keys',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Variables whose values are in the keyring.',
    },
    { name: 'uri', type: 'string', transports: ['http'], meaning: 'Address of the server.' },
    { name: 'timeout', type: 'integer (s)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    { name: 'bundled', type: 'boolean', transports: ['stdio', 'http', 'sse'], meaning: 'Comes with Goose.' },
    {
      name: 'available_tools',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'The only tools that are offered; empty means all.',
    },
    { name: 'code', type: 'string', transports: ['stdio'], meaning: 'Python of the type "inline_python".' },
    { name: 'dependencies', type: 'string[]', transports: ['stdio'], meaning: 'Packages of that code.' },
  ],
  types: { stdio: ['stdio'], http: ['streamable_http'], sse: [] },
  urlWithoutType: 'rejected',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*\\}',
    expandedIn: ['headers'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

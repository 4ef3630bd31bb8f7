import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const crush: Host = {
  id: 'crush',
  name: 'Crush',
  docs: ['https://github.com/charmbracelet/crush/blob/main/README.md'],
  sources: [
    'charmbracelet/crush@37f36e93 schema.json',
    'charmbracelet/crush@37f36e93 internal/config/config.go',
    'charmbracelet/crush@37f36e93 internal/agent/tools/mcp/init.go',
  ],
  checked: '2026-11',
  unverified: ['Whether its files take comments: strict JSON is what always works.'],
  files: [
    { glob: '**/{crush,.crush}.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.config/crush/crush.json', scope: 'user', holds: 'servers' },
    { glob: '~/AppData/Local/crush/crush.json', scope: 'user', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcp'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcp'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    disabled: { field: 'disabled', when: true },
    timeout: [{ field: 'timeout', unit: 's' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    {
      name: 'type',
      type: '"stdio" | "sse" | "http"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; every server needs it.',
    },
    {
      name: 'enabled_tools',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'The only tools that are offered.',
    },
    { name: 'disabled_tools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'Tools that are not offered.' },
    { name: 'timeout', type: 'integer (s)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    { name: 'oauth', type: 'boolean', transports: ['http'], meaning: 'Signs in with OAuth.' },
    { name: 'oauth_client_id', type: 'string', transports: ['http'], meaning: 'A client that is registered with the server.' },
    { name: 'oauth_client_secret', type: 'string', transports: ['http'], meaning: 'Its secret.' },
    { name: 'oauth_callback_port', type: 'integer', transports: ['http'], meaning: 'Port of the answer.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'rejected',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*\\}|\\$\\([^()]{1,500}\\)',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `$${name}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

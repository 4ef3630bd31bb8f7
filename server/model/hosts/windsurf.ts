import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS } from './commonFields.ts'

export const windsurf: Host = {
  id: 'windsurf',
  name: 'Windsurf',
  docs: ['https://docs.windsurf.com/windsurf/cascade/mcp', 'https://docs.windsurf.com/plugins/cascade/mcp'],
  sources: [
    'https://docs.windsurf.com/windsurf/cascade/mcp',
    'https://docs.windsurf.com/plugins/cascade/mcp',
    'stacklok/toolhive@e25de16c pkg/client/config.go',
  ],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    'The file of a project: seen in public repositories only.',
    '"${file:/path}" references.',
    '"alwaysAllow".',
  ],
  files: [
    { glob: '~/.codeium/windsurf/mcp_config.json', scope: 'user', holds: 'servers' },
    { glob: '~/.codeium/mcp_config.json', scope: 'user', holds: 'servers' },
    { glob: '**/.windsurf/mcp_config.json', scope: 'workspace', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    url: ['serverUrl', 'url'],
    type: [],
    disabled: { field: 'disabled', when: true },
  },
  fields: [
    ...LOCAL_FIELDS,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    { name: 'serverUrl', type: 'string', transports: ['http', 'sse'], meaning: 'Address of the server.' },
    { name: 'url', type: 'string', transports: ['http', 'sse'], meaning: 'The same as "serverUrl".' },
    { name: 'disabledTools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'Tools that are not offered.' },
    {
      name: 'alwaysAllow',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that run without asking (seen in public files, not documented).',
    },
  ],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'inferred',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{(?:env|file):[^}]{1,200}\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    env: (name) => `\${env:${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS } from './commonFields.ts'

export const antigravity: Host = {
  id: 'antigravity',
  name: 'Google Antigravity',
  docs: [],
  sources: ['stacklok/toolhive@e25de16c pkg/client/config.go', 'snyk/agent-scan@b9e98ab7 src/agent_scan/well_known_clients.py'],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    'The file of a project: seen in a public repository only.',
    'Whether references to variables are expanded.',
    '"authProviderType": seen in public files only.',
  ],
  files: [
    { glob: '~/.gemini/config/mcp_config.json', scope: 'user', holds: 'servers' },
    { glob: '~/.gemini/antigravity/mcp_config.json', scope: 'user', holds: 'servers' },
    { glob: '**/.antigravitycli/mcp_config.json', scope: 'workspace', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    url: ['serverUrl'],
    type: [],
    disabled: { field: 'disabled', when: true },
  },
  fields: [
    ...LOCAL_FIELDS,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    {
      name: 'serverUrl',
      type: 'string',
      transports: ['http'],
      meaning: 'Address of the server; "url" and "httpUrl" of Gemini CLI are not read.',
    },
    { name: 'oauth', type: 'object', transports: ['http'], meaning: 'A client that is registered with the server.' },
    { name: 'disabledTools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'Tools that are not offered.' },
    { name: 'authProviderType', type: 'string', transports: ['http'], meaning: 'Where the token comes from.' },
  ],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'inferred',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { amazonq } from './amazonq.ts'
import { DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

/** Kiro's command line took over the agent files of Amazon Q. */
const AGENT: NonNullable<HostFile['differs']> = {
  names: amazonq.names,
  fields: amazonq.fields,
  types: amazonq.types,
  urlWithoutType: amazonq.urlWithoutType,
  unknownKeys: amazonq.unknownKeys,
}

export const kiro: Host = {
  id: 'kiro',
  name: 'Kiro',
  docs: ['https://kiro.dev/docs/mcp/configuration', 'https://kiro.dev/docs/cli/mcp/configuration'],
  sources: [
    'https://kiro.dev/docs/mcp/configuration',
    'https://kiro.dev/docs/cli/mcp/configuration',
    'stacklok/toolhive@e25de16c pkg/client/config.go',
  ],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    '"type", "cwd" and "timeout": seen in public files, not documented.',
    'In which fields a variable is expanded; the editor expands only variables that a setting approves.',
  ],
  files: [
    { glob: '**/.kiro/settings/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.kiro/settings/mcp.json', scope: 'user', holds: 'servers' },
    { glob: '**/kiro_power/mcp.json', scope: 'plugin', holds: 'servers' },
    { glob: '**/.kiro/agents/*.json', scope: 'workspace', holds: 'agent', differs: AGENT },
    { glob: '~/.kiro/agents/*.json', scope: 'user', holds: 'agent', differs: AGENT },
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
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    { name: 'oauth', type: 'object', transports: ['http', 'sse'], meaning: 'A client that is registered with the server.' },
    { name: 'oauthScopes', type: 'string[]', transports: ['http', 'sse'], meaning: 'Scopes that are asked for.' },
    {
      name: 'autoApprove',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that run without asking; "*" means all.',
    },
    { name: 'disabledTools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'Tools that are not offered.' },
  ],
  types: { stdio: ['stdio'], http: ['http', 'streamable-http'], sse: ['sse'] },
  urlWithoutType: 'inferred',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{[A-Za-z_]\\w*\\}',
    expandedIn: ['env', 'headers'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}

import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { CWD_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const agentPlugins: Host = {
  id: 'agent-plugins',
  name: 'Agent Plugins',
  docs: ['https://agent-plugins.org/schemas/1.0.0/mcp.schema.json'],
  sources: ['stbenjam/skillsaw@a3eb1778 src/skillsaw/schemas/agent_plugins/v1_0_0/mcp.schema.json'],
  checked: '2026-11',
  files: [
    {
      glob: '**/mcp.json',
      scope: 'plugin',
      holds: 'servers',
      onlyWith: [[{ at: ['$schema'], text: 'https://agent-plugins.org/*' }]],
    },
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
  },
  fields: [
    ...LOCAL_FIELDS,
    ...CWD_FIELD,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    {
      name: 'type',
      type: '"stdio" | "streamable-http" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; every server needs it.',
    },
  ],
  types: { stdio: ['stdio'], http: ['streamable-http'], sse: ['sse'] },
  urlWithoutType: 'rejected',
  unknownKeys: 'rejected',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{PLUGIN_(?:ROOT|DATA)\\}',
    expandedIn: ['command', 'args', 'env', 'cwd'],
    env: undefined,
    input: undefined,
  },
  workspaceFolder: undefined,
}

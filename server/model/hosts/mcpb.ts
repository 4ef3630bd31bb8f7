import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { LOCAL_FIELDS } from './commonFields.ts'

export const mcpb: Host = {
  id: 'mcpb',
  name: 'MCP bundle',
  docs: ['https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md'],
  sources: ['modelcontextprotocol/mcpb@27083dcf MANIFEST.md', 'modelcontextprotocol/mcpb@27083dcf src/schemas/0.4.ts'],
  checked: '2026-11',
  unverified: ['In which fields references are expanded.'],
  files: [
    {
      glob: '**/manifest.json',
      scope: 'published',
      holds: 'servers',
      onlyWith: [
        [{ at: ['manifest_version'] }, { at: ['server', 'mcp_config'] }],
        [{ at: ['dxt_version'] }, { at: ['server', 'mcp_config'] }],
      ],
    },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['server', 'mcp_config'],
  furtherServersPaths: [],
  container: 'entry',
  foreignServersKeys: [],
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    type: [],
    url: [],
    headers: [],
  },
  fields: [
    ...LOCAL_FIELDS,
    { name: 'platform_overrides', type: 'map of object', transports: ['stdio'], meaning: 'The same fields for one system only.' },
  ],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'rejected',
  unknownKeys: 'rejected',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{(?:__dirname|user_config\\.[^}]{1,200}|HOME|DESKTOP|DOCUMENTS|DOWNLOADS|pathSeparator|/)\\}',
    expandedIn: ['command', 'args', 'env'],
    env: undefined,
    input: undefined,
  },
  workspaceFolder: undefined,
}

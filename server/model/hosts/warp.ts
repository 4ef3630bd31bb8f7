import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const warp: Host = {
  id: 'warp',
  name: 'Warp',
  docs: ['https://docs.warp.dev/agents/capabilities/mcp'],
  sources: ['https://docs.warp.dev/agents/capabilities/mcp'],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    'What it does with unknown keys.',
    '"{{secret}}" in shared servers.',
  ],
  files: [
    { glob: '**/.warp/.mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.warp/.mcp.json', scope: 'user', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: true,
  names: {
    ...COMMON_NAMES,
    cwd: ['working_directory'],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    { name: 'working_directory', type: 'string', transports: ['stdio'], meaning: 'Working folder.' },
    {
      name: 'start_on_launch',
      type: 'boolean',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Starts the server with the program.',
    },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'inferred',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: '\\{\\{[^{}]{1,200}\\}\\}', expandedIn: ['env', 'headers'], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

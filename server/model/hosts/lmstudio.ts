import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const lmstudio: Host = {
  id: 'lmstudio',
  name: 'LM Studio',
  docs: ['https://lmstudio.ai/docs/app/mcp'],
  sources: [
    'https://lmstudio.ai/docs/app/mcp',
    'docker/mcp-gateway@2bd20fe8 pkg/client/config.yml',
    'stacklok/toolhive@e25de16c pkg/client/config.go',
  ],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    'The unit of "timeout".',
    'That no references are expanded.',
  ],
  files: [
    { glob: '~/.lmstudio/mcp.json', scope: 'user', holds: 'servers' },
    { glob: '~/.cache/lm-studio/mcp.json', scope: 'user', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: COMMON_NAMES,
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    { name: 'timeout', type: 'number', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'inferred',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

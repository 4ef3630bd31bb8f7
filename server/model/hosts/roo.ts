import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { CWD_FIELD, DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'
import { inExtensionStorage } from './userFiles.ts'

export const roo: Host = {
  id: 'roo',
  name: 'Roo Code',
  docs: ['https://github.com/RooCodeInc/Roo-Code'],
  sources: [
    'RooCodeInc/Roo-Code@cb836567 src/services/mcp/McpHub.ts',
    'RooCodeInc/Roo-Code@cb836567 src/utils/config.ts',
    'stacklok/toolhive@e25de16c pkg/client/config.go',
  ],
  checked: '2026-11',
  files: [
    { glob: '**/.roo/mcp.json', scope: 'workspace', holds: 'servers' },
    ...inExtensionStorage('rooveterinaryinc.roo-cline/settings/mcp_settings.json'),
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
    cwd: ['cwd'],
    timeout: [{ field: 'timeout', unit: 's' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...CWD_FIELD,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...DISABLED_FIELD,
    {
      name: 'type',
      type: '"stdio" | "sse" | "streamable-http"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; a server with an address needs it.',
    },
    { name: 'timeout', type: 'number (s), 1 to 3600', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    {
      name: 'alwaysAllow',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that run without asking; "*" means all.',
    },
    { name: 'disabledTools', type: 'string[]', transports: ['stdio', 'http', 'sse'], meaning: 'Tools that are not offered.' },
    { name: 'watchPaths', type: 'string[]', transports: ['stdio'], meaning: 'Files that restart the server when they change.' },
  ],
  types: { stdio: ['stdio'], http: ['streamable-http'], sse: ['sse'] },
  urlWithoutType: 'rejected',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{(?:env:[^}]{1,200}|workspaceFolder)\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `\${env:${name}}`,
    input: undefined,
  },
  workspaceFolder: `\${workspaceFolder}`,
}

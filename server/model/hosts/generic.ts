import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host, Mark } from '../host.ts'

/** A translation of an editor and a well-known file have the same name. */
const HOLDS_SERVERS: readonly Mark[] = [
  [{ at: ['mcpServers', '*', 'command'] }],
  [{ at: ['mcpServers', '*', 'url'] }],
  [{ at: ['servers', '*', 'command'] }],
  [{ at: ['servers', '*', 'url'] }],
  [{ at: ['*', 'command'] }, { at: ['*', 'args'] }],
]

export const generic: Host = {
  id: 'generic',
  name: 'An MCP client',
  docs: [],
  sources: ['RooCodeInc/Roo-Code@cb836567 src/i18n/locales', 'SchemaStore/schemastore@3b6446ad src/.well-known/mcp.json'],
  checked: '2026-11',
  unverified: ['Everything: it is not known who reads the file, so that any key and any reference may be right.'],
  files: [
    { glob: '**/{mcp,mcp-config,mcp_config,mcp_servers}.json', scope: 'workspace', holds: 'servers', onlyWith: HOLDS_SERVERS },
    { glob: '**/.mcp/*.json', scope: 'workspace', holds: 'servers', onlyWith: HOLDS_SERVERS },
  ],
  syntax: { format: 'jsonc', comments: true, trailingCommas: true },
  serversPath: ['mcpServers'],
  furtherServersPaths: [['servers']],
  container: 'map',
  foreignServersKeys: [],
  bareMap: true,
  names: {
    ...COMMON_NAMES,
    url: ['url', 'serverUrl', 'httpUrl'],
    cwd: ['cwd'],
    envFile: ['envFile'],
  },
  fields: [],
  types: {
    stdio: ['stdio', 'local'],
    http: ['http', 'streamable-http', 'streamableHttp', 'remote'],
    sse: ['sse'],
  },
  urlWithoutType: 'unknown',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

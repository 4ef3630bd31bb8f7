import { memberOf } from '../../syntax/find.ts'
import { type ReadEntryParts, readNamedFields } from '../entryParts.ts'
import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { CWD_FIELD, DISABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'
import { inExtensionStorage } from './userFiles.ts'

/** The command line of Cline writes all but a few fields into `transport`. cline/cline@21cb8d25 config-loader.ts, read 2026-11. */
const readNested: ReadEntryParts = (tree, host, entry, path) => {
  const nested = memberOf(entry, 'transport')?.value
  const outer = readNamedFields(tree, host, entry, path)
  if (nested?.kind !== 'object') return outer
  return { ...readNamedFields(tree, host, nested, [...path, 'transport']), enabled: outer.enabled }
}

export const cline: Host = {
  id: 'cline',
  name: 'Cline',
  docs: ['https://docs.cline.bot/mcp/mcp-overview'],
  sources: [
    'cline/cline@21cb8d25 apps/vscode/src/services/mcp/schemas.ts',
    'cline/cline@21cb8d25 apps/vscode/src/services/mcp/McpHub.ts',
    'cline/cline@21cb8d25 sdk/packages/core/src/extensions/mcp/config-loader.ts',
  ],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    '"~/.cline/mcp.json": named by an overview page; the loader reads the file above.',
  ],
  files: [
    { glob: '**/cline_mcp_settings.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.cline/data/settings/cline_mcp_settings.json', scope: 'user', holds: 'servers' },
    ...inExtensionStorage('saoudrizwan.claude-dev/settings/cline_mcp_settings.json'),
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    type: ['type', 'transportType'],
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
      type: '"stdio" | "sse" | "streamableHttp"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; absent it is "stdio" with a command and "sse" with an address.',
    },
    {
      name: 'transportType',
      type: '"stdio" | "sse" | "http"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Older name of "type".',
    },
    {
      name: 'transport',
      type: 'object',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'The same fields one level down, as the command line writes them.',
    },
    {
      name: 'autoApprove',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Exact names of tools that run without asking; "*" is no wildcard.',
    },
    { name: 'timeout', type: 'number (s)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    {
      name: 'oauthClient',
      type: 'object',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'A client that is registered with the server.',
    },
    {
      name: 'oauth',
      type: 'object',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Written by the program; may hold live tokens.',
    },
    { name: 'metadata', type: 'object', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the program.' },
    { name: 'remoteConfigured', type: 'boolean', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the program.' },
  ],
  types: { stdio: ['stdio'], http: ['streamableHttp'], sse: ['sse'] },
  urlWithoutType: 'sse',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
  readEntry: readNested,
}

import { partBelow, type ReadEntryParts, readNamedFields } from '../entryParts.ts'
import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { CWD_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

/** Files of other clients can be put beside its own as they are; there the servers are a map. */
const COPIED: NonNullable<HostFile['differs']> = {
  syntax: { format: 'json', comments: false, trailingCommas: false },
  container: 'map',
}

/** HTTP headers are options of the request. continuedev/continue@d0a3c0b6 packages/config-yaml/src/schemas/mcp/index.ts. */
const readEntry: ReadEntryParts = (tree, host, entry, path) => {
  const parts = readNamedFields(tree, host, entry, path)
  const headers = partBelow(entry, ['requestOptions', 'headers'], path)
  return headers ? { ...parts, headers: [...parts.headers, headers] } : parts
}

export const continueDev: Host = {
  id: 'continue',
  name: 'Continue',
  docs: ['https://docs.continue.dev/customize/deep-dives/mcp', 'https://docs.continue.dev/reference'],
  sources: [
    'continuedev/continue@d0a3c0b6 packages/config-yaml/src/schemas/mcp/index.ts',
    'continuedev/continue@d0a3c0b6 packages/config-yaml/src/schemas/mcp/json.ts',
    'continuedev/continue@d0a3c0b6 core/context/mcp/MCPConnection.ts',
  ],
  checked: '2026-11',
  unverified: ['Whether the copied files of JSON may have comments.'],
  files: [
    { glob: '**/.continue/config.{yaml,yml}', scope: 'workspace', holds: 'servers' },
    { glob: '~/.continue/config.{yaml,yml}', scope: 'user', holds: 'servers' },
    { glob: '**/.continue/mcpServers/*.{yaml,yml}', scope: 'workspace', holds: 'servers' },
    { glob: '**/.continue/mcpServers/*.json', scope: 'workspace', holds: 'servers', differs: COPIED },
    {
      glob: '~/.continue/config.json',
      scope: 'user',
      holds: 'servers',
      deprecated: '~/.continue/config.yaml',
      differs: {
        ...COPIED,
        serversPath: ['experimental', 'modelContextProtocolServers'],
        container: 'list',
        foreignServersKeys: [],
      },
    },
  ],
  syntax: { format: 'yaml', comments: true, trailingCommas: true },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'list',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    headers: [],
    bearer: ['apiKey'],
    cwd: ['cwd'],
    envFile: ['envFile'],
    timeout: [{ field: 'connectionTimeout', unit: 'ms' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...CWD_FIELD,
    ...URL_FIELD,
    { name: 'name', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Its name.' },
    {
      name: 'type',
      type: '"stdio" | "sse" | "streamable-http"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; without it streamable HTTP is tried first, then SSE.',
    },
    { name: 'envFile', type: 'string', transports: ['stdio'], meaning: 'Path of a file with variables; in files of JSON only.' },
    { name: 'apiKey', type: 'string', transports: ['http', 'sse'], meaning: 'Sent as a bearer token.' },
    {
      name: 'requestOptions',
      type: 'object',
      transports: ['http', 'sse'],
      meaning: 'Headers, time limit, checking of certificates.',
    },
    { name: 'connectionTimeout', type: 'number (ms)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of connecting.' },
    { name: 'serverName', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Name the server gives itself.' },
    { name: 'faviconUrl', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'For people.' },
    { name: 'sourceFile', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the program.' },
  ],
  types: { stdio: ['stdio'], http: ['streamable-http', 'http'], sse: ['sse'] },
  urlWithoutType: 'inferred',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{\\{\\s{0,3}(?:secrets|inputs)\\.[^}\\s]{1,200}\\s{0,3}\\}\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `\${{ secrets.${name} }}`,
    input: undefined,
  },
  workspaceFolder: undefined,
  readEntry,
}

import { memberOf } from '../../syntax/find.ts'
import { type ReadEntryParts, readNamedFields } from '../entryParts.ts'
import { COMMON_NAMES } from '../fieldNames.ts'
import type { FieldNames, Host } from '../host.ts'
import { ENABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

/** Until 2025 the command was an object: `{ "path": …, "args": […], "env": {…} }`. Zed still reads it. */
const OLD_NAMES: FieldNames = { ...COMMON_NAMES, command: ['path'] }

const readEntry: ReadEntryParts = (tree, host, entry, path) => {
  const command = memberOf(entry, 'command')?.value
  const outer = readNamedFields(tree, host, entry, path)
  if (command?.kind !== 'object') return outer
  return { ...readNamedFields(tree, { ...host, names: OLD_NAMES }, command, [...path, 'command']), enabled: outer.enabled }
}

export const zed: Host = {
  id: 'zed',
  name: 'Zed',
  docs: ['https://zed.dev/docs/ai/mcp'],
  sources: [
    'zed-industries/zed@006ce515 crates/settings_content/src/project.rs',
    'zed-industries/zed@04ebba46 docs/src/ai/mcp.md',
  ],
  checked: '2026-11',
  files: [
    { glob: '**/.zed/settings.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.config/zed/settings.json', scope: 'user', holds: 'servers' },
    { glob: '~/AppData/Roaming/Zed/settings.json', scope: 'user', holds: 'servers' },
  ],
  syntax: { format: 'jsonc', comments: true, trailingCommas: true },
  serversPath: ['context_servers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: ['mcpServers', 'mcp_servers', 'mcp-servers'],
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    type: [],
    disabled: { field: 'enabled', when: false },
    timeout: [{ field: 'timeout', unit: 's' }],
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...ENABLED_FIELD,
    { name: 'oauth', type: 'object', transports: ['http'], meaning: 'A client that is registered with the server.' },
    { name: 'timeout', type: 'integer (s)', transports: ['stdio', 'http', 'sse'], meaning: 'Limit of one request.' },
    {
      name: 'remote',
      type: 'boolean',
      transports: ['stdio'],
      meaning: 'Starts the server on the remote machine of the project.',
    },
    { name: 'settings', type: 'object', transports: ['stdio'], meaning: 'Of a server that an extension brings.' },
    { name: 'source', type: '"custom" | "extension"', transports: ['stdio', 'http', 'sse'], meaning: 'No longer needed.' },
  ],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'inferred',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
  readEntry,
}

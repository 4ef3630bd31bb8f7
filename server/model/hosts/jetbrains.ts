import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { ENABLED_FIELD, HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

/** The plugin of GitHub Copilot has a file of its own. */
const COPILOT: NonNullable<HostFile['differs']> = { serversPath: ['servers'], foreignServersKeys: foreignKeys('servers') }

export const jetbrains: Host = {
  id: 'jetbrains',
  name: 'JetBrains',
  docs: [
    'https://www.jetbrains.com/help/junie/model-context-protocol-mcp.html',
    'https://www.jetbrains.com/help/air/mcp-servers.html',
  ],
  sources: [
    'https://www.jetbrains.com/help/junie/model-context-protocol-mcp.html',
    'https://www.jetbrains.com/help/air/mcp-servers.html',
  ],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments: strict JSON is what always works.',
    'What it makes of a "url" without "type", and of unknown keys.',
    'Whether references to variables are expanded.',
  ],
  files: [
    { glob: '**/.junie/mcp/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.junie/mcp/mcp.json', scope: 'user', holds: 'servers' },
    { glob: '**/.air/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '**/.mcp.json', scope: 'workspace', holds: 'servers', borrowed: true },
    { glob: '~/.config/github-copilot/{intellij,xcode}/mcp.json', scope: 'user', holds: 'servers', differs: COPILOT },
    { glob: '~/AppData/Local/github-copilot/intellij/mcp.json', scope: 'user', holds: 'servers', differs: COPILOT },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    disabled: { field: 'enabled', when: false },
  },
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    ...ENABLED_FIELD,
    { name: 'type', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Transport.' },
    { name: 'requestInit', type: 'object', transports: ['http'], meaning: 'Older place of "headers".' },
  ],
  types: { stdio: ['stdio', 'local'], http: ['http', 'streamable-http'], sse: ['sse'] },
  urlWithoutType: 'unknown',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

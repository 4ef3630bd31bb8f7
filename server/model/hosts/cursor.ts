import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'

/** Permissions may have comments. https://cursor.com/docs/reference/permissions, read 2026-11. */
const COMMENTED: NonNullable<HostFile['differs']> = { syntax: { format: 'jsonc', comments: true, trailingCommas: true } }

export const cursor: Host = {
  id: 'cursor',
  name: 'Cursor',
  docs: ['https://cursor.com/docs/mcp'],
  sources: ['https://cursor.com/docs/mcp', 'stacklok/toolhive@e25de16c pkg/client/config.go'],
  checked: '2026-11',
  files: [
    { glob: '**/.cursor/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.cursor/mcp.json', scope: 'user', holds: 'servers' },
    { glob: '**/.cursor/{permissions,sandbox}.json', scope: 'workspace', holds: 'settings', differs: COMMENTED },
    { glob: '~/.cursor/permissions.json', scope: 'user', holds: 'settings', differs: COMMENTED },
    { glob: '**/.cursor/cli.json', scope: 'workspace', holds: 'settings' },
    { glob: '~/.cursor/cli-config.json', scope: 'user', holds: 'settings' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: { ...COMMON_NAMES, cwd: ['cwd'], envFile: ['envFile'] },
  fields: [
    {
      name: 'type',
      type: '"stdio" | "http" | "streamable-http" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; inferred where it is absent.',
    },
    { name: 'command', type: 'string', transports: ['stdio'], meaning: 'The program to start.' },
    { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
    { name: 'env', type: 'map of string', transports: ['stdio'], meaning: 'Environment.' },
    { name: 'envFile', type: 'string', transports: ['stdio'], meaning: 'Path of a file with variables.' },
    {
      name: 'cwd',
      type: 'string',
      transports: ['stdio'],
      meaning: 'Working folder (seen in the SDK, not documented for this file).',
    },
    { name: 'url', type: 'string', transports: ['http', 'sse'], meaning: 'Address of the server.' },
    { name: 'headers', type: 'map of string', transports: ['http', 'sse'], meaning: 'HTTP headers of each request.' },
    {
      name: 'auth',
      type: 'object',
      transports: ['http', 'sse'],
      meaning: 'A client that is registered with the server, and its scopes.',
    },
  ],
  types: { stdio: ['stdio'], http: ['http', 'streamable-http'], sse: ['sse'] },
  urlWithoutType: 'inferred',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{(?:env:[^}]{1,200}|userHome|workspaceFolder|workspaceFolderBasename|pathSeparator|/)\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    env: (name) => `\${env:${name}}`,
    input: undefined,
  },
  workspaceFolder: `\${workspaceFolder}`,
}

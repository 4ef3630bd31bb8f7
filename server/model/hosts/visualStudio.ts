import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

export const visualStudio: Host = {
  id: 'visual-studio',
  name: 'Visual Studio',
  docs: ['https://learn.microsoft.com/en-us/visualstudio/ide/mcp-servers'],
  sources: ['MicrosoftDocs/visualstudio-docs@01d07e34 docs/ide/mcp-servers.md'],
  checked: '2026-11',
  unverified: [
    'Whether its files take comments.',
    '"${env:NAME}" references.',
    'Which key of ".cursor/mcp.json" it reads.',
    'What it makes of a "url" without "type", and of unknown keys.',
  ],
  files: [
    { glob: '**/.vs/mcp.json', scope: 'workspace', holds: 'servers' },
    { glob: '**/.mcp.json', scope: 'workspace', holds: 'servers', borrowed: true },
    { glob: '~/.mcp.json', scope: 'user', holds: 'servers', borrowed: true },
    { glob: '**/.vscode/mcp.json', scope: 'workspace', holds: 'servers', borrowed: true },
  ],
  syntax: { format: 'jsonc', comments: true, trailingCommas: true },
  serversPath: ['servers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('servers'),
  bareMap: false,
  names: COMMON_NAMES,
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    { name: 'type', type: '"stdio" | "http" | "sse"', transports: ['stdio', 'http', 'sse'], meaning: 'Transport.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'unknown',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\$\\{(?:input|env):[^}]{1,200}\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    env: (name) => `\${env:${name}}`,
    input: (id) => `\${input:${id}}`,
  },
  workspaceFolder: undefined,
}

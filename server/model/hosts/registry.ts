import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { URL_FIELD } from './commonFields.ts'
import { readWays } from './registryWays.ts'

/** One server in a catalogue: packages are ways to start it, remotes are addresses where it runs. */
export const registry: Host = {
  id: 'registry',
  name: 'MCP Registry',
  docs: ['https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'],
  sources: ['modelcontextprotocol/registry@13760d02 docs/reference/server-json/draft/server.schema.json'],
  checked: '2026-11',
  unverified: ['What the registry does with unknown keys.'],
  files: [
    {
      glob: '**/server.json',
      scope: 'published',
      holds: 'servers',
      onlyWith: [[{ at: ['$schema'], text: 'https://static.modelcontextprotocol.io/schemas/*' }]],
    },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['packages'],
  furtherServersPaths: [['remotes']],
  container: 'entry',
  foreignServersKeys: [],
  bareMap: false,
  names: {
    ...COMMON_NAMES,
    name: [],
    command: [],
    args: [],
    env: ['environmentVariables'],
  },
  fields: [
    ...URL_FIELD,
    {
      name: 'registryType',
      type: '"npm" | "pypi" | "oci" | "nuget" | "mcpb"',
      transports: ['stdio'],
      meaning: 'Where the package is.',
    },
    { name: 'registryBaseUrl', type: 'string', transports: ['stdio'], meaning: 'Address of that registry.' },
    { name: 'identifier', type: 'string', transports: ['stdio'], meaning: 'Name of the package or image.' },
    { name: 'version', type: 'string', transports: ['stdio'], meaning: 'Its exact version.' },
    { name: 'fileSha256', type: 'string', transports: ['stdio'], meaning: 'Hash of the file.' },
    { name: 'runtimeHint', type: 'string', transports: ['stdio'], meaning: 'The program that starts it.' },
    { name: 'runtimeArguments', type: 'list', transports: ['stdio'], meaning: 'Arguments of that program.' },
    { name: 'packageArguments', type: 'list', transports: ['stdio'], meaning: 'Arguments of the server.' },
    { name: 'environmentVariables', type: 'list', transports: ['stdio'], meaning: 'Variables the server wants.' },
    { name: 'transport', type: 'object', transports: ['stdio'], meaning: 'How the started server is spoken to.' },
    { name: 'type', type: '"streamable-http" | "sse"', transports: ['http', 'sse'], meaning: 'Transport.' },
    { name: 'headers', type: 'list', transports: ['http', 'sse'], meaning: 'HTTP headers of each request.' },
    { name: 'variables', type: 'map', transports: ['http', 'sse'], meaning: 'What stands for names in braces.' },
  ],
  types: { stdio: ['stdio'], http: ['streamable-http'], sse: ['sse'] },
  urlWithoutType: 'rejected',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern: '\\{[A-Za-z_]\\w{0,100}\\}',
    expandedIn: ['args', 'env', 'url', 'headers'],
    env: undefined,
    input: undefined,
  },
  workspaceFolder: undefined,
  readEntry: readWays,
}

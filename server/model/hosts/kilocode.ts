import type { Host, HostFile } from '../host.ts'
import { opencode } from './opencode.ts'
import { roo } from './roo.ts'
import { inExtensionStorage } from './userFiles.ts'

/** Before version 7 it was a fork of Roo Code, since then one of opencode; a project can hold the files of both. */
const LEGACY: NonNullable<HostFile['differs']> = {
  syntax: roo.syntax,
  serversPath: roo.serversPath,
  foreignServersKeys: roo.foreignServersKeys,
  names: roo.names,
  fields: roo.fields,
  types: roo.types,
  urlWithoutType: roo.urlWithoutType,
  unknownKeys: roo.unknownKeys,
  interpolation: {
    pattern: '\\$\\{env:[^}]{1,200}\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `\${env:${name}}`,
    input: undefined,
  },
}

export const kilocode: Host = {
  id: 'kilocode',
  name: 'Kilo Code',
  docs: ['https://kilo.ai/docs/automate/mcp/using-in-kilo-code'],
  sources: [
    'Kilo-Org/kilocode packages/kilo-docs/pages/automate/mcp/using-in-kilo-code.md',
    'Kilo-Org/kilocode@6d7eb39d apps/kilocode-docs using-mcp-in-kilo-code.md',
  ],
  checked: '2026-11',
  files: [
    {
      glob: '**/kilo.{json,jsonc}',
      scope: 'workspace',
      holds: 'servers',
      onlyWith: [[{ at: ['mcp'] }], [{ at: ['permission'] }], [{ at: ['$schema'], text: 'https://*' }]],
    },
    { glob: '**/.kilo/kilo.{json,jsonc}', scope: 'workspace', holds: 'servers' },
    { glob: '~/.config/kilo/kilo.{json,jsonc}', scope: 'user', holds: 'servers' },
    { glob: '**/.kilocode/mcp.json', scope: 'workspace', holds: 'servers', deprecated: 'kilo.json', differs: LEGACY },
    ...inExtensionStorage('kilocode.kilo-code/settings/mcp_settings.json').map((file) => ({ ...file, differs: LEGACY })),
    { glob: '~/.kilocode/cli/global/settings/mcp_settings.json', scope: 'user', holds: 'servers', differs: LEGACY },
  ],
  syntax: opencode.syntax,
  serversPath: opencode.serversPath,
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: opencode.foreignServersKeys,
  bareMap: false,
  names: opencode.names,
  fields: opencode.fields,
  types: opencode.types,
  urlWithoutType: 'rejected',
  unknownKeys: 'unknown',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: opencode.interpolation,
  workspaceFolder: undefined,
}

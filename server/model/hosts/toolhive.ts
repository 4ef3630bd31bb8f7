import { COMMON_NAMES } from '../fieldNames.ts'
import type { Host } from '../host.ts'

/** What a container that ToolHive starts may read, write and reach; it holds no servers. */
export const toolhive: Host = {
  id: 'toolhive',
  name: 'ToolHive permission profile',
  docs: ['https://github.com/stacklok/toolhive'],
  sources: ['stacklok/toolhive@e25de16c docs/arch/05-runconfig-and-permissions.md'],
  checked: '2026-11',
  unverified: ['Whether its files take comments: strict JSON is what always works.'],
  files: [{ glob: '**/*.profile.json', scope: 'workspace', holds: 'settings', onlyWith: [[{ at: ['network', 'outbound'] }]] }],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: [],
  bareMap: false,
  names: COMMON_NAMES,
  fields: [],
  types: { stdio: [], http: [], sse: [] },
  urlWithoutType: 'ignored',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

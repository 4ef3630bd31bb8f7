import type { FieldNames } from './host.ts'

/** What most hosts call the fields of an entry, after Claude Desktop, which came first. */
export const COMMON_NAMES: FieldNames = {
  name: ['name'],
  command: ['command'],
  commandIsList: false,
  args: ['args'],
  env: ['env'],
  url: ['url'],
  urlTransports: {},
  headers: ['headers'],
  passedEnv: [],
  envHeaders: [],
  bearer: [],
  bearerEnv: [],
  secretNames: [],
  type: ['type'],
  disabled: undefined,
  cwd: [],
  envFile: [],
  timeout: [],
}

/** Root keys that hold the servers of one host or another. */
const ROOT_KEYS = ['mcpServers', 'servers', 'mcp', 'mcp_servers', 'mcp-servers', 'context_servers', 'extensions'] as const

/** All of them but those this host reads, or uses for something else. */
export function foreignKeys(...own: readonly string[]): readonly string[] {
  return ROOT_KEYS.filter((key) => !own.includes(key))
}

import type { Host } from '../../server/model/host.ts'
import { hostById } from '../../server/model/hosts/index.ts'
import type { Launch } from '../../server/model/launch.ts'
import { type McpConfig, readMcpConfig, type ServerEntry } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'

export function host(id: string): Host {
  const found = hostById(id)
  if (!found) throw new Error(`no host ${id}`)
  return found
}

export function read(text: string, hostId = 'claude-code', file = '.mcp.json'): McpConfig {
  const reader = host(hostId)
  return readMcpConfig(parse(text, reader.syntax.format), reader, file)
}

/** The only server of a file that holds this entry under the root key of the host. */
export function entryOf(entry: unknown, hostId = 'claude-code'): ServerEntry & { readonly text: string } {
  const text = JSON.stringify({ [String(host(hostId).serversPath[0])]: { it: entry } }, null, 2)
  const [server] = read(text, hostId).servers
  if (!server) throw new Error('no server')
  return Object.assign(server, { text })
}

export function launchOf(command: string, args: readonly string[] = [], rest: object = {}, hostId = 'claude-code'): Launch {
  return entryOf({ command, args, ...rest }, hostId).launch
}

/** `ecosystem:name version(kind) digest` */
export function sourceWords({ source }: Launch): string {
  if (!source) return 'none'
  const version = source.version ? ` ${source.version.text}(${source.version.kind})` : ''
  return `${source.ecosystem}:${source.name}${version}${source.digest ? ` ${source.digest}` : ''}`
}

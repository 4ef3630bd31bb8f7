import type { Host } from '../../server/model/host.ts'
import { HOSTS, hostById } from '../../server/model/hosts/index.ts'
import type { Launch } from '../../server/model/launch.ts'
import { type McpConfig, readMcpConfig, type ServerEntry } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Format } from '../../server/syntax/tree.ts'

export function host(id: string): Host {
  const found = hostById(id)
  if (!found) throw new Error(`no host ${id}`)
  return found
}

export function read(text: string, hostId = 'claude-code', file = '.mcp.json'): McpConfig {
  const reader = host(hostId)
  return readMcpConfig(parse(text, reader.syntax.format), reader, file)
}

/** The same file with its entries further down. */
export function pushedDown(text: string, format: Format): string {
  if (format === 'frontmatter') return text.replace(/^---\r?\n/, (line) => `${line}# pushed down\n`)
  return format === 'json' || format === 'jsonc' ? `\n  \n${text}` : `# pushed down\n${text}`
}

/** Hosts that start programs of any name. */
export const STARTING_HOSTS: readonly Host[] = HOSTS.filter(
  ({ names, files }) => names.command.length > 0 && files[0]?.holds !== 'settings',
)

/**
 * The only server of a file that holds this entry where the host looks, with the names of the host. The text is JSON whatever the
 * format of the host is, since this is about what an entry means.
 */
export function entryOf(entry: object, hostId = 'claude-code'): ServerEntry & { readonly text: string } {
  const reader = host(hostId)
  const text = JSON.stringify(within(reader, inWordsOf(reader, entry)), null, 2)
  const [server] = readMcpConfig(parse(text, 'json'), reader, '.mcp.json').servers
  if (!server) throw new Error('no server')
  return Object.assign(server, { text })
}

function inWordsOf({ names }: Host, entry: object): object {
  const fields = Object.entries(entry).filter(([name]) => !(names.commandIsList && name === 'args'))
  return Object.fromEntries(
    fields.map(([name, value]): [string, unknown] => {
      if (name === 'command' && names.commandIsList) {
        return [names.command[0] ?? name, [value, ...('args' in entry && Array.isArray(entry.args) ? entry.args : [])]]
      }
      const spellings = name === 'command' || name === 'args' || name === 'env' || name === 'url' ? names[name] : []
      return [spellings[0] ?? name, value]
    }),
  )
}

/** A file with the entry at the place of the host, named "it". */
function within({ serversPath, container }: Host, entry: object): object {
  const name = container === 'entry' ? {} : { name: 'it' }
  const atPlace: object = container === 'map' ? { it: entry } : container === 'list' ? [{ ...name, ...entry }] : entry
  const file = serversPath.reduceRight<object>((inner, step) => ({ [String(step)]: inner }), atPlace)
  return container === 'entry' ? { name: 'it', ...file } : file
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

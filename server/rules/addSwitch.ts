import type { ServerSwitch } from '../knowledge/servers.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Patch } from '../syntax/patch.ts'
import { argumentAt } from './argumentPatches.ts'
import { fieldOf, namesOf, settingPath } from './entryFields.ts'

/**
 * Sets a switch of a server in the form this entry uses already. Undefined where it uses another form, so that the caller
 * can try the next one: the switches of one meaning stand beside each other in the server table.
 */
export function addSwitch(wanted: ServerSwitch, entry: ServerEntry, config: McpConfig): readonly Patch[] | undefined {
  switch (wanted.where) {
    case 'args':
      return addArgument(wanted, entry, config)
    case 'env':
      return addVariable(wanted, entry, config)
    case 'header': {
      const headers = fieldOf(entry, config.host, 'headers')
      return headers?.member.value?.kind === 'object'
        ? [{ op: 'set', path: [...headers.path, wanted.key], value: wanted.value }]
        : undefined
    }
    case 'urlParam':
    case 'urlPath':
      return extendUrl(wanted, entry)
    default:
      return undefined
  }
}

/** At the end of the list, where it belongs to the server. Not behind an image, whose own command it might replace. */
function addArgument({ key, value }: ServerSwitch, entry: ServerEntry, { host }: McpConfig): readonly Patch[] | undefined {
  const { launch, path } = entry
  if (launch.runner?.name === 'docker' || launch.runner?.name === 'podman') return undefined
  if (launch.wrappers.some(({ kind }) => kind === 'shell')) return undefined
  const word = value ? `${key}=${value}` : key
  const given = launch.args.find(({ flag, of }) => flag === key && of === 'server')
  if (given) return value ? [{ op: 'text', span: given.value.span, text: value }] : undefined
  const role = host.names.commandIsList ? 'command' : 'args'
  const list = fieldOf(entry, host, role)
  if (list) {
    const { value: node } = list.member
    return node?.kind === 'array' ? [{ op: 'set', path: [...list.path, node.items.length], value: word }] : undefined
  }
  const [name] = namesOf(host, role)
  return name === undefined || role === 'command' ? undefined : [{ op: 'set', path: [...path, name], value: [word] }]
}

/** In `env`; for a container also as an option, since a container sees only the variables it is given. */
function addVariable({ key, value }: ServerSwitch, entry: ServerEntry, config: McpConfig): readonly Patch[] | undefined {
  const { launch } = entry
  if (launch.source?.ecosystem !== 'oci') {
    const path = settingPath(entry, config.host, 'env', key)
    return path && [{ op: 'set', path, value }]
  }
  const image = argumentAt(launch.source.path, entry)
  const node = image && nodeAt(config.tree, image.path)
  const before = image && launch.args[launch.args.indexOf(image) - 1]
  const previous = before && nodeAt(config.tree, before.path)
  if (!node || !previous) return undefined
  // The words go before the image with the same between them as the words there have: a comma, or a dash on the next line.
  const gap = config.tree.text.slice(previous.span.end, node.span.start)
  if (!/^\s*,\s*$|^[ \t]*\r?\n[ \t]*-[ \t]+$/.test(gap)) return undefined
  return [{ op: 'text', span: { start: node.span.start, end: node.span.start }, text: `"-e"${gap}"${key}=${value}"${gap}` }]
}

function extendUrl({ where, key, value }: ServerSwitch, { launch }: ServerEntry): readonly Patch[] | undefined {
  const url = launch.url ?? launch.bridged?.url
  if (!url || url.text.includes('#')) return undefined
  // "&" and "?" mean something to a shell.
  if (!launch.url && launch.wrappers.some(({ kind }) => kind === 'shell' || kind === 'cmd')) return undefined
  const end = { start: url.span.end, end: url.span.end }
  if (where === 'urlParam') return [{ op: 'text', span: end, text: `${url.text.includes('?') ? '&' : '?'}${key}=${value}` }]
  if (url.text.includes('?')) return undefined
  return [{ op: 'text', span: end, text: withPath(url.text, key).slice(url.text.length) }]
}

/** An address with another segment at its end, and one slash before it. */
export function withPath(address: string, segment: string): string {
  return address.endsWith('/') ? address + segment.slice(1) : address + segment
}

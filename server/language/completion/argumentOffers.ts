import { CompletionItemKind } from 'vscode-languageserver/node'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import { listOffers, scopeNames, toolsetNames } from './listOffers.ts'
import type { Offer } from './offer.ts'
import { commaEdits, type Place } from './place.ts'
import { referenceOffers } from './referenceOffers.ts'
import { isSecret, switchValue } from './safeLaunch.ts'
import { knownOf } from './settingOffers.ts'

/** A word of a command line: switches that narrow the known server, names where a switch takes names, references. */
export function argumentOffers(place: Place, entry: ServerEntry): readonly Offer[] {
  const { typed, config } = place
  const { host } = config
  const known = knownOf(entry)
  const switches = (known?.restrictions ?? []).filter(({ where }) => where === 'args')
  const previous = wordBefore(place)
  if (previous === '-e' || previous === '--env') return containerVariables(place, entry)
  const [flag = '', value] =
    typed.startsWith('--') && typed.includes('=') ? [typed.slice(0, typed.indexOf('=')), typed] : [previous]
  const from = value === undefined ? 0 : flag.length + 1
  const asked = switches.find(({ key }) => key === flag)
  if (asked?.kind === 'toolset') return listOffers(place, toolsetNames(asked, entry), /,/, from)
  if (asked?.kind === 'tools')
    return listOffers(
      place,
      (known?.tools ?? []).map(({ name, action }) => ({ name, detail: action })),
      /,/,
      from,
    )
  if (/^--(?:oauth-)?scopes$/i.test(flag)) return listOffers(place, scopeNames(entry), /[\s,]/, from)
  return [...flagOffers(place, entry), ...referenceOffers(place, host.names.commandIsList ? 'command' : 'args', entry)]
}

/** The item before the one at the cursor. */
function wordBefore({ cursor, config }: Place): string {
  const index = Number(cursor.path.at(-1))
  const node = nodeAt(config.tree, [...cursor.path.slice(0, -1), index - 1])
  return node?.kind === 'string' ? node.value : ''
}

function flagOffers({ cursor, writer, typed, config }: Place, entry: ServerEntry): readonly Offer[] {
  if (typed !== '' && !typed.startsWith('-')) return []
  const known = knownOf(entry)
  const { launch } = entry
  // Behind an image they might replace its own command.
  if (launch.runner?.name === 'docker' || launch.runner?.name === 'podman') return []
  const list = nodeAt(config.tree, cursor.path.slice(0, -1))
  const words = list?.kind === 'array' ? list.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : []
  const isThere = (key: string) => words.some((word) => word === key || word.startsWith(`${key}=`))
  return (known?.restrictions ?? [])
    .filter(
      ({ where, key, value }) =>
        where === 'args' && key.startsWith('-') && value !== '(absent)' && (!isThere(key) || typed === key),
    )
    .map((one) => ({
      label: one.key,
      kind: CompletionItemKind.EnumMember,
      detail: `${one.kind}: ${one.effect}`,
      text: writer.value(one.value === '' || one.value.includes(' ') ? one.key : `${one.key}=${switchValue(one)}`),
      span: cursor.span,
      edits: commaEdits(cursor),
    }))
}

/** `-e NAME` passes a variable on, `-e NAME=value` sets it. */
function containerVariables({ cursor, writer }: Place, entry: ServerEntry): readonly Offer[] {
  const known = knownOf(entry)
  const offer = (word: string, detail: string, label = word): Offer => ({
    label,
    kind: CompletionItemKind.Constant,
    detail,
    text: writer.value(word),
    span: cursor.span,
    edits: commaEdits(cursor),
  })
  return [
    ...(known?.restrictions ?? [])
      .filter(({ where, value }) => where === 'env' && value !== '(absent)')
      .map((one) => offer(`${one.key}=${switchValue(one)}`, `${one.kind}: ${one.effect}`, one.key)),
    ...(known?.credentials.env ?? []).filter(isSecret).map((name) => offer(name, 'A credential, passed on from the environment')),
  ]
}

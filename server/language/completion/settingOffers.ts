import { CompletionItemKind } from 'vscode-languageserver/node'
import type { ServerSwitch } from '../../knowledge/servers.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import { inputMaker } from './inputs.ts'
import { listOffers, scopeNames, toolsetNames } from './listOffers.ts'
import type { Offer } from './offer.ts'
import { commaEdits, type Place, wholeSpan } from './place.ts'
import { referenceOffers } from './referenceOffers.ts'
import { isSecret, switchValue } from './safeLaunch.ts'
import { stop } from './stops.ts'

type Kind = 'env' | 'headers'

/** Variables or headers the known server takes: what restricts it with the value, secrets as references of the host. */
export function settingOffers(place: Place, of: Kind, entry: ServerEntry): readonly Offer[] {
  const { config, cursor, writer } = place
  const known = knownOf(entry)
  const map = nodeAt(config.tree, cursor.path)
  const present = new Set(
    map?.kind === 'object' ? map.members.filter(({ keySpan }) => keySpan.start !== cursor.span.start).map(({ key }) => key) : [],
  )
  const where = of === 'env' ? 'env' : 'header'
  const switches = (known?.restrictions ?? []).filter((one) => one.where === where && one.value !== '(absent)')
  const names = known?.credentials[of] ?? []
  const inputs = inputMaker(place)
  const restricting = switches.map((one) => offerOf(one.key, switchValue(one), `${one.kind}: ${one.effect}`, []))
  const secrets = names
    .filter((name) => !switches.some(({ key }) => key === name))
    .map((name) => {
      const secret = of === 'headers' || isSecret(name) ? secretValue(name) : undefined
      return offerOf(
        name,
        secret?.text ?? stop(),
        secret ? 'A credential of this server' : 'A setting of this server',
        secret?.edits ?? [],
      )
    })
  return unique([...restricting, ...secrets]).filter(({ label }) => !present.has(label))

  function secretValue(name: string): Pick<Offer, 'text' | 'edits'> {
    const { interpolation } = config.host
    const scheme = /^authorization$/i.test(name) ? 'Bearer ' : ''
    const isExpanded = interpolation.expandedIn.includes(of)
    const variable = scheme === '' ? name.replaceAll('-', '_').toUpperCase() : (known?.credentials.env.find(isSecret) ?? 'TOKEN')
    if (isExpanded && interpolation.input && inputs.inputId) {
      const id = inputs.inputId(variable)
      return { text: scheme + interpolation.input(id), edits: inputs.edits([{ id, name: variable }], entry.name) }
    }
    return { text: scheme + (isExpanded && interpolation.env ? interpolation.env(variable) : stop(`<${variable}>`)), edits: [] }
  }

  function offerOf(name: string, value: string, detail: string, edits: Offer['edits'] & object): Offer {
    return {
      label: name,
      kind: CompletionItemKind.Constant,
      detail,
      text: writer.member(name, value),
      span: wholeSpan(place, false),
      edits: [...commaEdits(cursor), ...(cursor.hasValue ? [] : edits)],
    }
  }
}

/** The value of a variable or header: what restricts, names of toolsets and scopes, references. */
export function settingValueOffers(place: Place, of: Kind, name: string, entry: ServerEntry): readonly Offer[] {
  const known = knownOf(entry)
  const where = of === 'env' ? 'env' : 'header'
  const switches = (known?.restrictions ?? []).filter((one) => one.where === where && one.key === name)
  const lists = switches.flatMap((one) => listed(place, one, entry))
  const values = switches
    .filter(({ kind, value }) => !LISTS.has(kind) && /^[\w.-]+$/.test(value))
    .map(
      ({ value, effect }): Offer => ({
        label: value,
        kind: CompletionItemKind.Value,
        detail: effect,
        text: place.writer.value(value),
        span: place.cursor.span,
      }),
    )
  const isScopes = /(?:^|_)SCOPES$/i.test(name) ? listOffers(place, scopeNames(entry), /[\s,]/) : []
  return [
    ...lists,
    ...values,
    ...isScopes,
    ...referenceOffers(place, of, entry, switches.length === 0 && of === 'env' ? [name] : []),
  ]
}

const LISTS = new Set(['toolset', 'tools', 'oauthScopes'])

function listed(place: Place, one: ServerSwitch, entry: ServerEntry): readonly Offer[] {
  if (one.kind === 'toolset') return listOffers(place, toolsetNames(one, entry), /,/)
  if (one.kind === 'tools')
    return listOffers(
      place,
      (knownOf(entry)?.tools ?? []).map(({ name, action }) => ({ name, detail: action })),
      /,/,
    )
  return one.kind === 'oauthScopes' ? listOffers(place, scopeNames(entry), /[\s,]/) : []
}

export function knownOf({ launch }: ServerEntry) {
  return launch.bridged?.known ?? launch.known
}

/** Of two ways to say one thing under one name the first. */
function unique(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter(({ label }, at) => offers.findIndex((other) => other.label === label) === at)
}

import { CompletionItemKind } from 'vscode-languageserver/node'
import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import { SCOPE_FIELDS } from '../../model/launch/scopes.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import { isRisky, wordsOf } from './fieldOffers.ts'
import { listOffers, type Named, scopeNames } from './listOffers.ts'
import type { Offer } from './offer.ts'
import { commaEdits, type Place } from './place.ts'
import { referenceOffers } from './referenceOffers.ts'
import { launchesIn } from './safeLaunch.ts'
import { detailOf } from './serverOffers.ts'
import { knownOf } from './settingOffers.ts'
import { asPlain, raw } from './stops.ts'

/** What starts most servers. */
const PROGRAMS: readonly Named[] = [
  { name: 'npx', detail: 'Fetches and runs a package of npm' },
  { name: 'uvx', detail: 'Fetches and runs a package of PyPI' },
  { name: 'docker', detail: 'Runs an image in a container' },
  { name: 'node', detail: 'Runs JavaScript of this machine' },
  { name: 'python', detail: 'Runs Python of this machine' },
  { name: 'bunx', detail: 'Fetches and runs a package of npm' },
  { name: 'uv', detail: 'Runs a project of Python' },
  { name: 'deno', detail: 'Runs TypeScript with permissions that are asked for' },
]

/** The value of a field, or an item of a list in it. */
export function valueOffers(place: Place, entry: ServerEntry, steps: readonly string[], isItem: boolean): readonly Offer[] {
  const { host } = place.config
  const { names, types } = host
  const [field = ''] = steps
  if (SCOPE_FIELDS.some((path) => path.length === steps.length && path.every((step, at) => step === steps[at])))
    return isItem ? itemOffers(place, scopeNames(entry)) : listOffers(place, scopeNames(entry), /[\s,]/)
  if (steps.length > 1) return []
  if (isItem) {
    if (names.command.includes(field)) return itemOffers(place, PROGRAMS)
    if (names.passedEnv.includes(field)) return itemOffers(place, (knownOf(entry)?.credentials.env ?? []).map(variable))
    return toolOffers(place, entry, field)
  }
  if (names.type.includes(field))
    return whole(
      place,
      (['stdio', 'http', 'sse'] as const).flatMap((one) => types[one].map((name) => ({ name, detail: one }))),
    )
  if (names.command.includes(field))
    return names.commandIsList ? [] : [...whole(place, PROGRAMS), ...referenceOffers(place, 'command', entry)]
  if (names.url.includes(field)) return [...addressOffers(place), ...referenceOffers(place, 'url', entry)]
  if (names.bearerEnv.includes(field)) return whole(place, (knownOf(entry)?.credentials.env ?? []).map(variable))
  if (names.cwd.includes(field)) return referenceOffers(place, 'cwd', entry)
  if (names.envFile.includes(field)) return referenceOffers(place, 'envFile', entry)
  const type = host.fields.find(({ name }) => name === field)?.type ?? ''
  if (/^boolean\b/.test(type)) return booleans(place, isRisky(field, host) ? ['false', 'true'] : ['true', 'false'])
  return whole(
    place,
    wordsOf(type).map((name) => ({ name, detail: '' })),
  )
}

/** Not within quotes, which would make a string of them. */
function booleans(place: Place, words: readonly string[]): readonly Offer[] {
  const { content, span } = place.cursor
  if (content && content.start > span.start) return []
  const values = words.map((name) => ({ name, detail: '' }))
  return whole(place, values, true)
}

function variable(name: string): Named {
  return { name, detail: 'A variable of this server' }
}

function whole({ cursor, writer }: Place, values: readonly Named[], isRaw = false): readonly Offer[] {
  return values.map(({ name, detail }) => ({
    label: name,
    kind: CompletionItemKind.Value,
    ...(detail !== '' && { detail }),
    text: writer.value(isRaw ? raw(name) : name),
    span: cursor.span,
    edits: commaEdits(cursor),
  }))
}

/** Items of a list, without those that stand in it. */
function itemOffers(place: Place, names: readonly Named[]): readonly Offer[] {
  const { cursor, config } = place
  const list = nodeAt(config.tree, cursor.path.slice(0, -1))
  const present = new Set(
    list?.kind === 'array'
      ? list.items.flatMap((item) => (item.kind === 'string' && item.span.start !== cursor.span.start ? [item.value] : []))
      : [],
  )
  return whole(
    place,
    names.filter(({ name }) => !present.has(name)),
  )
}

/** Names of tools in the lists a host has for them: what only reads first, and in a list of what is withheld last. */
function toolOffers(place: Place, entry: ServerEntry, field: string): readonly Offer[] {
  const keys = entryPermissionKeys(place.config.host.id)
  if (!keys || ![...keys.approval, ...keys.restriction].includes(field)) return []
  const isDenying = /^(?:disabled|exclude)/.test(field)
  const tools = knownOf(entry)?.tools ?? []
  const reads = tools.filter(({ action, returnsSecrets }) => action === 'read' && !returnsSecrets)
  const others = tools.filter((tool) => !reads.includes(tool))
  const ordered = isDenying ? [...others, ...reads] : [...reads, ...others]
  return itemOffers(
    place,
    ordered.map(({ name, action, returnsSecrets }) => ({ name, detail: returnsSecrets ? `${action}, returns secrets` : action })),
  )
}

/** Addresses of vendors, limited as far as an address can say it. */
function addressOffers(place: Place): readonly Offer[] {
  if (/[$}]/.test(place.typed)) return []
  return [...launchesIn(place.config.host).values()].flatMap(({ server, start }) => {
    if (start.kind !== 'remote') return []
    return [
      {
        label: asPlain(start.url),
        kind: CompletionItemKind.Value,
        detail: detailOf(server),
        text: place.writer.value(start.url),
        span: place.cursor.span,
        edits: commaEdits(place.cursor),
      },
    ]
  })
}

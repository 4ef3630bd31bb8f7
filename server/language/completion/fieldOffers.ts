import { CompletionItemKind } from 'vscode-languageserver/node'
import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import type { FieldNames, Host, HostField } from '../../model/host.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Json } from '../../syntax/patch.ts'
import type { Offer } from './offer.ts'
import { commaEdits, type Place, wholeSpan } from './place.ts'
import { raw, stop } from './stops.ts'

type Transport = HostField['transports'][number]

/** The fields this host reads in an entry, those of the transport once that is clear, without those that are there. */
export function fieldOffers(place: Place, entry: ServerEntry | undefined): readonly Offer[] {
  const { config, cursor, writer } = place
  const { host } = config
  const present = new Set(
    entry?.node.members.filter(({ keySpan }) => keySpan.start !== cursor.span.start).map(({ key }) => key) ?? [],
  )
  const wanted = transportsOf(entry, present, host)
  const taken = new Set(GROUPS.flatMap((role) => (host.names[role].some((name) => present.has(name)) ? host.names[role] : [])))
  return fieldsOf(host)
    .filter(({ name, transports, meaning }) => {
      if (present.has(name) || taken.has(name) || NOT_TO_WRITE.test(meaning)) return false
      return transports.some((transport) => wanted.includes(transport))
    })
    .toSorted((a, b) => rank(a.name, host.names) - rank(b.name, host.names))
    .map(({ name, type, meaning }) => {
      const value = fieldValue(name, type, wanted, host)
      const text = writer.member(name, value)
      return {
        label: name,
        kind: CompletionItemKind.Property,
        detail: type,
        documentation: (markup) => markup.text(meaning),
        text,
        span: wholeSpan(place, text.includes('\n')),
        edits: commaEdits(cursor),
      }
    })
}

/** What a program writes for itself, or has given up, nobody should begin to write. */
const NOT_TO_WRITE = /^(?:Written by|Older |Deprecated|No longer|Seen in public)|\((?:seen|not documented)/

const GROUPS = ['command', 'args', 'env', 'url', 'headers', 'type'] as const
const ORDER = ['name', 'type', 'command', 'args', 'url', 'headers', 'env'] as const

function rank(name: string, names: FieldNames): number {
  const at = ORDER.findIndex((role) => names[role].includes(name))
  return at < 0 ? ORDER.length : at
}

/** Of a host of which nothing is known the fields that all have. */
function fieldsOf({ fields, names }: Host): readonly HostField[] {
  if (fields.length > 0) return fields
  const local = ['command', 'args', 'env', 'cwd', 'envFile'] as const
  const field = (role: (typeof ORDER)[number] | 'cwd' | 'envFile', transports: readonly Transport[]): readonly HostField[] =>
    names[role].slice(0, 1).map((name) => ({ name, type: SHAPES[role] ?? 'string', transports, meaning: MEANINGS[role] ?? '' }))
  return [
    ...field('type', ['stdio', 'http', 'sse']),
    ...local.flatMap((role) => field(role, ['stdio'])),
    ...field('url', ['http', 'sse']),
    ...field('headers', ['http', 'sse']),
  ]
}

const SHAPES: Readonly<Record<string, string>> = { args: 'string[]', env: 'map of string', headers: 'map of string' }
const MEANINGS: Readonly<Record<string, string>> = {
  type: 'Transport.',
  command: 'The program to start.',
  args: 'Its arguments.',
  env: 'Environment.',
  url: 'Address of the server.',
  headers: 'HTTP headers of each request.',
  cwd: 'Working folder.',
  envFile: 'Path of a file with variables.',
}

const ALL: readonly Transport[] = ['stdio', 'http', 'sse']

/** What the entry can still become. */
function transportsOf(
  entry: ServerEntry | undefined,
  present: ReadonlySet<string>,
  { names, types }: Host,
): readonly Transport[] {
  const type = entry?.type?.text
  const typed = ALL.filter((transport) => type !== undefined && types[transport].includes(type))
  if (typed.length > 0) return typed
  if (names.command.some((name) => present.has(name))) return ['stdio']
  if (names.url.some((name) => present.has(name))) return ['http', 'sse']
  return ALL
}

function fieldValue(name: string, type: string, wanted: readonly Transport[], host: Host): Json {
  const { names, types } = host
  if (names.type.includes(name)) {
    const words = wanted.flatMap((transport) => types[transport].slice(0, 1))
    if (words.length > 0) return stop(...words)
  }
  if (names.env.includes(name) || names.headers.includes(name)) return { [stop('NAME')]: stop() }
  if (type.endsWith('[]') || type.startsWith('list')) return [stop()]
  if (/^(?:boolean|false)\b/.test(type)) return raw(stop(...(isRisky(name, host) ? ['false', 'true'] : ['true', 'false'])))
  if (/^(?:map|object)/.test(type)) return raw(`{ ${stop()} }`)
  const words = wordsOf(type)
  if (words.length > 0) return stop(...words)
  if (/^(?:number|integer)/.test(type)) return raw(stop(type.includes('(ms)') ? '60000' : type.includes('(s)') ? '60' : '1'))
  return stop()
}

/** With true something passes without a person. */
export function isRisky(name: string, { id }: Host): boolean {
  return name === 'sandboxEnabled' || (entryPermissionKeys(id)?.approval.includes(name) ?? false)
}

/** `"a" | "b"`. */
export function wordsOf(type: string): readonly string[] {
  return [...type.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word)
}

import { CompletionItemKind } from 'vscode-languageserver/node'
import type { KnownServer } from '../../knowledge/servers.ts'
import type { Host } from '../../model/host.ts'
import type { Json } from '../../syntax/patch.ts'
import { describeLaunch } from './describeLaunch.ts'
import { inputMaker } from './inputs.ts'
import { newEntry } from './newEntry.ts'
import type { Offer } from './offer.ts'
import { commaEdits, type Place, wholeSpan } from './place.ts'
import type { Role } from './role.ts'
import { launchesIn, takesAddresses } from './safeLaunch.ts'
import { stop } from './stops.ts'

type Form = Extract<Role, { kind: 'server' }>['form']
type Fields = Readonly<Record<string, Json>>

/** A new server: those that are known with the least they need, official ones first, and two skeletons. */
export function serverOffers(place: Place, form: Form): readonly Offer[] {
  const { config, cursor } = place
  if (cursor.hasValue) return []
  const { host } = config
  const taken = new Set([...config.servers.map(({ name }) => name), ...host.reservedNames])
  const inputs = inputMaker(place)
  const offers = [...launchesIn(host)].map(([server, launch]): Offer => {
    const name = freeName(server.id.replace(/-(?:remote|official)$/, ''), taken)
    const entry = newEntry(launch, name, host, inputs)
    return {
      ...written(place, form, name, entry.fields),
      label: form === 'table' ? tableLabel(name, host) : name,
      kind: CompletionItemKind.Module,
      detail: detailOf(server),
      documentation: (markup) => describeLaunch(launch, entry, host, markup),
      edits: [...commaEdits(cursor), ...inputs.edits(entry.inputs, name)],
    }
  })
  return [...skeletons(place, form), ...offers]
}

export function detailOf({ name, official }: KnownServer): string {
  return official && !/official|reference/i.test(name) ? `${name}, official` : name
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let count = 2; taken.has(name); count++) name = `${wanted}-${count}`
  return name
}

function tableLabel(name: string, { serversPath }: Host): string {
  return `[${[...serversPath, name].join('.')}]`
}

/** The text of an entry at the cursor. */
function written(place: Place, form: Form, name: string, fields: Fields): Pick<Offer, 'text' | 'span'> {
  const { config, cursor, writer } = place
  const { host, tree } = config
  if (form === 'table') {
    const above = tree.text.slice(0, cursor.span.start)
    const gap =
      above === '' || /(?:^|\n)[ \t]*\r?\n[ \t]*$/.test(above) || /^\s*$/.test(above)
        ? ''
        : tree.text.includes('\r\n')
          ? '\r\n'
          : '\n'
    return { text: gap + writer.table([...host.serversPath.map(String), name], fields), span: cursor.span }
  }
  const span = wholeSpan(place, true)
  if (form === 'map') return { text: writer.member(name, fields), span }
  const [named] = host.names.name
  const isNamed = named !== undefined && Object.hasOwn(fields, named)
  return { text: writer.value(isNamed ? fields : { [name]: fields }), span }
}

function skeletons(place: Place, form: Form): readonly Offer[] {
  const { config, typed, cursor } = place
  const { host } = config
  // A name that is typed already is kept.
  const name = form === 'map' && typed !== '' ? typed : stop('my-server')
  const shapes = [
    { label: 'Local server (stdio)', start: { kind: 'local', program: stop('npx'), args: [stop()] } as const, can: true },
    { label: 'Remote server (HTTP)', start: { kind: 'remote', url: stop('https://') } as const, can: takesAddresses(host) },
  ]
  return shapes.flatMap(({ label, start, can }): readonly Offer[] => {
    if (!can) return []
    const { fields } = newEntry({ start, settings: [] }, name, host, { inputId: undefined })
    return [
      {
        ...written(place, form, name, fields),
        label,
        kind: CompletionItemKind.Snippet,
        // In a list of tables the header is what one types.
        filter: form === 'table' ? `${tableLabel('', host)} ${label}` : typed || label,
        edits: commaEdits(cursor),
      },
    ]
  })
}

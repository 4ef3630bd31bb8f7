import type { KnownServer } from '../../knowledge/servers.ts'
import type { Host } from '../../model/host.ts'
import type { Markup } from '../markup.ts'
import type { NewEntry } from './newEntry.ts'
import type { SafeLaunch } from './safeLaunch.ts'
import { asPlain } from './stops.ts'

/** What a server that is offered can do, and what holds it back as it is offered. All words are the table's, none a file's. */
export function describeLaunch(
  { server, start, switches }: SafeLaunch,
  { inputs, unreferenced }: NewEntry,
  host: Host,
  markup: Markup,
): string {
  const starts =
    start.kind === 'remote'
      ? `Connects to ${markup.text(asPlain(start.url))}, an address of its vendor: nothing is fetched and run`
      : `Starts ${markup.text([start.program, ...start.args.map(asPlain)].join(' '))}. Write what you reviewed at the marks`
  return markup.sections([
    markup.strong(server.name),
    markup.list([
      starts,
      ...aboutServer(server, markup),
      ...switches.map(
        ({ key, effect, verified }) =>
          `Limited by ${markup.text(key)}: ${markup.text(effect)}${verified ? '' : ', not confirmed'}`,
      ),
      ...inputs.map(({ name }) => `Asks you for ${markup.text(name)}, which does not stand in the file`),
      ...unreferenced.map(
        (name) => `${markup.text(host.name)} takes no reference here: what you write for ${markup.text(name)} stands in the file`,
      ),
    ]),
  ])
}

function aboutServer(
  { tools, dataClasses, ingestsUntrustedContent, canCommunicateExternally }: KnownServer,
  markup: Markup,
): readonly string[] {
  const counts = new Map<string, number>()
  for (const { action } of tools) counts.set(action, (counts.get(action) ?? 0) + 1)
  const actions = [...counts].map(([action, count]) => `${action} (${count})`)
  return [
    ...(actions.length > 0 ? [`Its tools: ${markup.text(actions.join(', '))}`] : []),
    ...(dataClasses.length > 0 ? [`Reaches: ${markup.text(dataClasses.join(', '))}`] : []),
    ...(ingestsUntrustedContent ? ['Text that strangers wrote reaches the model through it'] : []),
    ...(canCommunicateExternally ? ['Can send data to somebody outside'] : []),
  ]
}

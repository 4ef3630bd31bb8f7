import type { KnownServer, ServerSwitch } from '../../knowledge/servers.ts'
import { dashed } from '../../model/launch/switches.ts'
import type { Launch, SwitchUse } from '../../model/launch.ts'
import { advisoriesThatApply, defeatedBy, idWords } from '../../rules/knownAdvisories.ts'
import type { Span } from '../../syntax/tree.ts'
import type { Markup } from '../markup.ts'
import { contains } from '../positions.ts'
import { holdsWords, NOT_CONFIRMED } from './plainWords.ts'

/** A switch of a known server at the place where an entry writes it, whether or not its value limits or widens anything. */
export interface SwitchAt {
  readonly span: Span
  readonly key: string
  readonly server: KnownServer
  readonly restrictions: readonly ServerSwitch[]
  readonly broadeners: readonly ServerSwitch[]
}

const MOST_FACTS = 2

export function switchAt(launch: Launch, offset: number): SwitchAt | undefined {
  const servers = [launch.known, launch.bridged?.known].filter((one) => one !== undefined)
  if (servers.length === 0) return undefined
  const place = placeAt(launch, offset)
  for (const server of servers) {
    const fits = ({ where, key }: ServerSwitch): boolean => place?.where.includes(where) === true && isKey(key, place.key, where)
    const restrictions = server.restrictions.filter(fits)
    const broadeners = server.broadeners.filter(fits)
    if (place && restrictions.length + broadeners.length > 0)
      return { span: place.span, key: place.key, server, restrictions, broadeners }
  }
  return useAt(launch, servers, offset)
}

interface Found {
  readonly span: Span
  readonly key: string
  readonly where: readonly ServerSwitch['where'][]
}

function placeAt({ args, env, headers }: Launch, offset: number): Found | undefined {
  const arg = args.find(({ span, of }) => of !== 'runner' && contains(span, offset))
  if (arg && arg.kind !== 'path') {
    const key = arg.flag ?? arg.text
    return { span: arg.span, key, where: [arg.of === 'container' ? 'docker' : 'args'] }
  }
  for (const [settings, where] of [
    [env, ['env', 'credential']],
    [headers, ['header']],
  ] as const) {
    const found = settings.find(({ nameAt, value }) => contains(nameAt.span, offset) || (value && contains(value.span, offset)))
    if (!found) continue
    const span = found.value && contains(found.value.span, offset) ? found.value.span : found.nameAt.span
    return { span, key: found.name, where }
  }
  return undefined
}

function isKey(key: string, writtenKey: string, where: ServerSwitch['where']): boolean {
  if (where === 'header') return key.toLowerCase() === writtenKey.toLowerCase()
  return key === writtenKey || (where === 'args' && dashed(key) === writtenKey)
}

/** Parts of an address, and folders. */
function useAt(launch: Launch, servers: readonly KnownServer[], offset: number): SwitchAt | undefined {
  const all = [...launch.restrictions, ...launch.broadeners]
  const use = all.find(({ span }) => contains(span, offset))
  const server =
    use && servers.find(({ restrictions, broadeners }) => [...restrictions, ...broadeners].some((fact) => fact.key === use.key))
  if (!use || !server) return undefined
  return {
    span: use.span,
    key: use.key === '<positional>' ? use.value : use.key,
    server,
    restrictions: server.restrictions.filter(({ key }) => key === use.key),
    broadeners: server.broadeners.filter(({ key }) => key === use.key),
  }
}

/** What the switch does, how strongly it holds, and whether it is in effect here. */
export function describeSwitch({ key, server, restrictions, broadeners }: SwitchAt, launch: Launch, markup: Markup): string {
  const isSet = (uses: readonly SwitchUse[], fact: ServerSwitch): boolean =>
    uses.some(({ kind, key: used }) => kind === fact.kind && used === fact.key)
  const limits = restrictions.slice(0, MOST_FACTS).flatMap((fact) => {
    const holds = holdsWords(fact.enforcement)
    const effect = wordsOf(fact, 'Limits the server', launch.restrictions, isSet)
    return [markup.text(effect), ...(holds === undefined ? [] : [`How strongly it holds: ${markup.text(holds)}`])]
  })
  const broken = advisoriesThatApply(launch).filter((advisory) =>
    defeatedBy(advisory, launch).some(({ key: used }) => restrictions.some((fact) => fact.key === used)),
  )
  const items = [
    ...broadeners
      .filter((fact) => isSet(launch.broadeners, fact))
      .slice(0, MOST_FACTS)
      .map((fact) => `${markup.strong('Widens the server')}${markup.text(effectWords(fact))}`),
    ...[...new Set(limits)],
    ...broadeners
      .filter((fact) => !isSet(launch.broadeners, fact) && fact.value !== '' && fact.value !== '*')
      .slice(0, MOST_FACTS)
      .map((fact) => `With ${markup.code(fact.value)} it widens the server${markup.text(effectWords(fact))}`),
    ...broken
      .slice(0, 1)
      .map((advisory) => `${markup.strong('This version does not keep it')}${markup.text(` (${idWords(advisory)})`)}`),
  ]
  return `${markup.strong('Switch')} ${markup.code(key)} of ${markup.text(server.name)}\n\n${markup.list(items)}`
}

function wordsOf(
  fact: ServerSwitch,
  verb: string,
  uses: readonly SwitchUse[],
  isSet: (uses: readonly SwitchUse[], fact: ServerSwitch) => boolean,
): string {
  if (fact.value === '(absent)') return `${verb} only where it is absent${effectWords(fact)}`
  return `${verb}${effectWords(fact)}${isSet(uses, fact) ? '' : '; not in effect with this value'}`
}

function effectWords({ effect, verified }: ServerSwitch): string {
  return `${effect === '' ? '' : `: ${effect}`}${verified ? '' : NOT_CONFIRMED}`
}

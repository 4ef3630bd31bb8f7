import { isRecorded } from '../insertion/proxyWords.ts'
import { entryApprovals } from '../model/approvals/entryApprovals.ts'
import { isFalseProxy } from '../model/launch/ownProxy.ts'
import type { Launch } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { kindName } from '../rules/credentialWords.ts'
import { advisoriesThatApply, byWeight, idWords, maliciousListings, severityOf } from '../rules/knownAdvisories.ts'
import { OWN_LAUNCHER } from '../workspace/ownLauncher.ts'
import { counted } from './hover/counted.ts'
import { dataWords, GROUP_WORDS, holdsWords } from './hover/plainWords.ts'
import { factOf, serverOf, shownUse, unsetRestrictions, written } from './hover/switches.ts'
import { type GroupedTools, groupTools } from './hover/toolGroups.ts'
import { launchWords } from './launchWords.ts'
import type { Markup } from './markup.ts'

/** A person should get the point in two seconds: what is more than this is counted. */
const MOST = { groups: 5, tools: 4, switches: 2, advisories: 2, credentials: 3, hosts: 4, allowed: 3 } as const
const NOT_CONFIRMED = ' (not confirmed)'

/**
 * What an entry really starts and what the server can do: first what is bad about it, then what it can do, then what holds it
 * back and what it is given. Never a value of a credential.
 */
export function describeServer(entry: ServerEntry, config: McpConfig, markup: Markup): string {
  const { launch, name } = entry
  const items = [
    ...startItem(launch, markup),
    ...proxyItem(entry, markup),
    ...adviceItems(launch, markup),
    ...knownItem(launch, markup),
    ...toolItems(groupTools(entry, config), markup),
    ...allowedItem(entry, config, markup),
    ...reachItems(launch, markup),
    ...switchItems(launch, markup),
    ...credentialItem(launch, markup),
  ]
  const heading = `${markup.strong('MCP server')} ${markup.code(name)}${entry.enabled ? '' : markup.text(' (turned off)')}`
  return items.length === 0 ? heading : `${heading}\n\n${markup.list(items)}`
}

function startItem(launch: Launch, markup: Markup): readonly string[] {
  const starts = launchWords(launch)
  if (starts === undefined) return []
  const behind = launch.bridged && launchWords({ ...launch, url: launch.bridged.url })
  const words = `${launch.url ? 'Connects to' : 'Starts'} ${markup.code(starts)}${versionWords(launch)}`
  return [`${words}${behind === undefined ? '' : `; it connects to ${markup.code(behind)}`}`]
}

function versionWords({ source, url }: Launch): string {
  if (!source || url || source.ecosystem === 'local') return ''
  if (source.digest !== undefined) return ', version fixed by its digest'
  return source.version?.kind === 'exact' ? ', version fixed' : ', version not fixed in this file'
}

function proxyItem(entry: ServerEntry, markup: Markup): readonly string[] {
  if (isRecorded(entry)) return ['Scopelight records its calls']
  const { program } = entry.launch
  if (!program || !isFalseProxy(program.text, OWN_LAUNCHER)) return []
  return [
    markup.strong('Not the proxy of Scopelight: another program of that name starts, and only it knows what it starts then'),
  ]
}

function adviceItems(launch: Launch, markup: Markup): readonly string[] {
  const malicious = maliciousListings(launch).slice(0, 1)
  const weak = advisoriesThatApply(launch)
    .filter(({ class: kind }) => kind !== 'malicious')
    .toSorted(byWeight)
  const items = [
    ...malicious.map(({ id, verified }) => {
      const listed = /^MAL-/.test(id) ? ` (${id})` : ''
      return `${markup.strong('Listed as malicious')}${markup.text(`${listed}${verified ? '' : NOT_CONFIRMED}`)}`
    }),
    ...weak.slice(0, MOST.advisories).map((advisory) => {
      const words = `, ${severityOf(advisory)}: ${advisory.summary} (${idWords(advisory)})${advisory.verified ? '' : NOT_CONFIRMED}`
      return `${markup.strong('Known weakness')}${markup.text(words)}`
    }),
  ]
  return weak.length > MOST.advisories ? [...items, `${weak.length - MOST.advisories} more known weaknesses`] : items
}

function knownItem(launch: Launch, markup: Markup): readonly string[] {
  const known = serverOf(launch)
  if (!known) return []
  const status = known.status === 'archived' ? 'archived: nobody repairs it any more' : known.status
  const about = [known.official ? 'official' : 'not official', status, known.verified ? '' : 'not confirmed']
  return [`Known as ${markup.text(known.name)} (${markup.text(about.filter((word) => word !== '').join(', '))})`]
}

function toolItems(grouped: GroupedTools | undefined, markup: Markup): readonly string[] {
  if (!grouped || grouped.count === 0) return []
  const { groups, count, off, limit, someSets } = grouped
  // Reading is the least of it, and still worth its line.
  const shown = groups.length > MOST.groups ? [...groups.slice(0, MOST.groups - 1), ...groups.slice(-1)] : groups
  const lines = shown.map(({ action, tools }) => {
    const names = tools.slice(0, MOST.tools).map(({ name }) => markup.code(name))
    const more = tools.length - names.length
    return `${markup.strong(GROUP_WORDS[action])} (${tools.length}): ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  })
  const hidden = groups.slice(shown.length - 1, -1)
  const rest = groups.length > MOST.groups ? hidden.reduce((sum, { tools }) => sum + tools.length, 0) : 0
  const limits = [
    ...(rest > 0 ? [`${rest} more that change something`] : []),
    ...(limit === 'read-only' && off > 0 ? [`${off} more off, since only reading is switched on`] : []),
    ...(limit === 'lists' ? [`${off} more off in this file`] : []),
    ...(someSets ? ['of these only those of the chosen toolsets'] : []),
  ]
  return limits.length === 0 ? lines : [...lines, markup.text(`${counted(count, 'tool')} in all: ${limits.join('; ')}`)]
}

function allowedItem(entry: ServerEntry, config: McpConfig, markup: Markup): readonly string[] {
  const tools = entryApprovals(entry, config).flatMap(({ effect, ignored, covers }) =>
    effect === 'allow' && ignored === undefined && covers.kind === 'tools' ? [covers.tool] : [],
  )
  if (tools.length === 0) return []
  if (tools.includes('*')) return [`${markup.strong('Runs without asking')}: every tool`]
  const more = tools.length - MOST.allowed
  const names = tools.slice(0, MOST.allowed).map(markup.code).join(', ')
  return [`${markup.strong('Runs without asking')}: ${names}${more > 0 ? ` and ${more} more` : ''}`]
}

function reachItems(launch: Launch, markup: Markup): readonly string[] {
  const known = serverOf(launch)
  if (!known) return []
  const { dataClasses, egress } = known
  const hosts = egress.includes('*') ? 'any address' : egress.slice(0, MOST.hosts).join(', ')
  const more = egress.includes('*') ? 0 : egress.length - MOST.hosts
  const facts = [
    ...(dataClasses.length === 0 ? [] : [`Its data: ${dataWords(dataClasses)}`]),
    ...(egress.length === 0 ? [] : [`Speaks to ${hosts}${more > 0 ? ` and ${more} more` : ''}`]),
  ]
  const dangers = [
    ...(known.ingestsUntrustedContent ? ['text of strangers reaches the model'] : []),
    ...(known.canCommunicateExternally ? ['data can be sent out through it'] : []),
    ...(known.runsCommands ? ['it runs commands on this machine'] : []),
  ]
  return [
    ...(facts.length === 0 ? [] : [markup.text(facts.join('. '))]),
    ...(dangers.length === 0 ? [] : [`${markup.strong('Beware')}: ${markup.text(dangers.join('; '))}`]),
  ]
}

function switchItems(launch: Launch, markup: Markup): readonly string[] {
  const known = serverOf(launch)
  const limits = launch.restrictions.slice(0, MOST.switches).map((use) => {
    const fact = factOf(use, [...(known?.restrictions ?? []), ...(launch.known?.restrictions ?? [])])
    return `Limited by ${markup.code(shownUse(use))}${markup.text(switchWords(fact, use.verified))}`
  })
  const widened = launch.broadeners.slice(0, MOST.switches).map((use) => {
    const fact = factOf(use, [...(known?.broadeners ?? []), ...(launch.known?.broadeners ?? [])])
    return `${markup.strong('Widened')} by ${markup.code(shownUse(use))}${markup.text(switchWords(fact, use.verified))}`
  })
  return [...widened, ...limits, ...couldItem(launch, markup)]
}

/** How strongly it holds is most often the same for all, and then said once. */
function couldItem(launch: Launch, markup: Markup): readonly string[] {
  const unset = unsetRestrictions(launch).slice(0, MOST.switches)
  const [first] = unset
  if (!first) return []
  const isSame = unset.every(({ enforcement }) => enforcement === first.enforcement)
  const words = unset.map((fact) => {
    const { effect, verified } = fact
    return `${markup.code(written(fact))}${markup.text(switchWords(isSame ? { effect } : fact, verified))}`
  })
  const holds = isSame ? holdsWords(first.enforcement) : undefined
  return [`Could be limited by ${words.join('; or by ')}${holds === undefined ? '' : markup.text(` (${holds})`)}`]
}

function switchWords(fact: { readonly effect: string; readonly enforcement?: string } | undefined, verified: boolean): string {
  const words = [fact?.effect, holdsWords(fact?.enforcement)].filter((word) => word !== undefined && word !== '')
  return `${words.length === 0 ? '' : `: ${words.join('; ')}`}${verified ? '' : NOT_CONFIRMED}`
}

function credentialItem({ credentials }: Launch, markup: Markup): readonly string[] {
  const kinds = new Map<string, string>()
  for (const { kind, name, evidence } of credentials) {
    const words = kind ? markup.text(kindName(kind)) : 'what looks like a secret'
    const place = name === '' ? '' : ` in ${markup.code(name)}`
    kinds.set(name, `${words}${place}${evidence === 'literal' ? ' (its value stands here)' : ''}`)
  }
  if (kinds.size === 0) return []
  const shown = [...kinds.values()].slice(0, MOST.credentials)
  const more = kinds.size - shown.length
  return [`Is given: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`]
}

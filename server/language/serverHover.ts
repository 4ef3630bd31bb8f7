import { isRecorded } from '../insertion/proxyWords.ts'
import { isFalseProxy } from '../model/launch/ownProxy.ts'
import { servedBy } from '../model/launch/servedBy.ts'
import type { Launch } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { kindName } from '../rules/credentialWords.ts'
import { advisoriesThatApply, byWeight, idWords, maliciousListings, severityOf } from '../rules/knownAdvisories.ts'
import { OWN_LAUNCHER } from '../workspace/ownLauncher.ts'
import { dataWords, NOT_CONFIRMED } from './hover/plainWords.ts'
import { switchItems } from './hover/serverSwitches.ts'
import { allowedItem, toolItems } from './hover/serverTools.ts'
import { groupTools } from './hover/toolGroups.ts'
import { launchWords } from './launchWords.ts'
import type { Markup } from './markup.ts'

/** A person should get the point in two seconds: what is more than this is counted. */
const MOST = { advisories: 2, credentials: 3, hosts: 4 } as const

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
  const known = servedBy(launch)
  if (!known) return []
  const status = known.status === 'archived' ? 'archived: nobody repairs it any more' : known.status
  const about = [known.official ? 'official' : 'not official', status, known.verified ? '' : 'not confirmed']
  return [`Known as ${markup.text(known.name)} (${markup.text(about.filter((word) => word !== '').join(', '))})`]
}

function reachItems(launch: Launch, markup: Markup): readonly string[] {
  const known = servedBy(launch)
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

import { isRecorded } from '../insertion/proxyWords.ts'
import type { KnownServer } from '../knowledge/servers.ts'
import type { Launch } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import { launchWords } from './launchWords.ts'
import type { Markup } from './markup.ts'

const MOST_TOOLS = 10

/** What an entry really starts, and what is known about it. */
export function describeServer(entry: ServerEntry, markup: Markup): string {
  const { launch, name } = entry
  const starts = launchWords(launch)
  const items = [
    ...(starts === undefined ? [] : [`${launch.url ? 'Connects to' : 'Starts'} ${markup.code(starts)}`]),
    ...versionItem(launch),
    ...(isRecorded(entry) ? ['Scopelight records its calls'] : []),
    ...(launch.known ? knownItems(launch.known, markup) : []),
  ]
  const heading = `${markup.strong('MCP server')} ${markup.code(name)}`
  return items.length === 0 ? heading : `${heading}\n\n${markup.list(items)}`
}

function versionItem({ source, url }: Launch): readonly string[] {
  if (!source || url || source.ecosystem === 'local') return []
  if (source.digest !== undefined) return ['Version: fixed by its digest']
  if (source.version?.kind === 'exact') return ['Version: fixed']
  return ['Version: not fixed in this file']
}

function knownItems({ name, official, status, tools }: KnownServer, markup: Markup): readonly string[] {
  const about = [official ? 'official' : undefined, status].filter((word) => word !== undefined && word !== '').join(', ')
  return [
    `Known as ${markup.text(name)}${about === '' ? '' : ` (${markup.text(about)})`}`,
    ...[...toolsByAction(tools)].map(([action, names]) => {
      const more = names.length - MOST_TOOLS
      return `Tools (${markup.text(action)}): ${names.slice(0, MOST_TOOLS).map(markup.code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    }),
  ]
}

function toolsByAction(tools: KnownServer['tools']): ReadonlyMap<string, readonly string[]> {
  const byAction = new Map<string, string[]>()
  for (const { name, action } of tools) byAction.set(action, [...(byAction.get(action) ?? []), name])
  return byAction
}

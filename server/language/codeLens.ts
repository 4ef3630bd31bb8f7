import type { CodeLens, Command } from 'vscode-languageserver/node'
import { isRecorded } from '../insertion/proxyWords.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { type Finding, SEVERITIES } from '../rules/rule.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { counted } from './hover/counted.ts'
import { GROUP_WORD } from './hover/plainWords.ts'
import { groupTools } from './hover/toolGroups.ts'
import { toRange } from './positions.ts'

/** More of them are generated, and nobody reads lenses there. */
const MOST_SERVERS = 1_000

/**
 * Above each entry: its problems, its tools by what they do, and whether its calls are recorded. The same analysis has the
 * same lenses. The commands behind them belong to our own client; any other one is shown plain words.
 */
export function toCodeLenses(analysis: Analysis, abilities: Abilities): CodeLens[] {
  const { config, document } = analysis
  const problems = problemsByEntry(analysis)
  return config.servers.slice(0, MOST_SERVERS).flatMap((entry) => {
    const range = toRange(document, entry.nameAt.span)
    const commands = [
      ...problemCommand(problems.get(entry) ?? [], analysis, abilities),
      ...toolCommand(entry, config),
      ...(abilities.records ? recordCommands(entry, document.uri) : []),
    ]
    return commands.map((command) => ({ range, command }))
  })
}

/** By name, and by place where two entries of one name stand in two sections of a file. */
function problemsByEntry({ config, findings }: Analysis): ReadonlyMap<ServerEntry, readonly Finding[]> {
  const byName = new Map<string, ServerEntry[]>()
  for (const entry of config.servers) add(byName, entry.name, entry)
  const problems = new Map<ServerEntry, Finding[]>()
  for (const finding of findings) {
    const named = (finding.server !== undefined && byName.get(finding.server)) || []
    const entry = named.length > 1 ? named.find(({ path }) => path.every((step, at) => step === finding.path[at])) : named[0]
    if (entry) add(problems, entry, finding)
  }
  return problems
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** A command without an id is drawn as plain words. */
function words(title: string): Command {
  return { title, command: '' }
}

function problemCommand(findings: readonly Finding[], { document }: Analysis, { shows }: Abilities): readonly Command[] {
  const worst = findings.reduce<Finding | undefined>(
    (one, other) => (one && gradeOf(one) >= gradeOf(other) ? one : other),
    undefined,
  )
  if (!worst) return []
  const title = `${counted(findings.length, 'problem')}, ${findings.length === 1 ? '' : 'worst '}${worst.severity}`
  if (!shows) return [words(title)]
  const { line, character } = document.positionAt(worst.span.start)
  return [{ title, command: 'scopelight.showFinding', arguments: [document.uri, line, character] }]
}

function gradeOf({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity)
}

/** What it reads first, what is most dangerous last, as one counts up. */
function toolCommand(entry: ServerEntry, config: McpConfig): readonly Command[] {
  const grouped = groupTools(entry, config)
  if (!grouped || grouped.count === 0) return []
  const counts = grouped.groups.toReversed().map(({ action, tools }) => `${tools.length} ${GROUP_WORD[action]}`)
  return [words(`${grouped.someSets ? 'up to ' : ''}${counts.join(' · ')}`)]
}

function recordCommands(entry: ServerEntry, uri: string): readonly Command[] {
  const args = [uri, entry.name]
  if (isRecorded(entry)) {
    return [words('Recorded'), { title: 'Stop recording…', command: 'scopelight.stopRecording', arguments: args }]
  }
  if (entry.launch.transport !== 'stdio' || entry.command === undefined) return []
  return [{ title: 'Record calls…', command: 'scopelight.recordServers', arguments: args }]
}

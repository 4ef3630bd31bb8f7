import type { ServerEntry } from '../model/mcpConfig.ts'
import type { ArrayNode, StringNode } from '../syntax/tree.ts'

export interface ProxyOptions {
  readonly server: string
  readonly workload?: string | undefined
  readonly entry: string
}

/**
 * The arguments that stand before the original command. Some hosts join arguments into one line for a shell, so none of
 * ours holds a blank or a character a shell reads: a server name that does is left to the undo record.
 */
export function proxyArguments({ server, workload, entry }: ProxyOptions): readonly string[] {
  return [
    ...(isPlainWord(server) ? ['--server', server] : []),
    ...(workload === undefined ? [] : ['--workload', workload]),
    '--entry',
    entry,
    '--',
  ]
}

/** Nothing a shell of any platform reads, and nothing the proxy would take for an option. */
export function isPlainWord(word: string): boolean {
  return /^[A-Za-z0-9_.@:/+][A-Za-z0-9_.@:/+-]*$/.test(word)
}

export interface RecordedCommand {
  /** Position of our `--` in the arguments. */
  readonly separator: number
  /** The program that starts without us; undefined when nothing usable stands after `--`. */
  readonly program: StringNode | undefined
  /** Id of the undo record. */
  readonly entry: string | undefined
}

/**
 * Reads an entry whose command is the proxy itself, in each form: the launcher, `scopelight proxy`, the same by npx, and
 * `node …/proxy.cjs`. Undefined when the entry starts something else.
 */
export function readRecordedCommand(command: StringNode, args: ArrayNode | undefined): RecordedCommand | undefined {
  const items = args?.items ?? []
  const words = items.map((item) => (item.kind === 'string' ? item.value : ''))
  const first = optionsStart(baseName(command.value), words)
  if (first === undefined) return undefined
  const separator = words.indexOf('--', first)
  if (separator === -1 || !areOptions(words.slice(first, separator))) return undefined
  const program = items[separator + 1]
  const entryAt = words.indexOf('--entry', first)
  return {
    separator,
    program: program?.kind === 'string' && program.value.trim() !== '' ? program : undefined,
    entry: entryAt !== -1 && entryAt + 1 < separator ? words[entryAt + 1] : undefined,
  }
}

/** Whether the proxy stands in front of an entry, in whatever form and behind whatever wrapper. */
export function isRecorded({ launch }: ServerEntry): boolean {
  return launch.wrappers.some(({ kind }) => kind === 'proxy')
}

/** Id of the undo record of a recorded entry, from its `--entry`. Of two fields of one name hosts read the last. */
export function recordedEntryId({ node }: ServerEntry): string | undefined {
  const command = node.members.findLast(({ key }) => key === 'command')?.value
  const args = node.members.findLast(({ key }) => key === 'args')?.value
  if (command?.kind !== 'string') return undefined
  return readRecordedCommand(command, args?.kind === 'array' ? args : undefined)?.entry
}

/** Options of the proxy, of this version and of those that enforce a manifest. Another program may be named proxy.cjs. */
function areOptions(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? ''
    if (word === '--breakpoints' || /^--[a-z-]+=/.test(word)) at += 1
    else if (/^--(?:server|workload|for|manifest|workspace|env-name|interactive|entry|trace-dir)$/.test(word)) at += 2
    else return false
  }
  return true
}

/** Where the options of the proxy begin among the arguments. */
function optionsStart(program: string, words: readonly string[]): number | undefined {
  if (program === 'scopelight-proxy') return 0
  if (program === 'scopelight') return words[0] === 'proxy' ? 1 : undefined
  if (program === 'node' || program === 'bun' || program === 'electron') {
    const script = baseName(words[0] ?? '')
    if (script === 'proxy.cjs') return 1
    return script === 'cli.cjs' && words[1] === 'proxy' ? 2 : undefined
  }
  if (program === 'npx' || program === 'bunx') {
    const at = words.findIndex((word) => !word.startsWith('-'))
    return at !== -1 && /^scopelight(?:@[^/]+)?$/.test(words[at] ?? '') && words[at + 1] === 'proxy' ? at + 2 : undefined
  }
  return undefined
}

function baseName(program: string): string {
  return (program.split(/[\\/]/).at(-1) ?? '').replace(/\.(?:cmd|exe|bat|ps1)$/i, '').toLowerCase()
}

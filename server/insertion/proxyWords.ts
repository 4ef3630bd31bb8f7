import type { ProxyWrapper } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { ProxyOption } from '../protocol/proxyOptions.ts'

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
  const options: readonly (readonly [ProxyOption, string | undefined])[] = [
    ['--server', isPlainWord(server) ? server : undefined],
    ['--workload', workload],
    ['--entry', entry],
  ]
  return [...options.flatMap(([option, value]) => (value === undefined ? [] : [option, value])), '--']
}

/** Nothing a shell of any platform reads, and nothing the proxy would take for an option. */
export function isPlainWord(word: string): boolean {
  return /^[A-Za-z0-9_.@:/+][A-Za-z0-9_.@:/+-]*$/.test(word)
}

/** Our proxy in front of an entry, in whatever form and behind whatever wrapper; the outermost where there are several. */
export function proxyOf({ launch }: ServerEntry): ProxyWrapper | undefined {
  return launch.wrappers.find((wrapper) => wrapper.kind === 'proxy')
}

export function isRecorded(entry: ServerEntry): boolean {
  return proxyOf(entry) !== undefined
}
